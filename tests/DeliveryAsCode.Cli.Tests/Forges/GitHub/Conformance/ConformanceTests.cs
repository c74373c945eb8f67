using System.Text;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

/// <summary>
/// The same questions to both servers, in plain HTTP. The tests share a repository, so each makes branches, issues and
/// pull requests of its own.
/// </summary>
public abstract class ConformanceTests(GitHubUnderTest server)
{
    protected const string Shop = "/repos/acme/shop";

    protected GitHubUnderTest Server => server;

    /// <summary>Our App, which may write.</summary>
    protected Rest Bot => new(server.Url, server.BotToken);

    protected Rest Nobody => new(server.Url, null);

    protected Rest As(string login) => new(server.Url, server.Token(login));

    protected static string Unique(string name) => $"{name}-{Guid.NewGuid():n}"[..(name.Length + 9)];

    protected string Main() => Bot.Get($"{Shop}/git/ref/heads/main").Is(200)["object.sha"]!;

    /// <summary>A commit with one file set or, without text, taken away.</summary>
    protected string Commit(string parent, string path, string? text, string message = "Change")
    {
        var tree = Bot.Get($"{Shop}/git/commits/{parent}").Is(200)["tree.sha"];
        object entry = text is null ? new { path, mode = "100644", type = "blob", sha = text } : new { path, mode = "100644", type = "blob", content = text };
        var made = Bot.Post($"{Shop}/git/trees", new { base_tree = tree, tree = new List<object> { entry } }).Is(201)["sha"];
        return Bot.Post($"{Shop}/git/commits", new { message, tree = made, parents = new List<string> { parent } }).Is(201)["sha"]!;
    }

    /// <summary>A branch with one commit on top of main.</summary>
    protected (string Name, string Head) Branch(string? path = null)
    {
        var name = Unique("branch");
        var head = Commit(Main(), path ?? $"{name}.md", "# New\n");
        Bot.Post($"{Shop}/git/refs", new { @ref = $"refs/heads/{name}", sha = head }).Is(201);
        return (name, head);
    }

    /// <summary>An open pull request of somebody's, from a branch with one commit.</summary>
    protected (int Number, string Branch, string Head) Pull(string author = "iris", string? path = null)
    {
        var (branch, head) = Branch(path);
        var pull = As(author).Post($"{Shop}/pulls", new { title = "Gate", head = branch, @base = "main", body = "Why" }).Is(201);
        return (pull.Json.GetProperty("number").GetInt32(), branch, head);
    }

    /// <summary>As many at once, each on a thread of its own.</summary>
    internal static IReadOnlyList<T> AtOnce<T>(int many, Func<T> work) =>
        [.. Enumerable.Range(0, many).Select(_ => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList().Select(task => task.GetAwaiter().GetResult())];

    protected static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    protected static List<string> List(params string[] values) => [.. values];
}
