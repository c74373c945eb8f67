using DeliveryAsCode.StandIns.GitHub;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

public sealed class StandInWalkTests
{
    [Fact]
    public void A_change_goes_from_a_tree_to_main_and_git_has_nothing_to_say_against_it()
    {
        using var gitHub = GitHubStandIn.Start();
        var bot = new Rest(gitHub.Url, gitHub.BotToken);
        var pablo = new Rest(gitHub.Url, gitHub.Token("pablo"));
        var main = bot.Get("/repos/acme/shop/git/ref/heads/main").Is(200)["object.sha"]!;
        bot.Get("/repos/acme/shop").Is(200)["default_branch"].ShouldBe("main");
        var tree = bot.Post("/repos/acme/shop/git/trees", new { base_tree = main, tree = new object[] { new { path = "deliveries/a/record.md", mode = "100644", type = "blob", content = "# A\n" }, new { path = "README.md", mode = "100644", type = "blob", sha = (string?)null } } }).Is(201)["sha"]!;
        bot.Get($"/repos/acme/shop/git/trees/{tree}?recursive=1").Is(200).Text.ShouldContain("deliveries/a/record.md");
        var commit = bot.Post("/repos/acme/shop/git/commits", new { message = "Gate", tree, parents = new[] { main } }).Is(201);
        bot.Post("/repos/acme/shop/git/refs", new { @ref = "refs/heads/delivery/a/gate-qa", sha = commit["sha"] }).Is(201);
        bot.Post("/repos/acme/shop/git/refs", new { @ref = "refs/heads/delivery/a/gate-qa", sha = commit["sha"] }).Is(422, "Reference already exists");
        var pull = bot.Post("/repos/acme/shop/pulls", new { title = "Gate: QA", head = "delivery/a/gate-qa", @base = "main", body = "b" }).Is(201);
        bot.Post($"/repos/acme/shop/pulls/{pull["number"]}/requested_reviewers", new { reviewers = new List<string> { "pablo" } }).Is(201);
        pablo.Post($"/repos/acme/shop/pulls/{pull["number"]}/reviews", new { @event = "APPROVE" }).Is(200)["state"].ShouldBe("APPROVED");
        bot.Get($"/repos/acme/shop/compare/main...{commit["sha"]}").Is(200)["files.0.filename"].ShouldNotBeNull();
        bot.Post("/repos/acme/shop/check-runs", new { name = "delivery/gates", head_sha = commit["sha"], conclusion = "success", output = new { title = "t", summary = "s" } }).Is(201)["app.id"].ShouldBe("4242");
        var archive = bot.Get($"/repos/acme/shop/tarball/{commit["sha"]}").Is(302);
        new Rest(new Uri(archive.Headers["location"]), null).Get(archive.Headers["location"]).Is(200).Bytes.Length.ShouldBeGreaterThan(50);
        bot.Put($"/repos/acme/shop/pulls/{pull["number"]}/merge", new { sha = commit["sha"], merge_method = "squash" }).Is(200)["merged"].ShouldBe("true");
        gitHub.Shop.Read("main", "deliveries/a/record.md").ShouldBe("# A\n");
        gitHub.Shop.Subjects("main").ShouldBe(["Gate: QA (#1)", "Initial commit"]);
        using var fsck = System.Diagnostics.Process.Start("git", ["--git-dir", gitHub.Shop.GitFolder, "fsck", "--strict"]);
        fsck.WaitForExit();
        fsck.ExitCode.ShouldBe(0);
    }
}
