using System.Globalization;
using System.Text.Json;
using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Forges.GitHub.Flows;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.StandIns.GitHub;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Attacks;

/// <summary>What attackers do to the shop's delivery, and what the program says to it.</summary>
internal static class Attacking
{
    public const string GateBranch = $"delivery/{ShopDelivery.Id}/gate-intake-handoff";

    /// <summary>Opens the pull request of the intake gate.</summary>
    public static async Task<Pull> AskAsync(this ShopDelivery shop)
    {
        await shop.ReconcileAsync();
        return (await shop.Api.PullsAsync("open", null, null, default)).ShouldHaveSingleItem();
    }

    public static CheckFlow CheckFlow(this ShopDelivery shop) => new(shop.Api, new PullRequestJudge(shop.Api, ShopDelivery.Name, null, shop.Now), shop.Checks);

    /// <summary>As the check workflow does.</summary>
    public static async Task<JudgedPull> CheckAsync(this ShopDelivery shop, int number) =>
        (await shop.CheckFlow().OfHeadAsync("main", (await shop.Api.PullAsync(number, default)).Head.Sha, [number], default)).ShouldHaveSingleItem();

    /// <summary>The built program refuses or waits, tells why, and leaves the base as it was.</summary>
    public static async Task<JudgedPull> ShouldBeClosedAsync(this ShopDelivery shop, int number, string why)
    {
        var (tip, pull) = (shop.Shop.Tip("main"), await shop.Api.PullAsync(number, default));
        using var program = new ShopProgram(shop);
        shop.GitHub.ForgetRequests();

        program.Check(pull).Outcome.ExitCode.ShouldBeLessThanOrEqualTo(1);
        shop.Said().ShouldContain(why);
        program.Reconcile().Outcome.ExitsWith(0);

        shop.Conclusions(pull.Head.Sha).ShouldNotContain("success");
        shop.GitHub.Count("pulls/merge").ShouldBe(0);
        shop.Shop.Tip("main").ShouldBe(tip);
        var judged = await shop.JudgeAsync(number);
        judged.Verdict.ShouldBeOneOf(PullVerdict.Waiting, PullVerdict.Refused);
        return judged;
    }

    /// <summary>What the newest check run tells, as people read it: without what keeps hosts from making something of it.</summary>
    public static string Said(this ShopDelivery shop)
    {
        var output = Json(shop.GitHub.Requests.Last(r => r.Operation == "checks/create")).GetProperty("output");
        return $"{output.GetProperty("title").GetString()}\n{output.GetProperty("summary").GetString()}"
            .Replace("\u200B", "", StringComparison.Ordinal).Replace("<!-- -->", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal);
    }

    public static IReadOnlyList<string?> Conclusions(this ShopDelivery shop, string head) =>
        [.. shop.GitHub.Requests.Where(r => r.Operation == "checks/create").Select(Json).Where(b => b.GetProperty("head_sha").GetString() == head).Select(b => b.GetProperty("conclusion").GetString())];

    public static JsonElement Json(StandInRequest request) => JsonDocument.Parse(request.Body).RootElement;

    /// <summary>A row at the end of the Gates table, written by hand.</summary>
    public static string WithRow(this string record, string row) =>
        record.Replace("\n\n## Risk register", $"\n{row}\n\n## Risk register", StringComparison.Ordinal);

    /// <summary>A pull request that changes the record by hand.</summary>
    /// <returns>Its number.</returns>
    public static int Propose(this ShopDelivery shop, string branch, string by, Func<string, string> edit)
    {
        shop.Shop.Push(branch, new Dictionary<string, string?> { [ShopDelivery.RecordPath] = edit(shop.Shop.Read("main", ShopDelivery.RecordPath)!) }, by);
        return shop.Shop.OpenPull(branch, "Correct the record", by);
    }

    /// <summary>A commit that says of its author and committer whatever somebody types there.</summary>
    public static async Task ForgeAsync(this ShopDelivery shop, string branch, string by, string author, string committer, string message = "Change")
    {
        using var http = new HttpClient { BaseAddress = new Uri($"{shop.GitHub.Url.AbsoluteUri.TrimEnd('/')}/repos/acme/shop/") };
        http.DefaultRequestHeaders.Add("Authorization", $"Bearer {shop.GitHub.Token(by)}");
        var tip = shop.Shop.Tip(branch)!;
        var path = $"{ShopDelivery.Folder}/requirements.md";
        var tree = await PostAsync("git/trees", new { base_tree = tip, tree = new[] { new { path, mode = "100644", type = "blob", content = shop.Shop.Read(branch, path) + "\nMore.\n" } } });
        object Person(string email) => new { name = "Somebody", email, date = "2026-11-30T12:00:00Z" };
        var commit = await PostAsync("git/commits", new { message, tree, parents = new[] { tip }, author = Person(author), committer = Person(committer) });
        using var moved = await http.PatchAsync(new Uri($"git/refs/heads/{branch}", UriKind.Relative), Content(new { sha = commit }));
        moved.EnsureSuccessStatusCode();

        async Task<string> PostAsync(string to, object body)
        {
            using var answer = await http.PostAsync(new Uri(to, UriKind.Relative), Content(body));
            answer.EnsureSuccessStatusCode();
            return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("sha").GetString()!;
        }

        static StringContent Content(object body) => new(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
    }

    public static void ChangeRules(this ShopDelivery shop, Func<string, string> change) =>
        shop.Shop.Push("main", new Dictionary<string, string?> { ["delivery.yml"] = change(shop.Shop.Read("main", "delivery.yml")!) }, "dana", "Change the rules");

    public static string Number(int number) => string.Create(CultureInfo.InvariantCulture, $"#{number}");

    public static async Task<GitHubForge> OpenAsync(this ShopDelivery shop) =>
        await GitHubForge.OpenAsync(shop.Api, ShopDelivery.Name, "main", shop.Shop.Tip("main")!, null, default);

    /// <summary>As the reconcile workflow does for a comment that was just written.</summary>
    /// <param name="said">Gets what is said to executions, of which none waits.</param>
    public static async Task<ReconcileLog> CommentAsync(this ShopDelivery shop, int issue, long comment, List<CommentCommand>? said = null)
    {
        var flow = new CommentFlow(await shop.OpenAsync(), (_, command, _, _) =>
        {
            said?.Add(command);
            return Task.FromResult<CommandOutcome>(new CommandOutcome.NothingToDo(command, "no execution waits"));
        }, shop.Now);
        await flow.RunAsync(issue, comment, default);
        var reconciler = new Reconciler(shop.Api, ShopDelivery.Name, "main", null, new CommitGuard([shop.GitHub.BotToken]), shop.Checks, shop.Now);
        await reconciler.RunAsync(flow.Asked, flow.Failed, default);
        return reconciler.Log;
    }

    public static async Task<ReconcileLog> IntakeAsync(this ShopDelivery shop, int issue)
    {
        var (forge, log) = (await shop.OpenAsync(), new ReconcileLog());
        await new IntakeFlow(forge, new BranchWriter(forge, new CommitGuard([shop.GitHub.BotToken])), shop.Checks, new PullRequestJudge(shop.Api, ShopDelivery.Name, null, shop.Now), log, shop.Now).RunAsync(issue, default);
        return log;
    }
}
