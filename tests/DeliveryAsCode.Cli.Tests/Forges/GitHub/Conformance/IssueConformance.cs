namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

[Collection(EmulatedGitHub.Name)]
public sealed class EmulatedIssueTests(EmulatedGitHub gitHub) : IssueConformance(GitHubUnderTest.Of(gitHub));

public sealed class OwnIssueTests(OwnGitHub gitHub) : IssueConformance(GitHubUnderTest.Of(gitHub)), IClassFixture<OwnGitHub>;

public abstract class IssueConformance(GitHubUnderTest server) : ConformanceTests(server)
{
    [Fact]
    public void An_issue_has_its_text_its_author_and_its_labels()
    {
        var made = As("iris").Post($"{Shop}/issues", new { title = "Intake", body = "### Client\n\nAcme", labels = List("intake") }).Is(201);

        var issue = Bot.Get($"{Shop}/issues/{made["number"]}").Is(200);
        issue["title"].ShouldBe("Intake");
        issue["body"].ShouldBe("### Client\n\nAcme");
        issue["state"].ShouldBe("open");
        issue["user.login"].ShouldBe("iris");
        issue["user.id"].ShouldBe($"{Server.Id("iris")}");
        issue["labels.0.name"].ShouldBe("intake");
        issue["pull_request"].ShouldBeNull();
    }

    [Fact]
    public void Issues_are_listed_by_label_and_state_newest_first()
    {
        var label = Unique("label");
        var numbers = List("a", "b", "c").Select(title => As("iris").Post($"{Shop}/issues", new { title, labels = List(label) }).Is(201)["number"]).ToList();
        Bot.Patch($"{Shop}/issues/{numbers[1]}", new { state = "closed", state_reason = "completed" }).Is(200)["state"].ShouldBe("closed");

        Bot.Get($"{Shop}/issues?labels={label}").Is(200).Each("number").ShouldBe([numbers[2], numbers[0]]);
        Bot.Get($"{Shop}/issues?labels={label}&state=all&per_page=2").Is(200).Headers["link"].ShouldContain("rel=\"next\"");
    }

    [Fact]
    public void Comments_come_oldest_first_with_their_authors()
    {
        var number = As("iris").Post($"{Shop}/issues", new { title = "Thread" }).Is(201)["number"];
        As("iris").Post($"{Shop}/issues/{number}/comments", new { body = "/delivery status" }).Is(201);
        Bot.Post($"{Shop}/issues/{number}/comments", new { body = "<!-- delivery:check -->\nfine" }).Is(201);

        var comments = Bot.Get($"{Shop}/issues/{number}/comments").Is(200);

        comments.Each("user.login").ShouldBe(["iris", "dac-bot[bot]"]);
        comments["1.body"].ShouldBe("<!-- delivery:check -->\nfine");
        Bot.Get($"{Shop}/issues/comments/{comments["0.id"]}").Is(200)["body"].ShouldBe("/delivery status");
    }

    [Fact]
    public void A_comment_is_edited_in_its_place()
    {
        var number = As("iris").Post($"{Shop}/issues", new { title = "Thread" }).Is(201)["number"];
        var id = Bot.Post($"{Shop}/issues/{number}/comments", new { body = "one" }).Is(201)["id"];

        Bot.Patch($"{Shop}/issues/comments/{id}", new { body = "two" }).Is(200)["body"].ShouldBe("two");
        Bot.Get($"{Shop}/issues/{number}/comments").Is(200).Each("body").ShouldBe(["two"]);
        Bot.Delete($"{Shop}/issues/comments/{id}").Is(204);
        Bot.Get($"{Shop}/issues/{number}/comments").Is(200).Each("body").ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_without_write_access_edits_what_another_said()
    {
        var number = As("iris").Post($"{Shop}/issues", new { title = "Thread" }).Is(201)["number"];
        var id = Bot.Post($"{Shop}/issues/{number}/comments", new { body = "one" }).Is(201)["id"];

        As("mallory").Patch($"{Shop}/issues/comments/{id}", new { body = "mine" }).Is(Server.Expects(Deviations.CommentOfAnother));
    }

    [Fact]
    public void A_body_is_not_longer_than_GitHub_takes()
    {
        var number = As("iris").Post($"{Shop}/issues", new { title = "Thread" }).Is(201)["number"];

        Bot.Post($"{Shop}/issues/{number}/comments", new { body = new string('x', 65_537) }).Is(Server.Expects(Deviations.BodyTooLong));
    }

    [Fact]
    public void A_label_is_made_once_and_given_by_name()
    {
        var (name, number) = (Unique("label"), As("iris").Post($"{Shop}/issues", new { title = "Thread" }).Is(201)["number"]);

        Bot.Post($"{Shop}/labels", new { name, color = "ededed", description = "d" }).Is(201)["name"].ShouldBe(name);
        Bot.Post($"{Shop}/labels", new { name, color = "ededed" }).Is(422);
        Bot.Get($"{Shop}/labels/{name}").Is(200)["color"].ShouldBe("ededed");
        Bot.Get($"{Shop}/labels/{Unique("none")}").Is(404);
        Bot.Post($"{Shop}/issues/{number}/labels", new { labels = List(name) }).Is(200).Each("name").ShouldBe([name]);
        Bot.Get($"{Shop}/issues/{number}/labels").Is(200).Each("name").ShouldBe([name]);
        Bot.Delete($"{Shop}/issues/{number}/labels/{name}").Is(200).Each("name").ShouldBeEmpty();
    }

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        Bot.Get($"{Shop}/issues/999999").Is(404, "Not Found");
        Bot.Get($"{Shop}/issues/comments/999999999").Is(404, "Not Found");
    }
}
