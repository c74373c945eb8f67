using DeliveryAsCode.StandIns.GitHub.Git;

namespace DeliveryAsCode.StandIns.GitHub.Views;

internal sealed partial class View
{
    public object Ref(StandInRepository repository, string name, string id) => new
    {
        @ref = name,
        node_id = NodeId("REF_", name),
        url = $"{Url(repository)}/git/{name}",
        @object = new { sha = id, type = repository.Git.KindOf(id), url = $"{Url(repository)}/git/{repository.Git.KindOf(id)}s/{id}" },
    };

    public object Blob(StandInRepository repository, string id, byte[] content) => new
    {
        sha = id,
        node_id = NodeId("B_", id),
        size = content.Length,
        url = $"{Url(repository)}/git/blobs/{id}",
        content = Lines(Convert.ToBase64String(content)),
        encoding = "base64",
    };

    public object Tree(StandInRepository repository, string id, IReadOnlyList<TreeEntry> entries, bool isTruncated) => new
    {
        sha = id,
        url = $"{Url(repository)}/git/trees/{id}",
        tree = entries.Select(entry => TreeEntry(repository, entry)),
        truncated = isTruncated,
    };

    private object TreeEntry(StandInRepository repository, TreeEntry entry) => entry.Kind switch
    {
        "tree" => new { path = entry.Path, mode = entry.Mode, type = "tree", sha = entry.Id, url = $"{Url(repository)}/git/trees/{entry.Id}" },
        // A submodule's commit is not here, so it has no address.
        "commit" => new { path = entry.Path, mode = entry.Mode, type = "commit", sha = entry.Id },
        _ => new { path = entry.Path, mode = entry.Mode, type = "blob", sha = entry.Id, size = repository.Git.Blob(entry.Id)?.Length ?? 0, url = $"{Url(repository)}/git/blobs/{entry.Id}" },
    };

    /// <summary>A commit as the git database has it.</summary>
    public object GitCommit(StandInRepository repository, CommitObject commit) => new
    {
        sha = commit.Id,
        node_id = NodeId("C_", commit.Id),
        url = $"{Url(repository)}/git/commits/{commit.Id}",
        html_url = Web($"{repository.FullName}/commit/{commit.Id}"),
        author = Identity(commit.Author),
        committer = Identity(commit.Committer),
        tree = new { sha = commit.Tree, url = $"{Url(repository)}/git/trees/{commit.Tree}" },
        message = commit.Message,
        parents = Parents(repository, commit, "git/commits"),
        verification = Verification(repository, commit),
    };

    /// <summary>A commit with the accounts that its addresses belong to.</summary>
    public Dictionary<string, object?> Commit(StandInRepository repository, CommitObject commit) => new()
    {
        ["sha"] = commit.Id,
        ["node_id"] = NodeId("C_", commit.Id),
        ["commit"] = new
        {
            author = Identity(commit.Author),
            committer = Identity(commit.Committer),
            message = commit.Message,
            tree = new { sha = commit.Tree, url = $"{Url(repository)}/git/trees/{commit.Tree}" },
            url = $"{Url(repository)}/git/commits/{commit.Id}",
            comment_count = 0,
            verification = Verification(repository, commit),
        },
        ["url"] = $"{Url(repository)}/commits/{commit.Id}",
        ["html_url"] = Web($"{repository.FullName}/commit/{commit.Id}"),
        ["comments_url"] = $"{Url(repository)}/commits/{commit.Id}/comments",
        ["author"] = ByEmail(commit.Author.Email),
        ["committer"] = ByEmail(commit.Committer.Email),
        ["parents"] = Parents(repository, commit, "commits"),
    };

    public object CommitWithFiles(StandInRepository repository, CommitObject commit)
    {
        var view = Commit(repository, commit);
        var files = commit.Parents.Count == 0 ? [] : repository.Git.Changes(commit.Parents[0], commit.Id);
        view["stats"] = new { additions = files.Sum(f => f.Additions), deletions = files.Sum(f => f.Deletions), total = files.Sum(f => f.Additions + f.Deletions) };
        view["files"] = files.Select(file => File(repository, file, commit.Id));
        return view;
    }

    public Dictionary<string, object?> File(StandInRepository repository, FileChange file, string commit)
    {
        var path = string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString));
        var view = new Dictionary<string, object?>
        {
            ["sha"] = file.Blob,
            ["filename"] = file.Path,
            ["status"] = file.Kind switch { 'A' => "added", 'D' => "removed", 'R' => "renamed", 'C' => "copied", 'T' => "changed", _ => "modified" },
            ["additions"] = file.Additions,
            ["deletions"] = file.Deletions,
            ["changes"] = file.Additions + file.Deletions,
            ["blob_url"] = Web($"{repository.FullName}/blob/{commit}/{path}"),
            ["raw_url"] = Web($"{repository.FullName}/raw/{commit}/{path}"),
            ["contents_url"] = $"{Url(repository)}/contents/{path}?ref={commit}",
        };
        if (file.PreviousPath is { } previous)
            view["previous_filename"] = previous;
        return view;
    }

    private object Parents(StandInRepository repository, CommitObject commit, string kind) => commit.Parents.Select(parent => new
    {
        sha = parent,
        url = $"{Url(repository)}/{kind}/{parent}",
        html_url = Web($"{repository.FullName}/commit/{parent}"),
    });

    private static object Verification(StandInRepository repository, CommitObject commit) => repository.Verified.Contains(commit.Id)
        ? new { verified = true, reason = "valid", signature = (string?)"-----BEGIN PGP SIGNATURE-----\n-----END PGP SIGNATURE-----\n", payload = (string?)"", verified_at = (string?)Time(commit.Committer.Date) }
        : new { verified = false, reason = "unsigned", signature = (string?)null, payload = (string?)null, verified_at = (string?)null };

    /// <summary>GitHub breaks its base64 into lines.</summary>
    private static string Lines(string base64) => string.Concat(base64.Chunk(60).Select(line => $"{new string(line)}\n"));
}
