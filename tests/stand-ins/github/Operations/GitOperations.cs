using System.Globalization;
using System.Text;
using DeliveryAsCode.StandIns.GitHub.Git;
using DeliveryAsCode.StandIns.GitHub.Http;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

/// <summary>Blobs, trees and commits.</summary>
internal static class GitOperations
{
    private static readonly string[] Modes = ["100644", "100755", "040000", "160000", "120000"];

    public static IEnumerable<Route> Routes =>
    [
        Route.Post("git/create-blob", "/repos/{owner}/{repo}/git/blobs", "contents", CreateBlob),
        Route.Get("git/get-blob", "/repos/{owner}/{repo}/git/blobs/{file_sha}", "contents", GetBlob),
        Route.Post("git/create-tree", "/repos/{owner}/{repo}/git/trees", "contents", CreateTree),
        Route.Get("git/get-tree", "/repos/{owner}/{repo}/git/trees/{tree_sha}", "contents", GetTree),
        Route.Post("git/create-commit", "/repos/{owner}/{repo}/git/commits", "contents", CreateCommit),
        Route.Get("git/get-commit", "/repos/{owner}/{repo}/git/commits/{commit_sha}", "contents", GetCommit),
    ];

    private static Answer CreateBlob(Call call)
    {
        var content = call.Body.Text("content");
        byte[] bytes;
        try
        {
            bytes = call.Body.TextOrNull("encoding") == "base64" ? Convert.FromBase64String(content) : Encoding.UTF8.GetBytes(content);
        }
        catch (FormatException)
        {
            throw new Refusal(422, "content is not valid Base64");
        }

        var id = call.Repository.Git.WriteBlob(bytes);
        return Answer.Created(new { sha = id, url = $"{call.Url}/{id}" });
    }

    private static Answer GetBlob(Call call)
    {
        var id = call.Path["file_sha"];
        if (!ObjectStore.IsId(id))
            throw new Refusal(422, "The sha parameter must be exactly 40 characters and contain only [0-9a-f].");
        var content = call.Repository.Git.Blob(id) ?? throw Refusal.NotFound;
        return call.WantsRaw ? Answer.Raw(content) : Answer.Ok(call.GitHub.View.Blob(call.Repository, id, content));
    }

    private static Answer CreateTree(Call call)
    {
        var git = call.Repository.Git;
        string? from = null;
        if (call.Body.TextOrNull("base_tree") is { } given)
            from = git.TreeOf(given) ?? throw new Refusal(404, "Not Found");

        var changes = new Dictionary<string, TreeEntry?>();
        foreach (var entry in call.Body.List("tree"))
        {
            var path = entry.Text("path");
            if (path.Split('/').Any(name => name is "" or "." or ".." || name.Equals(".git", StringComparison.OrdinalIgnoreCase)))
                throw new Refusal(422, "tree.path contains a malformed path component");
            changes[path] = Entry(call.Repository, path, entry);
            if (changes[path] is null && (from is null || git.At(from, path) is null))
                throw new Refusal(422, "GitRPC::BadObjectState");
        }

        if (changes.Count == 0)
            throw new Refusal(422, "Invalid tree info");
        var id = git.WriteTree(from, changes);
        return Answer.Created(call.GitHub.View.Tree(call.Repository, id, git.Entries(id), isTruncated: false));
    }

    /// <returns>Null takes the path away.</returns>
    private static TreeEntry? Entry(StandInRepository repository, string path, RequestBody entry)
    {
        var mode = entry.TextOrNull("mode") ?? "100644";
        if (!Modes.Contains(mode))
            throw new Refusal(422, $"tree.mode must be one of 100644, 100755, 040000, 160000, 120000; got {mode}");
        if (entry.TextOrNull("content") is { } content)
            return entry.TextOrNull("sha") is null ? new TreeEntry(path, mode, repository.Git.WriteBlob(Encoding.UTF8.GetBytes(content))) : throw new Refusal(422, "Must supply either tree.sha or tree.content, not both");
        if (!entry.Has("sha"))
            throw new Refusal(422, "Must supply either tree.sha or tree.content");
        if (entry.TextOrNull("sha") is not { } id)
            return null;
        if (mode != "160000" && repository.Git.KindOf(id) is not ("blob" or "tree"))
            throw new Refusal(422, $"tree.sha {id} is not a valid {(mode == TreeEntry.Folder ? "tree" : "blob")}");
        return new TreeEntry(path, mode, id);
    }

    private static Answer GetTree(Call call)
    {
        var (git, name) = (call.Repository.Git, call.Path["tree_sha"]);
        var id = git.TreeOf(name) ?? (git.Resolve(name) is { } commit ? git.Commit(commit)!.Tree : throw Refusal.NotFound);
        // Any value, "0" and "false" too.
        if (!call.Query.ContainsKey("recursive"))
            return Answer.Ok(call.GitHub.View.Tree(call.Repository, id, git.Entries(id), isTruncated: false));
        var most = call.Repository.MostTreeEntries;
        var entries = git.AllEntries(id).Take(most + 1).ToList();
        return Answer.Ok(call.GitHub.View.Tree(call.Repository, id, [.. entries.Take(most)], entries.Count > most));
    }

    private static Answer CreateCommit(Call call)
    {
        var (git, message, tree) = (call.Repository.Git, call.Body.Text("message"), call.Body.Text("tree"));
        if (git.KindOf(tree) != "tree")
            throw new Refusal(422, "Tree SHA does not exist");
        var parents = call.Body.TextsOrNull("parents") ?? [];
        if (parents.Any(parent => git.KindOf(parent) != "commit"))
            throw new Refusal(422, "Parent SHA does not exist or is not a commit object");

        var author = Person(call, "author") ?? Own(call);
        var committer = Person(call, "committer") ?? author;
        var id = git.WriteCommit(tree, parents, author, committer, message);
        // GitHub signs what an App commits in its own name.
        if (call.Actor.Type == "Bot" && !call.Body.Has("author") && !call.Body.Has("committer"))
            call.Repository.Verified.Add(id);
        return Answer.Created(call.GitHub.View.GitCommit(call.Repository, git.Commit(id)!));
    }

    private static Answer GetCommit(Call call) =>
        Answer.Ok(call.GitHub.View.GitCommit(call.Repository, call.Repository.Git.Commit(call.Path["commit_sha"]) ?? throw Refusal.NotFound));

    private static Signature Own(Call call) => new(call.Actor.Login, call.Actor.NoReplyEmail, call.Now);

    private static Signature? Person(Call call, string name) => call.Body.ObjectOrNull(name) is { } person
        ? new Signature(
            person.Text("name"),
            person.Text("email"),
            person.TextOrNull("date") is { } date ? DateTimeOffset.Parse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : call.Now)
        : null;
}
