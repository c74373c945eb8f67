namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

[Collection(EmulatedGitHub.Name)]
public sealed class EmulatedCheckTests(EmulatedGitHub gitHub) : CheckConformance(GitHubUnderTest.Of(gitHub));

public sealed class OwnCheckTests(OwnGitHub gitHub) : CheckConformance(GitHubUnderTest.Of(gitHub)), IClassFixture<OwnGitHub>;

public abstract class CheckConformance(GitHubUnderTest server) : ConformanceTests(server)
{
    [Fact]
    public void A_check_run_belongs_to_the_App_of_the_token()
    {
        var (_, head) = Branch();

        Bot.Post($"{Shop}/check-runs", new { name = "delivery/gates", head_sha = head, status = "completed", conclusion = "success", external_id = "x", output = new { title = "Open", summary = "All open" } }).Is(201);

        var runs = Bot.Get($"{Shop}/commits/{head}/check-runs?check_name=delivery%2Fgates").Is(200);
        runs["total_count"].ShouldBe("1");
        runs["check_runs.0.name"].ShouldBe("delivery/gates");
        runs["check_runs.0.app.id"].ShouldBe(Server.Expects(Deviations.AppOfACheckRun));
        runs["check_runs.0.head_sha"].ShouldBe(head);
        runs["check_runs.0.status"].ShouldBe("completed");
        runs["check_runs.0.conclusion"].ShouldBe("success");
        runs["check_runs.0.external_id"].ShouldBe("x");
        Bot.Get($"{Shop}/commits/{head}/check-runs?check_name=other").Is(200)["total_count"].ShouldBe("0");
    }

    [Fact]
    public void A_person_cannot_make_one()
    {
        var (_, head) = Branch();

        As("dana").Post($"{Shop}/check-runs", new { name = "delivery/gates", head_sha = head, conclusion = "success" }).Is(Server.Expects(Deviations.CheckRunOfAPerson));
    }

    [Fact]
    public void It_goes_on_until_it_is_concluded()
    {
        var (_, head) = Branch();
        var id = Bot.Post($"{Shop}/check-runs", new { name = "delivery/gates", head_sha = head, status = "in_progress" }).Is(201)["id"];

        var done = Bot.Patch($"{Shop}/check-runs/{id}", new { status = "completed", conclusion = "failure", output = new { title = "Closed", summary = "Not yet" } }).Is(200);

        done["status"].ShouldBe("completed");
        done["conclusion"].ShouldBe("failure");
        done["output.title"].ShouldBe("Closed");
    }

    [Fact]
    public void Annotations_are_added_by_every_update()
    {
        var (_, head) = Branch();
        var id = Bot.Post($"{Shop}/check-runs", new { name = "delivery/gates", head_sha = head, conclusion = "failure", output = Output(1) }).Is(201)["id"];

        Bot.Patch($"{Shop}/check-runs/{id}", new { output = Output(2) }).Is(200)["output.annotations_count"].ShouldBe(Server.Expects(Deviations.AnnotationsAfterAnUpdate));
    }

    [Fact]
    public void More_than_fifty_at_once_are_refused()
    {
        var (_, head) = Branch();

        // Ours says so itself; for the emulator the contract in front of it does.
        Bot.Post($"{Shop}/check-runs", new { name = "delivery/gates", head_sha = head, conclusion = "failure", output = Output(51) }).Is(422);
        Bot.Post($"{Shop}/check-runs", new { name = "delivery/gates", head_sha = head, conclusion = "failure", output = Output(50) }).Is(201);
    }

    [Fact]
    public void A_commit_status_is_told_with_the_others()
    {
        var (_, head) = Branch();

        As("dana").Post($"{Shop}/statuses/{head}", new { state = "success", context = "ci" }).Is(201);

        Bot.Get($"{Shop}/commits/{head}/status").Is(200)["state"].ShouldBe("success");
    }

    private static object Output(int annotations) => new
    {
        title = "Closed",
        summary = "Not yet",
        annotations = Enumerable.Range(1, annotations).Select(line => new { path = "README.md", start_line = line, end_line = line, annotation_level = "failure", message = "no" }).ToList(),
    };
}
