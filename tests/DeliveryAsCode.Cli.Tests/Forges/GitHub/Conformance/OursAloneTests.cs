using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using DeliveryAsCode.StandIns.GitHub;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

/// <summary>What only our own stand-in does as GitHub does, so that nothing else can say whether it does.</summary>
public sealed class OursAloneTests : IDisposable
{
    private const string Shop = "/repos/acme/shop";

    private readonly GitHubStandIn _gitHub = GitHubStandIn.Start();

    private StandInRepository Repository => _gitHub.Shop;

    private Rest Bot => new(_gitHub.Url, _gitHub.BotToken);

    public void Dispose() => _gitHub.Dispose();

    [Fact]
    public void What_it_keeps_is_a_repository_that_git_has_nothing_against()
    {
        var number = Pull();
        Repository.Merge(number, "dana");
        Repository.Merge(Pull("second"), "dana", "squash");
        Repository.Merge(Pull("third"), "dana", "rebase");

        using var git = Process.Start("git", ["--git-dir", Repository.GitFolder, "fsck", "--strict", "--no-progress"]);
        git.WaitForExit();
        git.ExitCode.ShouldBe(0);
        Repository.Subjects("main").ShouldBe(["third", "Gate second (#2)", "Merge pull request #1 from acme/gate", "gate", "Initial commit"]);
        foreach (var file in (string[])["gate.md", "second.md", "third.md"])
            Repository.Read("main", file).ShouldNotBeNull();
    }

    [Fact]
    public void A_push_dismisses_approvals_where_the_base_says_so()
    {
        Repository.Protect("main", new BranchProtection { RequiresPullRequest = true, RequiredApprovals = 1, DismissesStaleReviews = true });
        var number = Pull();
        Repository.Review(number, "pablo", "APPROVED");
        Repository.Review(number, "quinn", "CHANGES_REQUESTED", "no");

        Repository.Push("gate", Files("more.md"), "iris");

        Bot.Get($"{Shop}/pulls/{number}/reviews").Is(200).Each("state").ShouldBe(["DISMISSED", "CHANGES_REQUESTED"]);
        Bot.Get($"{Shop}/pulls/{number}").Is(200)["mergeable_state"].ShouldBe("blocked");
    }

    [Fact]
    public void Without_it_an_approval_stays_with_its_commit()
    {
        var number = Pull();
        Repository.Review(number, "pablo", "APPROVED");
        var approved = Repository.Tip("gate");

        var head = Repository.Push("gate", Files("more.md"), "iris");

        Bot.Get($"{Shop}/pulls/{number}/reviews").Is(200)["0.commit_id"].ShouldBe(approved);
        Bot.Get($"{Shop}/pulls/{number}").Is(200)["head.sha"].ShouldBe(head);
    }

    [Fact]
    public void A_required_check_counts_from_its_App_only()
    {
        Repository.Protect("main", new BranchProtection { IsRuleset = true, RequiredChecks = [new("delivery/gates", _gitHub.App.Id)] });
        var number = Pull();
        var head = Repository.Tip("gate")!;
        Repository.Check(head, "delivery/gates", "success", _gitHub.Actions);

        Merge(number).Is(405, "Required status check \"delivery/gates\" is expected.");
        Repository.Check(head, "delivery/gates", "failure", _gitHub.App);
        Merge(number).Is(405, "Required status check \"delivery/gates\" is failing.");
        Repository.Check(head, "delivery/gates", "success", _gitHub.App);
        Merge(number).Is(200);
    }

    [Fact]
    public void A_protected_branch_is_not_written_to()
    {
        Repository.Protect("main", new BranchProtection { RequiresPullRequest = true });
        Repository.Protect("delivery/**", new BranchProtection { IsRuleset = true, RestrictsCreation = true, RestrictsUpdates = true, Bypassing = [_gitHub.App.Id] });
        var actions = Bot with { Token = _gitHub.ActionsToken };
        var sha = Repository.Push("other", Files("other.md"), "dana");

        actions.Patch($"{Shop}/git/refs/heads/main", new { sha }).Is(422).Message.ShouldContain("Changes must be made through a pull request.");
        actions.Post($"{Shop}/git/refs", new { @ref = "refs/heads/delivery/a/gate-qa", sha }).Is(422).Message.ShouldContain("creations being restricted");
        Bot.Post($"{Shop}/git/refs", new { @ref = "refs/heads/delivery/a/gate-qa", sha }).Is(201);
    }

    [Fact]
    public void A_number_outlives_a_login()
    {
        var id = _gitHub.Person("pablo").Id;
        var number = Pull();
        Repository.Review(number, "pablo", "APPROVED");

        _gitHub.Rename("pablo", "paul");
        var other = _gitHub.AddPerson("pablo");

        Bot.Get($"/user/{id}").Is(200)["login"].ShouldBe("paul");
        Bot.Get("/users/pablo").Is(200)["id"].ShouldBe($"{other.Id}");
        Bot.Get($"{Shop}/pulls/{number}/reviews").Is(200)["0.user.login"].ShouldBe("paul");
    }

    [Fact]
    public void What_a_deleted_account_leaves_behind_is_the_ghost_s()
    {
        var number = Pull();
        Repository.Comment(number, "quinn", "Hello");
        Repository.Review(number, "quinn", "APPROVED");
        var id = _gitHub.Person("quinn").Id;

        _gitHub.Delete("quinn");

        Bot.Get($"/user/{id}").Is(404);
        Bot.Get($"{Shop}/issues/{number}/comments").Is(200)["0.user.login"].ShouldBe("ghost");
        Bot.Get($"{Shop}/pulls/{number}/reviews").Is(200)["0.user"].ShouldBeNull();
    }

    [Fact]
    public void A_team_is_read_with_a_permission_that_workflows_cannot_have()
    {
        _gitHub.AddToTeam("qa", "quinn");
        _gitHub.AddToTeam("qa", "diego", isPending: true);
        const string Team = "/orgs/acme/teams/qa/memberships";

        Bot.Get($"{Team}/quinn").Is(200)["state"].ShouldBe("active");
        Bot.Get($"{Team}/diego").Is(200)["state"].ShouldBe("pending");
        Bot.Get($"{Team}/iris").Is(404);
        var refused = (Bot with { Token = _gitHub.ActionsToken }).Get($"{Team}/quinn").Is(403, "Resource not accessible by integration");
        refused.Headers["x-accepted-github-permissions"].ShouldBe("members=read");
    }

    [Fact]
    public void A_token_may_what_it_was_given()
    {
        var reading = Bot with { Token = _gitHub.Token("dac-bot[bot]", ("contents", Access.Read), ("issues", Access.Write)) };

        reading.Get($"{Shop}/git/ref/heads/main").Is(200);
        reading.Post($"{Shop}/issues", new { title = "By it" }).Is(201);
        reading.Post($"{Shop}/check-runs", new { name = "delivery/gates", head_sha = Repository.Tip("main"), conclusion = "success" })
            .Is(403, "Resource not accessible by integration").Headers["x-accepted-github-permissions"].ShouldBe("checks=write");
        _gitHub.Revoke(reading.Token!);
        reading.Get($"{Shop}/git/ref/heads/main").Is(401, "Bad credentials");
    }

    [Fact]
    public void Settings_are_read_with_a_permission_of_their_own()
    {
        const string Settings = $"{Shop}/actions/permissions/workflow";
        var administration = Bot with { Token = _gitHub.Token("dac-bot[bot]", ("administration", Access.Read)) };

        administration.Get(Settings).Is(200)["default_workflow_permissions"].ShouldBe("read");
        administration.Get($"{Shop}/branches/main/protection").Is(404, "Branch not protected");
        Bot.Get(Settings).Is(403, "Resource not accessible by integration");
        new Rest(_gitHub.Url, _gitHub.Token("pablo")).Get(Settings).Is(403, "Must have admin rights to Repository.");
    }

    [Fact]
    public void A_pull_request_comes_from_a_fork_whose_objects_the_base_has()
    {
        var fork = Repository.Fork("mallory");
        var head = fork.Push("evil", [new StandInFile("link", "/etc/passwd", "120000"), new StandInFile("../up", "x\n")], "mallory");
        var number = Repository.OpenPull("mallory:evil", "Nice", "mallory");

        Bot.Post("/repos/mallory/shop/git/refs", new { @ref = "refs/heads/no", sha = head }).Is(403);
        var pull = Bot.Get($"{Shop}/pulls/{number}").Is(200);
        pull["head.repo.full_name"].ShouldBe("mallory/shop");
        pull["head.label"].ShouldBe("mallory:evil");
        var tree = Bot.Get($"{Shop}/git/trees/{head}?recursive=1").Is(200).Text;
        tree.ShouldContain("\"mode\":\"120000\"");
        tree.ShouldContain("../up");
        Bot.Get($"{Shop}/pulls?head=mallory:evil").Is(200).Each("number").ShouldBe([$"{number}"]);
    }

    [Fact]
    public void An_archive_leaves_out_what_its_attributes_say_and_asks_for_no_token()
    {
        Repository.Push("main", new Dictionary<string, string?> { [".gitattributes"] = "hidden.md export-ignore\n", ["hidden.md"] = "x\n", ["shown.md"] = "y\n" }, "dana");

        var moved = Bot.Get($"{Shop}/tarball/main").Is(302);
        var address = new Uri(moved.Headers["location"]);
        var archive = new Rest(address, null).Get(address.PathAndQuery).Is(200).Bytes;

        using var unzipped = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
            names.Add(entry.Name);
        names.ShouldContain(name => name.EndsWith("/shown.md", StringComparison.Ordinal));
        names.ShouldNotContain(name => name.EndsWith("/hidden.md", StringComparison.Ordinal));
        address.Port.ShouldNotBe(_gitHub.Url.Port);
        _gitHub.Requests[^1].HadToken.ShouldBeFalse();
    }

    [Fact]
    public void Pages_have_thirty_items_unless_more_are_asked_for()
    {
        var number = Pull();
        for (var i = 1; i <= 250; i++)
            Repository.Review(number, "quinn", i == 250 ? "CHANGES_REQUESTED" : "APPROVED", $"{i}");

        var first = Bot.Get($"{Shop}/pulls/{number}/reviews").Is(200);
        first.Json.GetArrayLength().ShouldBe(30);
        first.Headers["link"].ShouldContain("page=9>; rel=\"last\"");
        Bot.Get($"{Shop}/pulls/{number}/reviews?per_page=100&page=3").Is(200).Each("state")[^1].ShouldBe("CHANGES_REQUESTED");
        Bot.Get($"{Shop}/pulls/{number}/reviews?per_page=1000").Is(200).Json.GetArrayLength().ShouldBe(100);
    }

    [Fact]
    public void A_list_changes_between_its_pages()
    {
        var number = Pull();
        var first = Repository.Comment(number, "iris", "1");
        for (var i = 2; i <= 4; i++)
            Repository.Comment(number, "iris", $"{i}");
        _gitHub.Faults.Add(FaultMatch.Of("issues/list-comments", first: 2), new Fault.PageChangesWhileRead(() => Repository.DeleteComment(first)));

        Bot.Get($"{Shop}/issues/{number}/comments?per_page=2").Is(200).Each("body").ShouldBe(["1", "2"]);
        Bot.Get($"{Shop}/issues/{number}/comments?per_page=2&page=2").Is(200).Each("body").ShouldBe(["4"]);
    }

    [Fact]
    public void Whether_it_can_be_merged_is_not_known_at_once()
    {
        Repository.UnknownMergeability = 1;
        var number = Pull();

        Bot.Get($"{Shop}/pulls/{number}").Is(200)["mergeable"].ShouldBeNull();
        Bot.Get($"{Shop}/pulls/{number}").Is(200)["mergeable"].ShouldBe("true");
    }

    [Fact]
    public void A_large_tree_is_cut_and_says_so()
    {
        Repository.MostTreeEntries = 1;
        Repository.Push("main", Files("a.md", "b.md"), "dana");

        Bot.Get($"{Shop}/git/trees/main?recursive=1").Is(200)["truncated"].ShouldBe("true");
    }

    [Fact]
    public void A_push_that_contains_a_pull_request_merges_it_and_a_deleted_branch_closes_it()
    {
        var (merged, closed) = (Pull(), Pull("other"));

        Repository.SetBranch("main", Repository.Tip("gate")!, "dana");
        Repository.DeleteBranch("other", "dana");

        Bot.Get($"{Shop}/pulls/{merged}").Is(200)["merged_by.login"].ShouldBe("dana");
        var gone = Bot.Get($"{Shop}/pulls/{closed}").Is(200);
        gone["state"].ShouldBe("closed");
        gone["merged"].ShouldBe("false");
    }

    [Fact]
    public void A_workflow_is_dispatched_if_it_says_so()
    {
        Repository.Push("main", new Dictionary<string, string?> { [".github/workflows/deploy.yml"] = "on: workflow_dispatch\n", [".github/workflows/ci.yml"] = "on: push\n" }, "dana");

        Bot.Post($"{Shop}/actions/workflows/deploy.yml/dispatches", new { @ref = "main", inputs = new { environment = "production" } }).Is(204);
        Bot.Post($"{Shop}/actions/workflows/ci.yml/dispatches", new { @ref = "main" }).Is(422, "Workflow does not have 'workflow_dispatch' trigger");
        Bot.Post($"{Shop}/actions/workflows/none.yml/dispatches", new { @ref = "main" }).Is(404);

        var dispatch = Repository.Dispatches.ShouldHaveSingleItem();
        dispatch.Workflow.ShouldBe("deploy.yml");
        dispatch.Inputs.GetProperty("environment").GetString().ShouldBe("production");
        dispatch.By.ShouldBe("dac-bot[bot]");
    }

    [Fact]
    public void Of_thirty_two_who_want_the_same_ref_one_gets_it_each_time()
    {
        var sha = Repository.Tip("main");
        for (var round = 0; round < 20; round++)
        {
            var answers = ConformanceTests.AtOnce(32, () => Bot.Post($"{Shop}/git/refs", new { @ref = "refs/delivery/lock", sha }).Status);
            answers.Count(status => status == 201).ShouldBe(1);
            Bot.Delete($"{Shop}/git/refs/delivery/lock").Is(204);
        }
    }

    private RestAnswer Merge(int number) => new Rest(_gitHub.Url, _gitHub.Token("pablo")).Put($"{Shop}/pulls/{number}/merge", new { merge_method = "squash" });

    private int Pull(string branch = "gate")
    {
        Repository.Push(branch, Files($"{branch}.md"), "iris", branch);
        return Repository.OpenPull(branch, $"Gate {branch}", "iris");
    }

    private static Dictionary<string, string?> Files(params string[] paths) => paths.ToDictionary(path => path, path => (string?)$"# {path}\n");
}
