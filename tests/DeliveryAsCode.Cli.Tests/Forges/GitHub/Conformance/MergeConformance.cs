namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

[Collection(EmulatedGitHub.Name)]
public sealed class EmulatedMergeTests(EmulatedGitHub gitHub) : MergeConformance(GitHubUnderTest.Of(gitHub));

public sealed class OwnMergeTests(OwnGitHub gitHub) : MergeConformance(GitHubUnderTest.Of(gitHub)), IClassFixture<OwnGitHub>;

public abstract class MergeConformance(GitHubUnderTest server) : ConformanceTests(server)
{
    [Fact]
    public void A_merge_moves_the_base_and_says_who_did_it()
    {
        var (number, branch, head) = Pull();

        var merged = As("dana").Put($"{Shop}/pulls/{number}/merge", new { sha = head, merge_method = "squash", commit_title = $"Gate (#{number})", commit_message = "Reviewed-by: pablo" }).Is(200);

        merged["merged"].ShouldBe("true");
        Main().ShouldBe(merged["sha"]);
        Bot.Get($"{Shop}/git/commits/{merged["sha"]}").Is(200)["message"].ShouldBe($"Gate (#{number})\n\nReviewed-by: pablo");
        Bot.Get($"{Shop}/contents/{branch}.md").Is(200);
        var pull = Bot.Get($"{Shop}/pulls/{number}").Is(200);
        pull["state"].ShouldBe("closed");
        pull["merged"].ShouldBe("true");
        pull["merged_at"].ShouldNotBeNull();
        pull["merged_by.login"].ShouldBe("dana");
        pull["merge_commit_sha"].ShouldBe(merged["sha"]);
    }

    [Fact]
    public void A_merge_commit_has_both_as_parents()
    {
        var (number, _, head) = Pull();
        var main = Main();

        var merged = As("dana").Put($"{Shop}/pulls/{number}/merge", new { merge_method = "merge" }).Is(200)["sha"];

        var commit = Bot.Get($"{Shop}/git/commits/{merged}").Is(200);
        commit["parents.0.sha"].ShouldBe(main);
        commit["parents.1.sha"].ShouldBe(head);
    }

    [Fact]
    public void A_head_that_is_not_the_expected_one_is_a_conflict()
    {
        var (number, _, _) = Pull();
        var main = Main();

        As("dana").Put($"{Shop}/pulls/{number}/merge", new { sha = main }).Is(Server.Expects(Deviations.MergeOfAnotherHead));

        Main().ShouldBe(main);
    }

    [Fact]
    public void What_is_merged_is_not_merged_again()
    {
        var (number, _, _) = Pull();
        As("dana").Put($"{Shop}/pulls/{number}/merge", new { merge_method = "squash" }).Is(200);

        As("dana").Put($"{Shop}/pulls/{number}/merge", new { merge_method = "squash" }).Is(Server.Expects(Deviations.MergeAgain)).Message.ShouldBe("Pull Request is not mergeable");
    }

    [Fact]
    public void A_second_one_from_the_same_base_keeps_what_the_first_brought()
    {
        var (first, branch, _) = Pull();
        var (second, _, _) = Pull();
        As("dana").Put($"{Shop}/pulls/{first}/merge", new { merge_method = "squash" }).Is(200);
        As("dana").Put($"{Shop}/pulls/{second}/merge", new { merge_method = "squash" }).Is(200);

        Bot.Get($"{Shop}/contents/{branch}.md").Is(Server.Expects(Deviations.FileAfterTheSecondMerge));
    }

    [Fact]
    public void Two_that_contradict_each_other_do_not_both_go_in()
    {
        var file = $"{Unique("same")}.md";
        var (first, _, _) = Pull(path: file);
        var branch = Unique("branch");
        Bot.Post($"{Shop}/git/refs", new { @ref = $"refs/heads/{branch}", sha = Commit(Main(), file, "# Other\n") }).Is(201);
        var second = As("iris").Post($"{Shop}/pulls", new { title = "Other", head = branch, @base = "main" }).Is(201)["number"];
        As("dana").Put($"{Shop}/pulls/{first}/merge", new { merge_method = "squash" }).Is(200);

        Bot.Get($"{Shop}/pulls/{second}").Is(200)["mergeable"].ShouldBe(Server.Expects(Deviations.MergeableInConflict));
        As("dana").Put($"{Shop}/pulls/{second}/merge", new { merge_method = "squash" }).Is(Server.Expects(Deviations.MergeInConflict));
    }

    [Fact]
    public void Whether_it_is_merged_can_be_asked()
    {
        var (number, _, _) = Pull();
        Bot.Get($"{Shop}/pulls/{number}/merge").Is(404);
        As("dana").Put($"{Shop}/pulls/{number}/merge", new { merge_method = "squash" }).Is(200);

        Bot.Get($"{Shop}/pulls/{number}/merge").Is(Server.Expects(Deviations.IsMerged));
    }
}
