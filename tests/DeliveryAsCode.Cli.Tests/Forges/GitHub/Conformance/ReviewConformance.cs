namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

[Collection(EmulatedGitHub.Name)]
public sealed class EmulatedReviewTests(EmulatedGitHub gitHub) : ReviewConformance(GitHubUnderTest.Of(gitHub));

public sealed class OwnReviewTests(OwnGitHub gitHub) : ReviewConformance(GitHubUnderTest.Of(gitHub)), IClassFixture<OwnGitHub>;

public abstract class ReviewConformance(GitHubUnderTest server) : ConformanceTests(server)
{
    [Fact]
    public void A_review_has_its_author_its_commit_and_its_time()
    {
        var (number, _, head) = Pull();

        As("pablo").Post($"{Shop}/pulls/{number}/reviews", new { @event = "APPROVE", commit_id = head }).Is(Server.Expects(Deviations.ReviewCreated))["state"].ShouldBe("APPROVED");

        var review = Bot.Get($"{Shop}/pulls/{number}/reviews").Is(200);
        review["0.state"].ShouldBe("APPROVED");
        review["0.user.login"].ShouldBe("pablo");
        review["0.user.id"].ShouldBe($"{Server.Id("pablo")}");
        review["0.user.type"].ShouldBe("User");
        review["0.commit_id"].ShouldBe(head);
        review["0.submitted_at"].ShouldNotBeNull();
        review["0.body"].ShouldBe("");
        review["1.id"].ShouldBeNull();
    }

    [Fact]
    public void Without_a_commit_it_is_of_the_head()
    {
        var (number, _, head) = Pull();

        As("pablo").Post($"{Shop}/pulls/{number}/reviews", new { @event = "COMMENT", body = "Hm" }).Is(Server.Expects(Deviations.ReviewCreated))["commit_id"].ShouldBe(head);
    }

    [Fact]
    public void Without_an_event_it_is_pending_and_has_no_time()
    {
        var (number, _, _) = Pull();

        var review = As("pablo").Post($"{Shop}/pulls/{number}/reviews", new { body = "Later" }).Is(Server.Expects(Deviations.ReviewCreated));

        review["state"].ShouldBe("PENDING");
        review["submitted_at"].ShouldBeNull();
    }

    [Fact]
    public void They_come_oldest_first_and_none_replaces_another()
    {
        var (number, _, _) = Pull();
        As("pablo").Post($"{Shop}/pulls/{number}/reviews", new { @event = "APPROVE" });
        As("quinn").Post($"{Shop}/pulls/{number}/reviews", new { @event = "REQUEST_CHANGES", body = "FAIL\nno" });
        As("pablo").Post($"{Shop}/pulls/{number}/reviews", new { @event = "REQUEST_CHANGES", body = "after all" });

        var reviews = Bot.Get($"{Shop}/pulls/{number}/reviews").Is(200);

        reviews.Each("user.login").ShouldBe(["pablo", "quinn", "pablo"]);
        reviews.Each("state").ShouldBe(["APPROVED", "CHANGES_REQUESTED", "CHANGES_REQUESTED"]);
        reviews["1.body"].ShouldBe("FAIL\nno");
    }

    [Fact]
    public void They_come_in_pages()
    {
        var (number, _, _) = Pull();
        for (var i = 0; i < 5; i++)
            As("pablo").Post($"{Shop}/pulls/{number}/reviews", new { @event = "COMMENT", body = $"{i}" });

        var first = Bot.Get($"{Shop}/pulls/{number}/reviews?per_page=2").Is(200);
        first.Each("body").ShouldBe(["0", "1"]);
        first.Headers["link"].ShouldContain("rel=\"next\"");
        first.Headers["link"].ShouldContain($"{Server.Url}repos/acme/shop/pulls/{number}/reviews?");

        var last = Bot.Get($"{Shop}/pulls/{number}/reviews?per_page=2&page=3").Is(200);
        last.Each("body").ShouldBe(["4"]);
        last.Headers.GetValueOrDefault("link", "").ShouldNotContain("rel=\"next\"");
    }

    [Fact]
    public void Changes_are_requested_with_words()
    {
        var (number, _, _) = Pull();

        As("quinn").Post($"{Shop}/pulls/{number}/reviews", new { @event = "REQUEST_CHANGES" }).Is(Server.Expects(Deviations.ChangesWithoutWords));
    }

    [Fact]
    public void Nobody_approves_their_own()
    {
        var (number, _, _) = Pull("iris");

        var own = As("iris").Post($"{Shop}/pulls/{number}/reviews", new { @event = "APPROVE" }).Is(Server.Expects(Deviations.OwnApproval));

        if (!Server.IsEmulated)
            own["errors.0"].ShouldBe("Can not approve your own pull request");
    }

    [Fact]
    public void An_outsider_may_review_what_is_public()
    {
        var (number, _, _) = Pull();

        As("mallory").Post($"{Shop}/pulls/{number}/reviews", new { @event = "APPROVE" }).Is(Server.Expects(Deviations.ReviewCreated));
    }

    [Fact]
    public void A_dismissed_review_stays_in_the_list()
    {
        var (number, _, _) = Pull();
        var id = As("pablo").Post($"{Shop}/pulls/{number}/reviews", new { @event = "APPROVE" })["id"];

        As("dana").Put($"{Shop}/pulls/{number}/reviews/{id}/dismissals", new { message = "No longer" }).Is(200)["state"].ShouldBe("DISMISSED");

        Bot.Get($"{Shop}/pulls/{number}/reviews").Is(200).Each("state").ShouldBe(["DISMISSED"]);
    }

    [Fact]
    public void Who_has_reviewed_is_no_longer_asked()
    {
        var (number, _, _) = Pull();
        Bot.Post($"{Shop}/pulls/{number}/requested_reviewers", new { reviewers = List("pablo", "quinn") });
        As("pablo").Post($"{Shop}/pulls/{number}/reviews", new { @event = "APPROVE" });

        var asked = Bot.Get($"{Shop}/pulls/{number}").Is(200).Json.GetProperty("requested_reviewers").EnumerateArray().Select(u => u.GetProperty("login").GetString());

        asked.Contains("pablo").ShouldBe(Server.Expects(Deviations.ReviewersStayAsked));
    }
}
