namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

[Collection(EmulatedGitHub.Name)]
public sealed class EmulatedPullTests(EmulatedGitHub gitHub) : PullConformance(GitHubUnderTest.Of(gitHub));

public sealed class OwnPullTests(OwnGitHub gitHub) : PullConformance(GitHubUnderTest.Of(gitHub)), IClassFixture<OwnGitHub>;

public abstract class PullConformance(GitHubUnderTest server) : ConformanceTests(server)
{
    [Fact]
    public void A_pull_request_has_its_ends_its_author_and_its_number()
    {
        var (branch, head) = Branch();

        var pull = Bot.Post($"{Shop}/pulls", new { title = "Gate: QA gate", head = branch, @base = "main", body = "Why", draft = false }).Is(201);

        pull["state"].ShouldBe("open");
        pull["draft"].ShouldBe("false");
        pull["merged"].ShouldBe("false");
        pull["title"].ShouldBe("Gate: QA gate");
        pull["body"].ShouldBe("Why");
        pull["user.login"].ShouldBe("dac-bot[bot]");
        pull["user.type"].ShouldBe("Bot");
        pull["head.ref"].ShouldBe(branch);
        pull["head.sha"].ShouldBe(head);
        pull["head.repo.full_name"].ShouldBe("acme/shop");
        pull["base.ref"].ShouldBe("main");
        pull["html_url"].ShouldNotBeNull();
        Bot.Get($"{Shop}/pulls/{pull["number"]}").Is(200)["head.sha"].ShouldBe(head);
    }

    [Fact]
    public void A_second_one_from_the_same_branch_is_refused()
    {
        var (_, branch, _) = Pull();

        var again = As("iris").Post($"{Shop}/pulls", new { title = "Again", head = branch, @base = "main" }).Is(Server.Expects(Deviations.PullOpenedTwice));

        if (!Server.IsEmulated)
            again["errors.0.message"].ShouldBe($"A pull request already exists for acme:{branch}.");
    }

    [Fact]
    public void One_from_a_branch_that_is_not_there_is_refused()
    {
        var pull = As("iris").Post($"{Shop}/pulls", new { title = "No", head = Unique("none"), @base = "main" }).Is(Server.Expects(Deviations.PullOfNoBranch));

        if (!Server.IsEmulated)
            pull["errors.0.field"].ShouldBe("head");
    }

    [Fact]
    public void One_without_a_commit_of_its_own_is_refused()
    {
        var name = Unique("same");
        Bot.Post($"{Shop}/git/refs", new { @ref = $"refs/heads/{name}", sha = Main() }).Is(201);

        As("iris").Post($"{Shop}/pulls", new { title = "Nothing", head = name, @base = "main" }).Is(Server.Expects(Deviations.PullWithoutCommits));
    }

    [Fact]
    public void They_are_listed_by_head_base_and_state()
    {
        var (number, branch, _) = Pull();

        Bot.Get($"{Shop}/pulls?head=acme:{branch}").Is(200).Each("number").ShouldBe([$"{number}"]);
        Bot.Get($"{Shop}/pulls?head=acme:{branch}&base=main&state=all").Is(200).Each("number").ShouldBe([$"{number}"]);
        Bot.Get($"{Shop}/pulls?head=acme:{branch}&state=closed").Is(200).Each("number").ShouldBeEmpty();
        Bot.Get($"{Shop}/pulls?head=acme:{branch}&base={Unique("none")}").Is(200).Each("number").ShouldBeEmpty();
    }

    [Fact]
    public void Its_text_and_state_can_be_changed()
    {
        var (number, _, _) = Pull();

        Bot.Patch($"{Shop}/pulls/{number}", new { title = "Other", body = "Because" }).Is(200)["title"].ShouldBe("Other");
        var closed = Bot.Patch($"{Shop}/pulls/{number}", new { state = "closed" }).Is(200);
        closed["state"].ShouldBe("closed");
        closed["merged"].ShouldBe("false");
        closed["body"].ShouldBe("Because");
        Bot.Patch($"{Shop}/pulls/{number}", new { state = "open" }).Is(200)["state"].ShouldBe("open");
    }

    [Fact]
    public void The_head_follows_a_push()
    {
        var (number, branch, head) = Pull();
        var next = Commit(head, "next.md", "next\n");
        Bot.Patch($"{Shop}/git/refs/heads/{branch}", new { sha = next }).Is(200);

        Bot.Get($"{Shop}/pulls/{number}").Is(200)["head.sha"].ShouldBe(Server.Expects(Deviations.HeadFollows) ? next : head);
    }

    [Fact]
    public void Its_commits_are_those_that_the_base_lacks()
    {
        var (number, _, head) = Pull();

        var commits = Bot.Get($"{Shop}/pulls/{number}/commits").Is(200).Each("sha");

        commits[^1].ShouldBe(head);
        (commits.Count == 1).ShouldBe(Server.Expects(Deviations.CommitsLackTheBase));
    }

    [Fact]
    public void Its_files_are_those_that_it_changes()
    {
        var (number, branch, _) = Pull();

        var files = Bot.Get($"{Shop}/pulls/{number}/files").Is(200).Each("filename");

        (files.Count == 1 && files[0] == $"{branch}.md").ShouldBe(Server.Expects(Deviations.FilesAreReal));
    }

    [Fact]
    public void A_pull_request_is_an_issue_too()
    {
        var (number, _, _) = Pull();

        Bot.Post($"{Shop}/issues/{number}/comments", new { body = "Hello" }).Is(201)["user.login"].ShouldBe("dac-bot[bot]");
        Bot.Post($"{Shop}/issues/{number}/labels", new { labels = List("delivery") }).Is(200).Each("name").ShouldBe(["delivery"]);
        Bot.Get($"{Shop}/pulls/{number}").Is(200)["labels.0.name"].ShouldBe("delivery");
        var issue = Bot.Get($"{Shop}/issues/{number}").Is(Server.Expects(Deviations.PullAskedForAsAnIssue));
        (issue["pull_request.url"] is not null).ShouldBe(!Server.IsEmulated);
        Bot.Get($"{Shop}/issues?state=open&per_page=100").Is(200).Each("number").Contains($"{number}").ShouldBe(Server.Expects(Deviations.PullsAreListedAsIssues));
    }

    [Fact]
    public void Reviewers_are_requested_by_login_and_never_the_author()
    {
        var (number, _, _) = Pull();

        Bot.Post($"{Shop}/pulls/{number}/requested_reviewers", new { reviewers = List("pablo", "quinn") }).Is(Server.Expects(Deviations.ReviewersRequested))["requested_reviewers.0.login"].ShouldBe("pablo");
        Bot.Post($"{Shop}/pulls/{number}/requested_reviewers", new { reviewers = List("iris") }).Is(Server.Expects(Deviations.AuthorRequested));
        Bot.Get($"{Shop}/pulls/{number}").Is(200)["requested_reviewers.1.login"].ShouldBe("quinn");
        Bot.Get($"{Shop}/pulls/{number}/requested_reviewers").Is(200)["users.0.login"].ShouldBe("pablo");
    }

    [Fact]
    public void A_branch_is_brought_up_to_date_if_its_head_is_the_expected_one()
    {
        var (number, _, head) = Pull();
        var main = Commit(Main(), Unique("main"), "on main\n");
        Bot.Patch($"{Shop}/git/refs/heads/main", new { sha = main }).Is(200);

        Bot.Put($"{Shop}/pulls/{number}/update-branch", new { expected_head_sha = main }).Is(422);
        Bot.Put($"{Shop}/pulls/{number}/update-branch", new { expected_head_sha = head }).Is(202);
        Bot.Get($"{Shop}/pulls/{number}").Is(200)["head.sha"].ShouldNotBe(head);
    }

    [Fact]
    public void They_are_found_by_a_commit_of_theirs()
    {
        var (number, _, head) = Pull();

        Bot.Get($"{Shop}/commits/{head}/pulls").Is(200).Each("number").ShouldBe([$"{number}"]);
    }
}
