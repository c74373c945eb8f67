using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using static DeliveryAsCode.Cli.Forges.GitHub.Api.GitHubOperations;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

internal sealed partial class GitHubApi
{
    /// <summary>GitHub takes blobs up to 100 MB, and sends them in base64.</summary>
    private const int LargestBlob = 140 * 1024 * 1024;

    private const int LargestArchive = 512 * 1024 * 1024;

    /// <summary>GitHub lists no more files of a comparison.</summary>
    private const int MostComparedFiles = 300;

    private volatile bool _seesContents;

    /// <param name="name">"heads/main".</param>
    /// <returns>The commit; null: there is no such ref.</returns>
    public async Task<string?> RefAsync(string name, CancellationToken cancellation)
    {
        var sha = await client.SendAsync(
            new GitHubRequest(ReadRef, $"read the ref {name} of {repository}", Route($"/git/ref/{new Slashed(name)}")) { Expected = [404] },
            answer => answer.IsSuccess && Reading.Value(answer, GitHubJson.Default.RefPayload) is var found ? Checked(found, name).Object.Sha : null, cancellation);
        if (sha is null)
            await ProveSightAsync(cancellation);
        _seesContents = true;
        return sha;
    }

    /// <param name="name">"heads/main".</param>
    /// <returns>The commit with its tree and parents; null: there is no such ref.</returns>
    public async Task<ComparedCommit?> TipAsync(string name, CancellationToken cancellation)
    {
        var tip = await client.SendAsync(
            new GitHubRequest(ReadTip, $"read the commit of the ref {name} of {repository}", Route($"/commits/{new Slashed(name)}")) { Expected = [404, 422] },
            answer => answer.IsSuccess ? Reading.Value(answer, GitHubJson.Default.ComparedCommit) : null, cancellation);
        if (tip is null)
            await ProveSightAsync(cancellation);
        _seesContents = true;
        return tip;
    }

    /// <param name="sha">Of a tree or a commit.</param>
    public async Task<GitTree> TreeAsync(string sha, bool recursive, CancellationToken cancellation)
    {
        var tree = await GetAsync(ReadTree, $"read the tree {sha} of {repository}", Query(Route($"/git/trees/{sha}"), ("recursive", recursive ? "1" : null)), GitHubJson.Default.GitTree, cancellation);
        _seesContents = true;
        return tree;
    }

    /// <summary>The bytes whose object id is asked for: others are not taken.</summary>
    public Task<byte[]> BlobAsync(string sha, CancellationToken cancellation) => client.SendAsync(
        new GitHubRequest(ReadBlob, $"read the blob {sha} of {repository}", Route($"/git/blobs/{sha}")) { MostBytes = LargestBlob },
        answer => Content(Reading.Value(answer, GitHubJson.Default.BlobPayload), sha), cancellation);

    /// <returns>Packed with tar and gzip; null: the server has no archives.</returns>
    public Task<byte[]?> ArchiveAsync(string sha, CancellationToken cancellation) => client.SendAsync(
        new GitHubRequest(ReadArchive, $"read the archive of {sha} of {repository}", Route($"/tarball/{sha}")) { MostBytes = LargestArchive, IsDownload = true, Expected = [404, 406, 501] },
        answer => answer.IsSuccess ? Gzipped(answer.Body) : null, cancellation);

    public Task<string> CreateBlobAsync(byte[] content, CancellationToken cancellation) => client.SendAsync(
        Write(CreateBlob, $"write a file of {content.Length} bytes to {repository}", Route($"/git/blobs"), new NewBlob(Convert.ToBase64String(content), "base64"), GitHubJson.Default.NewBlob),
        answer => Same(Reading.Value(answer, GitHubJson.Default.ObjectName).Sha, content), cancellation);

    /// <param name="baseTree">What is not named stays as it is there; null: nothing else is in the tree.</param>
    public async Task<string> CreateTreeAsync(string? baseTree, IReadOnlyList<GitTreeChange> changes, CancellationToken cancellation) => (await client.SendAsync(
        new GitHubRequest(CreateTree, string.Create(CultureInfo.InvariantCulture, $"write a tree of {changes.Count} changes to {repository}"), Route($"/git/trees")) { Body = TreeBody(baseTree, changes) },
        Reading.Of(GitHubJson.Default.ObjectName), cancellation)).Sha;

    public async Task<GitCommit> CommitAsync(string sha, CancellationToken cancellation)
    {
        var commit = await GetAsync(ReadCommit, $"read the commit {sha} of {repository}", Route($"/git/commits/{sha}"), GitHubJson.Default.GitCommit, cancellation);
        _seesContents = true;
        return commit;
    }

    /// <summary>By the token's own account, at GitHub's own time.</summary>
    public async Task<string> CreateCommitAsync(string message, string tree, IReadOnlyList<string> parents, CancellationToken cancellation) => (await client.SendAsync(
        Write(CreateCommit, $"write a commit to {repository}", Route($"/git/commits"), new NewCommit(message, tree, [.. parents]), GitHubJson.Default.NewCommit),
        Reading.Of(GitHubJson.Default.ObjectName), cancellation)).Sha;

    /// <summary>Makes a ref that is not there yet: one of many gets it.</summary>
    /// <param name="name">"heads/delivery/x".</param>
    public Task<RefOutcome> CreateRefAsync(string name, string sha, CancellationToken cancellation)
    {
        var asked = $"create the ref {name} of {repository}";
        return MoveAsync(
            Write(CreateRef, asked, Route($"/git/refs"), new NewRef($"refs/{name}", sha), GitHubJson.Default.NewRef) with { Expected = [409, 422] },
            name, sha, said => said.Contains("already exists", StringComparison.OrdinalIgnoreCase) || WasRefused(said), cancellation);
    }

    /// <summary>Moves a ref forward, and never anywhere else.</summary>
    public Task<RefOutcome> UpdateRefAsync(string name, string sha, CancellationToken cancellation)
    {
        var asked = $"move the ref {name} of {repository}";
        return MoveAsync(
            Write(UpdateRef, asked, Route($"/git/refs/{new Slashed(name)}"), new RefMove(sha, false), GitHubJson.Default.RefMove) with { Expected = [404, 409, 422] },
            name, sha, IsOvertaking, cancellation);
    }

    /// <param name="most">How many commits are read; the rest shows in <see cref="Comparison.AllCommits"/>.</param>
    public async Task<Comparison> CompareAsync(string @base, string head, CancellationToken cancellation, int most = 1000)
    {
        ComparisonPage? first = null;
        var commits = new OrderedDictionary<string, ComparedCommit>(StringComparer.Ordinal);
        var path = Query(Route($"/compare/{@base}...{head}"), ("per_page", PageSize));
        await foreach (var page in PagesAsync(Compare, $"compare {@base} with {head} of {repository}", path, GitHubJson.Default.ComparisonPage, cancellation))
        {
            first ??= page;
            foreach (var commit in page.Commits)
                commits.TryAdd(commit.Sha, commit);
            if (commits.Count >= most)
                break;
        }

        _seesContents = true;
        var files = first!.Files.IsDefault ? [] : first.Files;
        return new Comparison(
            first.BaseCommit.Sha, first.MergeBaseCommit.Sha, first.AheadBy, first.BehindBy, [.. commits.Values], files,
            AllFiles: !first.Files.IsDefault && files.Length < MostComparedFiles,
            AllCommits: commits.Count >= (first.TotalCommits ?? first.AheadBy));
    }

    /// <summary>
    /// Whether the two departed from each other in one place. Of several GitHub names one, and a merge minds them all: what
    /// it makes of the two is then not what lies between that one and the head.
    /// </summary>
    /// <param name="comparison">Of a base with the head.</param>
    public async Task<bool> HavePartedOnceAsync(Comparison comparison, string head, CancellationToken cancellation) =>
        comparison is { AllCommits: true } && comparison.Commits.All(c => c.Parents.Length < 2)
        || (await CompareAsync(comparison.MergeBase, head, cancellation, most: 1)).Ahead == comparison.Ahead;

    /// <summary>The history of a commit, the newest first.</summary>
    public Task<ImmutableArray<ComparedCommit>> CommitsAsync(string sha, string? path, DateTimeOffset? since, CancellationToken cancellation) => ListAsync(
        ReadCommits, $"list the commits of {sha} of {repository}",
        Query(Route($"/commits"), ("sha", sha), ("path", path), ("since", Time(since)), ("per_page", PageSize)),
        GitHubJson.Default.ImmutableArrayComparedCommit, c => c.Sha, cancellation);

    /// <param name="isOvertaking">Whether GitHub says, by these words, that somebody else was first.</param>
    private async Task<RefOutcome> MoveAsync(GitHubRequest request, string name, string sha, Func<string, bool> isOvertaking, CancellationToken cancellation)
    {
        var wasInDoubt = false;
        var refusal = await client.SendAsync(
            request,
            answer => answer switch
            {
                { IsSuccess: true } => Checked(Reading.Value(answer, GitHubJson.Default.RefPayload), name).Object.Sha == sha ? null : throw new JsonException("it is another commit"),
                // Two moves in the same moment: asked again, GitHub knows what came of it.
                { Status: 409 } => throw new PassingFailure(client.RefusalOf(request, answer), isAmbiguous: false),
                _ => answer,
            },
            cancellation,
            async token =>
            {
                wasInDoubt = true;
                return await HoldsAsync(name, sha, token) ? new Found<GitHubAnswer?>(null) : null;
            });
        if (refusal is null)
            return RefOutcome.Moved;

        // After a failure in between, the refusal may be of the second request because the first was done late.
        if (wasInDoubt && await HoldsAsync(name, sha, cancellation))
            return RefOutcome.Moved;

        return isOvertaking(ErrorText.Of(refusal) ?? "") || refusal.Status == 404 && await RefAsync(name, cancellation) is null
            ? RefOutcome.Overtaken
            : throw client.RefusalOf(request, refusal);
    }

    private static bool IsOvertaking(string said) =>
        said.Contains("fast forward", StringComparison.OrdinalIgnoreCase)
        || said.Contains("fast-forward", StringComparison.OrdinalIgnoreCase)
        || said.Contains("Reference does not exist", StringComparison.OrdinalIgnoreCase)
        || WasRefused(said);

    /// <summary>What git says when two move a ref at once.</summary>
    private static bool WasRefused(string said) => said.Contains("Reference update failed", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the commit has become part of the ref, even if others have gone on from it since.</summary>
    private async Task<bool> HoldsAsync(string name, string sha, CancellationToken cancellation)
    {
        if (await RefAsync(name, cancellation) is not { } now)
            return false;

        try
        {
            return now == sha || await CompareAsync(sha, now, cancellation, most: 1) is { Behind: 0 };
        }
        catch (GitHubException e) when (e.Kind == GitHubFailure.NotFound)
        {
            return false; // no common ancestor
        }
    }

    /// <summary>A server that finds part of a name must not be believed.</summary>
    private static RefPayload Checked(RefPayload found, string name) =>
        found.Ref == $"refs/{name}" ? found : throw new JsonException($"it is about {found.Ref}");

    /// <summary>"Not found" is also what a token hears that may see nothing here: then nothing can be told.</summary>
    private async Task ProveSightAsync(CancellationToken cancellation)
    {
        if (!_seesContents)
            await GetAsync(ReadBranches, $"list the branches of {repository}", Query(Route($"/branches"), ("per_page", "1")), GitHubJson.Default.ImmutableArrayBranch, cancellation);
    }

    private static byte[] Content(BlobPayload payload, string sha)
    {
        var bytes = payload.Encoding switch
        {
            "base64" => Convert.FromBase64String(payload.Content),
            "utf-8" => System.Text.Encoding.UTF8.GetBytes(payload.Content),
            var other => throw new JsonException($"it is encoded in {other}"),
        };
        return ObjectId.IsOf(sha, bytes) ? bytes : throw new JsonException("it is another file");
    }

    private static string Same(string sha, byte[] content) => ObjectId.IsOf(sha, content) ? sha : throw new JsonException("it is another file");

    private static byte[] Gzipped(byte[] body) => body is [0x1F, 0x8B, ..] ? body : throw new JsonException("it is no archive");

    /// <summary>By hand, because what is to be deleted has a null that must be there.</summary>
    private static byte[] TreeBody(string? baseTree, IReadOnlyList<GitTreeChange> changes)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            if (baseTree is not null)
                json.WriteString("base_tree", baseTree);
            json.WriteStartArray("tree");
            foreach (var change in changes)
            {
                json.WriteStartObject();
                json.WriteString("path", change.Path);
                json.WriteString("mode", change.Mode);
                json.WriteString("type", change.Mode == GitTreeChange.Submodule ? "commit" : "blob");
                if (change.Content is { } content)
                    json.WriteString("content", content);
                else
                    json.WriteString("sha", change.Sha);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
