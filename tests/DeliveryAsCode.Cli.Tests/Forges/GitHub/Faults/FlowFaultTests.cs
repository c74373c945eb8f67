using System.Globalization;
using System.Text;
using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Forges.GitHub.Flows;
using DeliveryAsCode.Cli.Tests.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Tests.Forges.GitHub.Attacks;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.StandIns.GitHub;
using Xunit.Abstractions;
using Broken = DeliveryAsCode.StandIns.GitHub.Fault;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Faults;

/// <summary>
/// Every call of every flow goes wrong once: nothing passes that should not, nothing happens twice, nothing hangs, and a run
/// without trouble comes to where it would have come anyway. How many ways each call goes wrong in is
/// <c>DELIVERY_FAULTS</c>; all ways take turns.
/// </summary>
public class FlowFaultTests(ITestOutputHelper output)
{
    private const int UsualKinds = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>With two people to decide, so that one approval is not enough.</summary>
    private const string Lifecycle = """
        name: small
        description: One gate
        stages:
          - name: Intake handoff
            status: Planning
            trigger: Somebody asks
            owner: delivery-manager
            checklist: intake-handoff
            output: A record
            milestones: [Intake handoff]
            gate:
              name: Intake handoff
              opens-when: [{checklist: intake-handoff}]
              decided-by: [client-intake-manager, production-line-architect]
              bound-to: ["field:Scope", "document:requirements.md"]
              dates: Intake handoff
            skip: never

        """;

    private static readonly (string Name, Broken Fault, int Times)[] Kinds =
    [
        ("timeout before the effect", new Broken.TimeoutBeforeEffect(), 1),
        ("timeout after the effect", new Broken.TimeoutAfterEffect(), 1),
        ("500", new Broken.Status(500), 1),
        ("500 after the effect", new Broken.Status(500, AfterEffect: true), 1),
        ("500 for ever", new Broken.Status(500), 1000),
        ("502 page", new Broken.HtmlBody(502), 1),
        ("403 secondary limit with Retry-After", new Broken.SecondaryLimit(TimeSpan.FromSeconds(60)), 1),
        ("403 secondary limit without", new Broken.SecondaryLimit(), 1),
        ("403 secondary limit for ever", new Broken.SecondaryLimit(TimeSpan.FromSeconds(60)), 1000),
        ("429", new Broken.TooMany(), 1),
        ("401", new Broken.Unauthorized(), 1),
        ("403", new Broken.Forbidden(), 1),
        ("404", new Broken.NotFound(), 1),
        ("409", new Broken.Conflict409(), 1),
        ("422", new Broken.Unprocessable422(), 1),
        ("truncated JSON", new Broken.TruncatedJson(), 1),
        ("page in place of JSON", new Broken.HtmlBody(), 1),
        ("page in place of JSON after the effect", new Broken.HtmlBody(200, AfterEffect: true), 1),
        ("reset after the effect", new Broken.ConnectionReset(AfterEffect: true), 1),
    ];

    [Theory]
    [InlineData("check")]
    [InlineData("wait")]
    [InlineData("ask")]
    [InlineData("merge")]
    [InlineData("fail")]
    [InlineData("intake")]
    [InlineData("comment")]
    public async Task Whatever_goes_wrong_on_the_way_the_end_is_the_same(string flow)
    {
        var (calls, end) = await CleanAsync(flow);
        var kinds = int.TryParse(Environment.GetEnvironmentVariable("DELIVERY_FAULTS"), CultureInfo.InvariantCulture, out var many) ? Math.Min(many, Kinds.Length) : UsualKinds;
        var points = calls.SelectMany((call, i) => Enumerable.Range(0, kinds).Select(k => (Call: call, Kind: Kinds[(i * kinds + k + flow.Length) % Kinds.Length]))).ToList();
        foreach (var (call, kind) in points)
            await TryAsync(flow, call, kind, end);
        output.WriteLine($"{flow}: {calls.Count} calls, {points.Count} points; the end: {string.Join("; ", end.Split('\n').TakeWhile(line => line.StartsWith('#') && !line.StartsWith("# ", StringComparison.Ordinal)))}");
    }

    private static async Task<(List<(string Operation, int First)> Calls, string End)> CleanAsync(string flow)
    {
        using var shop = Begin();
        var subject = await ArrangeAsync(flow, shop);
        shop.GitHub.ForgetRequests();
        await ActAsync(flow, shop, shop.Api, subject);
        var calls = shop.GitHub.Requests.GroupBy(r => r.Operation).SelectMany(same => same.Select((_, i) => (same.Key, i + 1))).ToList();
        return (calls, await SettleAsync(flow, shop, subject));
    }

    private static async Task TryAsync(string flow, (string Operation, int First) call, (string Name, Broken Fault, int Times) kind, string end)
    {
        var point = $"{flow}: {call.Operation} {call.First}: {kind.Name}";
        using var shop = Begin();
        var subject = await ArrangeAsync(flow, shop);
        shop.GitHub.ForgetRequests();
        shop.GitHub.Faults.Add(FaultMatch.Of(call.Operation, call.First, kind.Times), kind.Fault);

        var times = GitHubTimes.Default with { PerWrite = TimeSpan.Zero, Retry = TimeSpan.FromMilliseconds(1), Timeout = kind.Name.StartsWith("timeout", StringComparison.Ordinal) ? TimeSpan.FromSeconds(2) : TimeSpan.FromSeconds(30) };
        using var client = new GitHubClient(new GitHubConnection(shop.GitHub.Url, new GitHubCredentials.Token(shop.GitHub.BotToken), ShopDelivery.Name, times), new SkippingClock(), () => 0.5);
        try
        {
            await ActAsync(flow, shop, new GitHubApi(client, ShopDelivery.Name), subject).WaitAsync(Patience);
        }
        catch (Exception e) when (e is GitHubException or CommandException)
        {
            // It says what it could not do, and that is all.
        }

        if (flow is "check" or "wait")
        {
            shop.GitHub.Requests.Where(r => r.Operation == "checks/create").ShouldAllBe(r => !r.Body.Contains("\"success\"", StringComparison.Ordinal), point);
            shop.GitHub.Count("pulls/merge").ShouldBe(0, point);
        }

        shop.GitHub.Faults.Clear();
        (await SettleAsync(flow, shop, subject)).ShouldBe(end, point);
    }

    /// <summary>Runs without trouble until nothing changes any more, as the schedule does, and says what there is then.</summary>
    private static async Task<string> SettleAsync(string flow, ShopDelivery shop, int subject)
    {
        await ActAsync(flow, shop, shop.Api, subject);
        for (var i = 0; i < 3; i++)
            await shop.ReconcileAsync();

        var text = new StringBuilder();
        foreach (var pull in (await shop.Api.PullsAsync("all", null, null, default)).OrderBy(p => p.Number))
        {
            var runs = await shop.Api.CheckRunsAsync(pull.Head.Sha, CheckPublisher.Name, default);
            text.AppendLine(CultureInfo.InvariantCulture, $"#{pull.Number} {pull.Head.Ref} {pull.State} {(pull.Merged ? "merged" : "")} {pull.Title} {runs.MaxBy(r => r.Id)?.Conclusion} {shop.Shop.Comments(pull.Number).Count} comments");
        }

        text.AppendJoin('\n', shop.Shop.Refs().Where(r => r.StartsWith("refs/heads/", StringComparison.Ordinal)).Select(r => $"{r} {shop.Shop.Subjects(r).Count}")).Append('\n');
        text.Append(shop.Shop.Read("main", ShopDelivery.RecordPath));
        if (flow is "intake" or "comment")
            text.Append(CultureInfo.InvariantCulture, $"{shop.Shop.Comments(subject).Count} comments, {string.Join(", ", (await shop.Api.IssueAsync(subject, default)).Labels.Order())}");
        return text.ToString();
    }

    private static ShopDelivery Begin()
    {
        var shop = ShopDelivery.Begin();
        shop.Shop.Push("main", new Dictionary<string, string?> { ["delivery.yml"] = shop.Shop.Read("main", "delivery.yml") + "lifecycle: ops/lifecycle.yml\n", ["ops/lifecycle.yml"] = Lifecycle }, "dana");
        return shop;
    }

    /// <returns>Number of what the flow is about.</returns>
    private static async Task<int> ArrangeAsync(string flow, ShopDelivery shop)
    {
        switch (flow)
        {
            case "ask":
                return 0;
            case "intake":
                return shop.Shop.OpenIssue("Intake", "### Client\n\nGlobex\n\n### Delivery name\n\nShop\n\n### Delivery id\n\nglobex-shop\n\n### Scope\n\nA shop\n", "dana", IntakeForm.IssueLabel);
            case "comment":
                var thread = shop.Shop.OpenIssue("Thread", "", "dana", $"delivery:{ShopDelivery.Id}");
                shop.Shop.Comment(thread, "dana", "/delivery ready Intake handoff\n/delivery status");
                return thread;
        }

        var number = (await shop.AskAsync()).Number;
        shop.Shop.Review(number, "iris", flow == "fail" ? "COMMENTED" : "APPROVED", flow == "fail" ? "FAIL: no" : "");
        if (flow == "merge")
            shop.Shop.Review(number, "pablo", "APPROVED");
        return number;
    }

    private static async Task ActAsync(string flow, ShopDelivery shop, GitHubApi api, int subject)
    {
        var checks = new CheckPublisher(api, isAdvisory: false, () => Guid.NewGuid().ToString("N"));
        var judge = new PullRequestJudge(api, ShopDelivery.Name, null, shop.Now);
        var guard = new CommitGuard([shop.GitHub.BotToken]);
        var reconciler = new Reconciler(api, ShopDelivery.Name, "main", null, guard, checks, shop.Now);
        switch (flow)
        {
            case "check":
                await new CheckFlow(api, judge, checks).OfHeadAsync("main", shop.Shop.Tip(Attacking.GateBranch)!, [], default);
                break;
            case "intake":
                var forge = await OpenAsync();
                await new IntakeFlow(forge, new BranchWriter(forge, guard), checks, judge, new ReconcileLog(), shop.Now).RunAsync(subject, default);
                break;
            case "comment":
                var comments = new CommentFlow(await OpenAsync(), (_, command, _, _) => Task.FromResult<CommandOutcome>(new CommandOutcome.NothingToDo(command, "no execution waits")), shop.Now);
                await comments.RunAsync(subject, shop.Shop.CommentIds(subject)[0], default);
                await reconciler.RunAsync(comments.Asked, comments.Failed, default);
                break;
            default:
                await reconciler.RunAsync([], [], default);
                break;
        }

        async Task<GitHubForge> OpenAsync() => await GitHubForge.OpenAsync(api, ShopDelivery.Name, "main", (await api.RefAsync("heads/main", default))!, null, default);
    }
}
