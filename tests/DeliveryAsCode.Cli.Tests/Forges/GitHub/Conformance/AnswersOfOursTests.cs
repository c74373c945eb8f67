using DeliveryAsCode.StandIns.GitHub;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

/// <summary>Our own stand-in behind GitHub's contract, which this time judges the answers: their fields, and the kinds of them.</summary>
public sealed class AnswersOfOursTests
{
    private const string Shop = "/repos/acme/shop";

    [Fact]
    public void What_ours_answers_is_what_GitHub_s_description_promises()
    {
        using var gitHub = GitHubStandIn.Start();
        using var judge = NodeServer.Start("judge.mjs", gitHub.Url.GetLeftPart(UriPartial.Authority));
        var url = new Uri(judge.Said.GetProperty("url").GetString()!);

        Ask(gitHub, new Rest(url, gitHub.BotToken), new Rest(url, gitHub.Token("dana")), new Rest(url, gitHub.Token("pablo")));

        judge.Log.Select(line => $"{line}").ShouldBeEmpty();
        gitHub.Requests.Where(r => r.Operation == "unknown").ShouldBeEmpty();
    }

    /// <summary>Each operation once, and each kind of answer that differs in its fields.</summary>
    private static void Ask(GitHubStandIn gitHub, Rest bot, Rest dana, Rest pablo)
    {
        var shop = gitHub.Shop;
        shop.Push("main", new Dictionary<string, string?> { ["a/old.md"] = "# Old\n\nmuch text\nmore text\n", [".github/workflows/deploy.yml"] = "on: workflow_dispatch\n" }, "dana");
        gitHub.AddToTeam("qa", "quinn");
        shop.Environment("production").Reviewers = ["clara"];
        shop.Protect("release/**", new BranchProtection { IsRuleset = true, RequiresPullRequest = true, RequiresCodeOwners = true, RestrictsCreation = true, RestrictsUpdates = true, RestrictsDeletion = true, RequiredChecks = [new("delivery/gates", gitHub.App.Id), new("ci")] });

        var main = bot.Get($"{Shop}/git/ref/heads/main").Is(200)["object.sha"]!;
        var blob = bot.Post($"{Shop}/git/blobs", new { content = "b", encoding = "utf-8" }).Is(201)["sha"];
        var tree = bot.Post($"{Shop}/git/trees", new { base_tree = main, tree = new List<object> { new { path = "b", mode = "100644", type = "blob", sha = blob }, new { path = "a/new.md", mode = "100644", type = "blob", content = "# Old\n\nmuch text\nmore text\n" }, new { path = "a/old.md", mode = "100644", type = "blob", sha = (string?)null } } }).Is(201)["sha"];
        var commit = bot.Post($"{Shop}/git/commits", new { message = "Change", tree, parents = new List<string> { main } }).Is(201)["sha"];
        bot.Post($"{Shop}/git/refs", new { @ref = "refs/heads/gate", sha = main }).Is(201);
        bot.Patch($"{Shop}/git/refs/heads/gate", new { sha = commit, force = false }).Is(200);

        var number = bot.Post($"{Shop}/pulls", new { title = "Gate", head = "gate", @base = "main", body = "Why" }).Is(201)["number"];
        bot.Patch($"{Shop}/pulls/{number}", new { title = "Gate: QA" }).Is(200);
        bot.Post($"{Shop}/pulls/{number}/requested_reviewers", new { reviewers = new List<string> { "pablo" }, team_reviewers = new List<string> { "qa" } }).Is(201);
        var review = pablo.Post($"{Shop}/pulls/{number}/reviews", new { @event = "APPROVE" }).Is(200)["id"];
        pablo.Post($"{Shop}/pulls/{number}/reviews", new { body = "pending" }).Is(200);
        dana.Put($"{Shop}/pulls/{number}/reviews/{review}/dismissals", new { message = "no" }).Is(200);

        var issue = bot.Post($"{Shop}/issues", new { title = "Intake", body = "b", labels = new List<string> { "intake" } }).Is(201)["number"];
        bot.Patch($"{Shop}/issues/{issue}", new { state = "closed", state_reason = "completed" }).Is(200);
        var comment = bot.Post($"{Shop}/issues/{issue}/comments", new { body = "one" }).Is(201)["id"];
        bot.Patch($"{Shop}/issues/comments/{comment}", new { body = "two" }).Is(200);
        bot.Post($"{Shop}/labels", new { name = "delivery", color = "ededed", description = "d" }).Is(201);
        bot.Post($"{Shop}/issues/{number}/labels", new { labels = new List<string> { "delivery" } }).Is(200);

        var run = bot.Post($"{Shop}/check-runs", new { name = "delivery/gates", head_sha = commit, status = "in_progress" }).Is(201)["id"];
        bot.Patch($"{Shop}/check-runs/{run}", new { conclusion = "failure", output = new { title = "t", summary = "s", annotations = new List<object> { new { path = "b", start_line = 1, end_line = 1, annotation_level = "failure", message = "m" } } } }).Is(200);
        dana.Post($"{Shop}/statuses/{commit}", new { state = "success", context = "ci" }).Is(201);
        var deployment = bot.Post($"{Shop}/deployments", new { @ref = "main", environment = "staging", auto_merge = false, required_contexts = new List<string>() }).Is(201)["id"];
        bot.Post($"{Shop}/deployments/{deployment}/statuses", new { state = "success", log_url = "https://example.com", environment_url = "https://example.com", description = "d" }).Is(201);
        bot.Post($"{Shop}/actions/workflows/deploy.yml/dispatches", new { @ref = "main", inputs = new { environment = "staging" } }).Is(204);
        var workflow = shop.AddRun(".github/workflows/deploy.yml", "diego");

        string[] paths =
        [
            "", "/git/ref/heads/gate", "/git/matching-refs/heads/", $"/git/blobs/{blob}", $"/git/trees/{tree}?recursive=1", $"/git/commits/{commit}",
            "/commits", $"/commits/{commit}", $"/commits/{commit}/pulls", $"/compare/main...{commit}", "/contents/b?ref=gate",
            "/pulls", $"/pulls/{number}", $"/pulls/{number}/commits", $"/pulls/{number}/files", $"/pulls/{number}/reviews", $"/pulls/{number}/reviews/{review}", $"/pulls/{number}/requested_reviewers",
            "/issues?state=all", $"/issues/{issue}", $"/issues/{number}", $"/issues/{issue}/comments", $"/issues/comments/{comment}", "/labels", "/labels/delivery", $"/issues/{number}/labels",
            $"/check-runs/{run}", $"/check-runs/{run}/annotations", $"/commits/{commit}/check-runs", $"/commits/{commit}/status",
            "/deployments", $"/deployments/{deployment}", $"/deployments/{deployment}/statuses", "/environments", "/environments/production",
            "/actions/runs", $"/actions/runs/{workflow.Id}", $"/actions/runs/{workflow.Id}/attempts/1", "/actions/workflows/deploy.yml/runs",
            "/branches", "/branches/main", "/rules/branches/release/1", "/rulesets/1", "/collaborators/pablo/permission",
        ];
        foreach (var path in paths)
            bot.Get(Shop + path).Is(200);
        shop.Protect("main", new BranchProtection { RequiresPullRequest = true, RequiredChecks = [new("delivery/gates", gitHub.App.Id)] });
        foreach (var path in (string[])["/user", "/users/pablo", $"/user/{gitHub.Person("pablo").Id}", $"{Shop}/branches/main/protection", $"{Shop}/rulesets/1", $"{Shop}/branches/main", $"{Shop}/actions/permissions/workflow", "/orgs/acme/teams/qa", "/orgs/acme/teams/qa/members", "/orgs/acme/teams/qa/memberships/quinn"])
            dana.Get(path).Is(200);
        shop.Unprotect("main");

        bot.Get($"{Shop}/pulls/{number}/merge").Is(404);
        bot.Put($"{Shop}/pulls/{number}/merge", new { sha = main }).Is(409);
        bot.Put($"{Shop}/pulls/{number}/merge", new { merge_method = "squash" }).Is(200);
        bot.Put($"{Shop}/pulls/{number}/merge", new { merge_method = "squash" }).Is(405);
        bot.Get($"{Shop}/pulls/{number}").Is(200);
        bot.Get($"{Shop}/git/ref/heads/none").Is(404);
        pablo.Get($"{Shop}/branches/main/protection").Is(403);
        bot.Post($"{Shop}/git/refs", new { @ref = "refs/heads/gate", sha = main }).Is(422);
        bot.Delete($"{Shop}/git/refs/heads/gate").Is(204);
    }
}
