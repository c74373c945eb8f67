namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

[Collection(EmulatedGitHub.Name)]
public sealed class EmulatedHistoryTests(EmulatedGitHub gitHub) : HistoryConformance(GitHubUnderTest.Of(gitHub));

public sealed class OwnHistoryTests(OwnGitHub gitHub) : HistoryConformance(GitHubUnderTest.Of(gitHub)), IClassFixture<OwnGitHub>;

public abstract class HistoryConformance(GitHubUnderTest server) : ConformanceTests(server)
{
    [Fact]
    public void Two_ends_are_compared_from_where_they_parted()
    {
        var parted = Main();
        var (branch, head) = Branch();
        var main = Commit(parted, Unique("main"), "on main\n");
        Bot.Patch($"{Shop}/git/refs/heads/main", new { sha = main }).Is(200);

        var compared = Bot.Get($"{Shop}/compare/{main}...{head}").Is(200);

        compared["status"].ShouldBe("diverged");
        compared["ahead_by"].ShouldBe("1");
        compared["behind_by"].ShouldBe("1");
        compared["merge_base_commit.sha"].ShouldBe(parted);
        compared["base_commit.sha"].ShouldBe(main);
        compared["commits.0.sha"].ShouldBe(head);
        compared["files.0.filename"].ShouldBe($"{branch}.md");
        compared["files.0.status"].ShouldBe("added");
        compared["files.0.sha"].ShouldNotBeNull();
        compared["files.1.filename"].ShouldBeNull();
        Bot.Get($"{Shop}/compare/main...{branch}").Is(200)["commits.0.sha"].ShouldBe(head);
    }

    [Fact]
    public void A_commit_names_the_account_behind_its_address()
    {
        var (branch, head) = Branch();

        var commit = Bot.Get($"{Shop}/commits/{head}").Is(200);

        commit["sha"].ShouldBe(head);
        commit["commit.author.name"].ShouldBe("dac-bot[bot]");
        commit["author.login"].ShouldBe("dac-bot[bot]");
        commit["parents.0.sha"].ShouldNotBeNull();
        Bot.Get($"{Shop}/commits/{branch}").Is(200)["sha"].ShouldBe(head);
    }

    [Fact]
    public void Commits_are_listed_by_path()
    {
        var (branch, head) = Branch();
        var next = Commit(head, "next.md", "next\n");
        Bot.Patch($"{Shop}/git/refs/heads/{branch}", new { sha = next }).Is(200);

        Bot.Get($"{Shop}/commits?sha={branch}&path={branch}.md").Is(200).Each("sha").ShouldBe([head]);
        Bot.Get($"{Shop}/commits?sha={branch}&per_page=2").Is(200).Each("sha").ShouldBe([next, head]);
    }

    [Fact]
    public void A_comparison_with_what_is_not_there_is_not_found() =>
        Bot.Get($"{Shop}/compare/main...{new string('1', 40)}").Is(404);

    [Fact]
    public void An_archive_comes_from_another_address() =>
        Bot.Get($"{Shop}/tarball/main").Is(Server.Expects(Deviations.Archive));
}
