using System.Collections.Immutable;
using DeliveryAsCode.Cli.Forges.GitHub.Api;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Api;

/// <summary>Every write × every fault: done at most once, and never said to be done when it is not.</summary>
public class WriteFaultTests
{
    /// <summary>Of one call with everything that it looks up.</summary>
    private const int MostRequests = 60;

    private static readonly string New = new('a', 40);

    private static readonly ImmutableArray<CheckAnnotation> Annotations =
        [.. Enumerable.Range(1, 70).Select(line => new CheckAnnotation("delivery.yml", line, line, "warning", $"line {line}"))];

    private static readonly NewCheckRun Check = new("delivery/gates", SmallForge.Root, "key-1", "success", "Open", "All is well", Annotations);

    private static readonly Dictionary<string, string> Inputs = new() { ["execution"] = "exec-1" };

    /// <param name="Do">Whether the client says that it is done.</param>
    /// <param name="Effects">How often it has been done.</param>
    private sealed record Write(string Name, Func<GitHubApi, Task<bool>> Do, Func<SmallForge, int> Effects, bool CanBeLookedUp = true);

    private static readonly IReadOnlyList<Write> Writes =
    [
        new("blob", async api => await api.CreateBlobAsync([1, 2, 3], Asking.None) is { Length: 40 }, forge => forge.Blobs.Count),
        new("tree", async api => await api.CreateTreeAsync(SmallForge.Root, [GitTreeChange.Text("a.md", "# A\n"), GitTreeChange.Delete("b.md")], Asking.None) is { Length: 40 }, forge => forge.Trees.Count),
        new("commit", async api => await api.CreateCommitAsync("Say it", SmallForge.Root, [SmallForge.Root], Asking.None) is { Length: 40 }, forge => forge.Commits.Count),
        new("create ref", async api => await api.CreateRefAsync("heads/delivery/new", New, Asking.None) == RefOutcome.Moved, forge => forge.Refs.GetValueOrDefault("refs/heads/delivery/new") == New ? 1 : 0),
        new("update ref", async api => await api.UpdateRefAsync("heads/main", New, Asking.None) == RefOutcome.Moved, forge => forge.Refs["refs/heads/main"] == New ? 1 : 0),
        new("create pull", async api => (await api.CreatePullAsync(new NewPull("Gate", "gate", "main", "Body"), Asking.None)).Head.Ref == "gate", forge => forge.Pulls.Count - 1),
        new("update pull", async api => (await api.UpdatePullAsync(7, new PullChange(Title: "New title"), Asking.None)).Title == "New title", forge => (string)forge.Pulls[0]["title"]! == "New title" ? 1 : 0),
        new("request reviewers", async api => { await api.RequestReviewersAsync(7, ["quinn"], [], Asking.None); return true; }, forge => forge.Reviewers.Count),
        new("merge", async api => await api.MergeAsync(7, SmallForge.Side, MergeMethod.Merge, "Gate", "Text", Asking.None) is MergeOutcome.Merged, forge => forge.Merges),
        new("create issue", async api => (await api.CreateIssueAsync("Title", "Text <!-- i1 -->", [], "<!-- i1 -->", Asking.None)).Title == "Title", forge => forge.Issues.Count - 1),
        new("update issue", async api => (await api.UpdateIssueAsync(5, new IssueChange(Title: "New title"), Asking.None)).Title == "New title", forge => (string)forge.Issues[0]["title"]! == "New title" ? 1 : 0),
        new("create comment", async api => (await api.CreateCommentAsync(5, "Text <!-- c1 -->", "<!-- c1 -->", Asking.None)).Id > 0, forge => forge.Comments.Count - 1),
        new("update comment", async api => (await api.UpdateCommentAsync(9, "new", Asking.None)).Body == "new", forge => (string)forge.Comments[0]["body"]! == "new" ? 1 : 0),
        new("add labels", async api => { await api.AddLabelsAsync(5, ["gate"], Asking.None); return true; }, forge => forge.Labels.Count),
        new("ensure label", async api => { await api.EnsureLabelAsync("gate", "00aa00", "A gate", Asking.None); return true; }, forge => forge.Labels.Count),
        new("create check run", async api => (await api.CreateCheckRunAsync(Check, Asking.None)).Output?.AnnotationsCount == 70, AnnotatedOnce),
        new("create deployment", async api => (await api.CreateDeploymentAsync(new NewDeployment("main", "production", "exec-1", "Text"), Asking.None)).Key == "exec-1", forge => forge.Deployments.Count - 1),
        new("create status", async api => (await api.CreateStatusAsync(4, new NewDeploymentStatus("in_progress", "Text"), Asking.None)).State == "in_progress", forge => forge.Statuses.Count),
        new("dispatch with a key", async api => { await api.DispatchAsync("deploy.yml", "main", Inputs, "exec-1", Asking.None); return true; }, forge => forge.Runs.Count),
        new("dispatch without a key", async api => { await api.DispatchAsync("deploy.yml", "main", Inputs, null, Asking.None); return true; }, forge => forge.Runs.Count, CanBeLookedUp: false),
    ];

    public static TheoryData<string> Faults => [.. Fault.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Once(string fault) => ForEachWrite(fault, (asked, writes) => asked.IsWrite && writes == 1, (write, ended, faulty) =>
    {
        var passes = faulty.Passes || faulty.Name == Fault.Conflict && write.Name is ("create ref" or "update ref");
        if (!passes)
            ended.Said.ShouldBeFalse($"{write.Name}: {ended}");
        else if (write.CanBeLookedUp || !faulty.TellsNothing)
            ended.Said.ShouldBeTrue($"{write.Name}: {ended}");
    });

    [Theory]
    [MemberData(nameof(Faults))]
    public Task At_every_write(string fault) => ForEachWrite(fault, (asked, _) => asked.IsWrite);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task From_the_first_write_on_whatever_is_asked(string fault) => ForEachWrite(fault, (_, writes) => writes >= 1);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task At_the_second_write(string fault) => ForEachWrite(fault, (asked, writes) => asked.IsWrite && writes == 2);

    private static int AnnotatedOnce(SmallForge forge)
    {
        forge.CheckRuns.Count.ShouldBeLessThanOrEqualTo(2);
        var annotations = forge.CheckRuns.Skip(1).Select(c => (int)c["output"]!["annotations_count"]!).FirstOrDefault();
        annotations.ShouldBeOneOf(0, 50, 70);
        return annotations == 70 ? 1 : 0;
    }

    /// <summary>How a call ended.</summary>
    /// <param name="Said">Whether the client says that it is done.</param>
    private sealed record Ended(bool Said, int Effects, GitHubException? Error, int Requests)
    {
        public override string ToString() => $"said {Said}, done {Effects} times, {Requests} requests, {Error?.Message}";
    }

    /// <param name="isFaulty">Given the request and the number of writes so far.</param>
    private static async Task ForEachWrite(string name, Func<Asked, int, bool> isFaulty, Action<Write, Ended, Fault>? further = null)
    {
        var fault = Fault.All.Single(f => f.Name == name);
        await Task.WhenAll(Writes.Select(async write =>
        {
            var ended = await RunAsync(write, fault, isFaulty);

            ended.Effects.ShouldBeLessThanOrEqualTo(1, $"{write.Name}: {ended}");
            if (ended.Said)
                ended.Effects.ShouldBe(1, $"{write.Name}: {ended}");
            // Who does not know must not say no.
            if (ended is { Error: { } error, Effects: 1 } && !IsHarmless(write))
                error.IsInDoubt.ShouldBeTrue($"{write.Name}: {ended}");
            ended.Requests.ShouldBeLessThanOrEqualTo(MostRequests, $"{write.Name}: {ended}");
            further?.Invoke(write, ended, fault);
        }));
    }

    /// <summary>Asked again, these are done once all the same.</summary>
    private static bool IsHarmless(Write write) =>
        write.Name is "blob" or "tree" or "commit" or "update pull" or "request reviewers" or "update issue" or "update comment" or "add labels" or "ensure label";

    private static async Task<Ended> RunAsync(Write write, Fault fault, Func<Asked, int, bool> isFaulty)
    {
        var forge = new SmallForge();
        forge.Know(New, SmallForge.Root);
        var writes = 0;
        using var server = ScriptedServer.Start(asked =>
        {
            writes += asked.IsWrite ? 1 : 0;
            return isFaulty(asked, writes) ? fault.Around(() => forge.Answer(asked)) : forge.Answer(asked);
        });
        var isSilent = fault.Name.StartsWith("silence", StringComparison.Ordinal);
        using var asking = new Asking(server.Url, Asking.Times with { Timeout = TimeSpan.FromSeconds(isSilent ? 1 : 20), MostAttempts = isSilent ? 2 : 4 });
        try
        {
            var said = await write.Do(asking.Api);
            return new Ended(said, write.Effects(forge), null, server.Requests.Count);
        }
        catch (GitHubException e)
        {
            return new Ended(false, write.Effects(forge), e, server.Requests.Count);
        }
    }
}
