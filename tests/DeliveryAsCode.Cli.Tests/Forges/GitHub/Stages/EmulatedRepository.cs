using System.Globalization;
using System.Text;
using System.Text.Json;
using DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Stages;

/// <summary>A repository at the emulated GitHub, and what people do there, each with a token of their own.</summary>
/// <param name="name">Owner and name.</param>
internal sealed class EmulatedRepository(EmulatedGitHub gitHub, string name)
{
    public string Name => name;

    public EmulatedGitHub GitHub => gitHub;

    /// <summary>Who owns the organisation.</summary>
    private const string Owner = "dana";

    public RestAnswer Get(string path) => As(Owner).Get(At(path));

    public string Tip(string branch = "main") => Get($"git/ref/heads/{branch}").Is(200)["object.sha"]!;

    /// <summary>As the branch has it; nothing where it has no such file.</summary>
    public string Read(string path, string branch = "main")
    {
        var answer = Get($"contents/{path}?ref={Uri.EscapeDataString(branch)}");
        return answer.Status == 404 ? "" : Encoding.UTF8.GetString(Convert.FromBase64String(answer.Is(200)["content"]!));
    }

    /// <summary>Lets somebody write. Who administrates the organisation may do that.</summary>
    public void Invite(string login) => As(Owner).Put(At($"collaborators/{login}"), new { permission = "push" }).Status.ShouldBeInRange(200, 299);

    public void Commit(string login, string message, params (string Path, Func<string, string> Edit)[] edits) => CommitTo("main", login, message, edits);

    /// <summary>Somebody's own pull request, from a branch of theirs.</summary>
    public EmulatedPull Propose(string login, string branch, string title, params (string Path, Func<string, string> Edit)[] edits)
    {
        As(login).Post(At("git/refs"), new { @ref = $"refs/heads/{branch}", sha = Tip() }).Is(201);
        CommitTo(branch, login, title, edits);
        return Read(As(login).Post(At("pulls"), new { title, head = branch, @base = "main", body = "" }).Is(201).Json);
    }

    public IReadOnlyList<EmulatedPull> OpenPulls() => [.. Get("pulls?state=open&per_page=100").Is(200).Json.EnumerateArray().Select(Read)];

    public EmulatedPull Pull(int number) => Read(Get($"pulls/{number}").Is(200).Json);

    /// <param name="verdict">APPROVE, REQUEST_CHANGES or COMMENT.</param>
    public void Review(string login, int number, string verdict, string body = "") =>
        As(login).Post(At($"pulls/{number}/reviews"), new { @event = verdict, body }).Is(Deviations.ReviewCreated.Emulate);

    /// <summary>
    /// Opens a pull request anew from the branch that it came from: here the head of one stays where it was
    /// (<see cref="Deviations.HeadFollows"/>), and at GitHub it follows.
    /// </summary>
    public EmulatedPull Follow(EmulatedPull pull)
    {
        As(Owner).Patch(At($"pulls/{pull.Number}"), new { state = "closed" }).Is(200);
        return Read(As(Owner).Post(At("pulls"), new { title = pull.Title, head = pull.Branch, @base = "main", body = pull.Body }).Is(201).Json);
    }

    public void Merge(string login, int number) => As(login).Put(At($"pulls/{number}/merge"), new { merge_method = "merge" }).Is(200);

    public int OpenIssue(string login, string title, string body, params string[] labels) =>
        int.Parse(As(login).Post(At("issues"), new { title, body, labels }).Is(201)["number"]!, CultureInfo.InvariantCulture);

    /// <returns>Its id.</returns>
    public long Comment(string login, int issue, string body) =>
        long.Parse(As(login).Post(At($"issues/{issue}/comments"), new { body }).Is(201)["id"]!, CultureInfo.InvariantCulture);

    public IReadOnlyList<string> Comments(int issue) => [.. Get($"issues/{issue}/comments?per_page=100").Is(200).Json.EnumerateArray().Select(c => c.GetProperty("body").GetString()!)];

    /// <summary>The newest of that name on a commit.</summary>
    public (string Conclusion, string Title, string Summary) Check(string commit, string check)
    {
        var run = Get($"commits/{commit}/check-runs?check_name={Uri.EscapeDataString(check)}&per_page=100").Is(200).Json.GetProperty("check_runs").EnumerateArray().MaxBy(r => r.GetProperty("id").GetInt64());
        run.ValueKind.ShouldBe(JsonValueKind.Object, $"{commit} has no check {check}");
        return (run.GetProperty("conclusion").GetString()!, run.GetProperty("output").GetProperty("title").GetString()!, run.GetProperty("output").GetProperty("summary").GetString()!);
    }

    private void CommitTo(string branch, string login, string message, (string Path, Func<string, string> Edit)[] edits)
    {
        var parent = Tip(branch);
        var person = As(login);
        var tree = person.Post(At("git/trees"), new
        {
            base_tree = Get($"git/commits/{parent}").Is(200)["tree.sha"],
            tree = edits.Select(e => new { path = e.Path, mode = "100644", type = "blob", content = e.Edit(Read(e.Path, branch)) }).ToArray(),
        }).Is(201)["sha"];
        var commit = person.Post(At("git/commits"), new { message, tree, parents = new[] { parent } }).Is(201)["sha"];
        person.Patch(At($"git/refs/heads/{branch}"), new { sha = commit }).Is(200);
    }

    private static EmulatedPull Read(JsonElement pull) => new(
        pull.GetProperty("number").GetInt32(),
        pull.GetProperty("title").GetString()!,
        pull.GetProperty("body").GetString() ?? "",
        pull.GetProperty("head").GetProperty("ref").GetString()!,
        pull.GetProperty("head").GetProperty("sha").GetString()!,
        pull.GetProperty("state").GetString()!,
        pull.TryGetProperty("merged", out var merged) && merged.GetBoolean(),
        [.. pull.GetProperty("requested_reviewers").EnumerateArray().Select(r => r.GetProperty("login").GetString()!)]);

    private Rest As(string login) => new(gitHub.Url, gitHub.Tokens[login]);

    private string At(string path) => $"/repos/{name}/{path}";
}

/// <param name="Head">Full id of its newest commit.</param>
/// <param name="IsMerged">Lists do not say.</param>
internal sealed record EmulatedPull(int Number, string Title, string Body, string Branch, string Head, string State, bool IsMerged, IReadOnlyList<string> Reviewers);
