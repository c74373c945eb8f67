using DeliveryAsCode.StandIns.GitHub.Git;
using DeliveryAsCode.StandIns.GitHub.Http;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

/// <summary>Commits, what lies between two of them, and files as they were.</summary>
internal static class HistoryOperations
{
    private const int MostFiles = 300;

    public static IEnumerable<Route> Routes =>
    [
        Route.Get("repos/compare-commits", "/repos/{owner}/{repo}/compare/{basehead}", "contents", Compare),
        Route.Get("repos/list-commits", "/repos/{owner}/{repo}/commits", "contents", List),
        Route.Get("repos/get-commit", "/repos/{owner}/{repo}/commits/{ref}", "contents", Get),
        Route.Get("repos/list-pull-requests-associated-with-commit", "/repos/{owner}/{repo}/commits/{ref}/pulls", "pull_requests", Pulls),
        Route.Get("repos/list-activities", "/repos/{owner}/{repo}/activity", "contents", Activity),
        Route.Get("repos/get-content", "/repos/{owner}/{repo}/contents/{path}", "contents", Content),
    ];

    private static Answer Compare(Call call)
    {
        var (git, view, repository) = (call.Repository.Git, call.GitHub.View, call.Repository);
        var ends = call.Path["basehead"].Split("...");
        if (ends is not [var from, var to] || End(repository, from) is not { } before || End(repository, to) is not { } after)
            throw Refusal.NotFound;
        var mergeBase = git.MergeBase(before, after) ?? throw new Refusal(404, $"No common ancestor between {from} and {to}.");

        var commits = git.Between(before, after);
        var (ahead, behind) = (commits.Count, git.Count(after, before));
        var files = call.QueryNumber("page", 1) > 1 ? [] : git.Changes(mergeBase, after).Take(MostFiles).ToList();
        Answer Shown(IReadOnlyList<CommitObject> some) => call.Page(some, c => view.Commit(repository, c), (_, shown) => new
        {
            url = call.Url,
            html_url = $"https://github.com/{repository.FullName}/compare/{before}...{after}",
            permalink_url = $"https://github.com/{repository.FullName}/compare/{before}...{after}",
            diff_url = $"https://github.com/{repository.FullName}/compare/{before}...{after}.diff",
            patch_url = $"https://github.com/{repository.FullName}/compare/{before}...{after}.patch",
            base_commit = view.Commit(repository, git.Commit(before)!),
            merge_base_commit = view.Commit(repository, git.Commit(mergeBase)!),
            status = (ahead, behind) switch { (0, 0) => "identical", ( > 0, 0) => "ahead", (0, > 0) => "behind", _ => "diverged" },
            ahead_by = ahead,
            behind_by = behind,
            total_commits = ahead,
            commits = shown,
            files = files.Select(file => view.File(repository, file, after)),
        });

        return Shown(commits);
    }

    /// <summary>The newest first.</summary>
    private static Answer Activity(Call call)
    {
        var name = call.Query.GetValueOrDefault("ref");
        var moves = call.Repository.Activity.Where(m => name is null || m.Name == name || m.Name == $"refs/heads/{name}").OrderByDescending(m => m.Id).ToList();
        return call.Page(moves, move => new
        {
            id = move.Id,
            node_id = $"PSH_{move.Id}",
            before = move.Before,
            after = move.After,
            @ref = move.Name,
            timestamp = move.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
            activity_type = move.Kind,
            actor = call.GitHub.View.Account(call.GitHub.Seen(move.By)),
        });
    }

    private static string? End(StandInRepository repository, string name)
    {
        var (found, branch) = repository.HeadOf(name);
        return found?.Git.Resolve(branch);
    }

    private static Answer List(Call call)
    {
        var (git, query) = (call.Repository.Git, call.Query);
        var from = git.Resolve(query.GetValueOrDefault("sha") ?? call.Repository.DefaultBranch) ?? throw Refusal.NotFound;
        List<string> arguments = [from];
        if (query.TryGetValue("since", out var since))
            arguments.Add($"--since={since}");
        if (query.TryGetValue("until", out var until))
            arguments.Add($"--until={until}");
        if (query.TryGetValue("path", out var path) && path.Length > 0)
            arguments.AddRange(["--", path]);
        var commits = git.Log([.. arguments]);
        if (query.TryGetValue("author", out var author))
            commits = [.. commits.Where(c => c.Author.Email == author || call.GitHub.Accounts.ByEmail(c.Author.Email)?.Login == author)];
        return call.Page(commits, commit => call.GitHub.View.Commit(call.Repository, commit));
    }

    private static Answer Get(Call call)
    {
        var id = call.Repository.Git.Resolve(call.Path["ref"]) ?? throw new Refusal(422, $"No commit found for SHA: {call.Path["ref"]}");
        return call.Accept.Contains(".sha", StringComparison.Ordinal)
            ? Answer.Raw(System.Text.Encoding.ASCII.GetBytes(id))
            : Answer.Ok(call.GitHub.View.CommitWithFiles(call.Repository, call.Repository.Git.Commit(id)!));
    }

    private static Answer Pulls(Call call)
    {
        var git = call.Repository.Git;
        var id = git.Resolve(call.Path["ref"]) ?? throw Refusal.NotFound;
        var pulls = call.Repository.Pulls.Where(p => p.Merge?.Sha == id || (git.IsAncestor(id, p.HeadSha) && !git.IsAncestor(id, p.BaseSha))).ToList();
        return call.Page(pulls, pull => call.GitHub.View.Pull(call.Repository, pull));
    }

    private static Answer Content(Call call)
    {
        var (git, path) = (call.Repository.Git, call.Path["path"]);
        var commit = git.Resolve(call.Query.GetValueOrDefault("ref") ?? call.Repository.DefaultBranch) ?? throw new Refusal(404, $"No commit found for the ref {call.Query.GetValueOrDefault("ref")}");
        var entry = git.At(git.Commit(commit)!.Tree, path) ?? throw Refusal.NotFound;
        if (entry.IsFolder)
            return Answer.Ok(git.Entries(entry.Id).Select(inner => File(call, inner with { Path = $"{path}/{inner.Path}" }, null)));
        var content = git.Blob(entry.Id) ?? [];
        return call.WantsRaw ? Answer.Raw(content) : Answer.Ok(File(call, entry, content));
    }

    private static Dictionary<string, object?> File(Call call, TreeEntry entry, byte[]? content)
    {
        var repository = call.Repository;
        var (url, git) = ($"{call.GitHub.Url.GetLeftPart(UriPartial.Authority)}/repos/{repository.FullName}/contents/{entry.Path}", $"{call.GitHub.Url.GetLeftPart(UriPartial.Authority)}/repos/{repository.FullName}/git/blobs/{entry.Id}");
        var web = $"https://github.com/{repository.FullName}/blob/{repository.DefaultBranch}/{entry.Path}";
        var view = new Dictionary<string, object?>
        {
            ["type"] = entry.Kind switch { "tree" => "dir", "commit" => "submodule", _ => "file" },
            ["name"] = entry.Path.Split('/')[^1],
            ["path"] = entry.Path,
            ["sha"] = entry.Id,
            ["size"] = repository.Git.Blob(entry.Id)?.Length ?? 0,
            ["url"] = url,
            ["html_url"] = web,
            ["git_url"] = git,
            ["download_url"] = entry.IsFolder ? null : web,
            ["_links"] = new { self = url, git, html = web },
        };
        if (content is null)
            return view;
        view["encoding"] = "base64";
        view["content"] = $"{Convert.ToBase64String(content)}\n";
        return view;
    }
}
