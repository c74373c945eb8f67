using System.Text;
using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Hosts;

public class GitHubEventReaderTests
{
    private const string Head = "4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e";
    private const string Base = "0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d";

    public static TheoryData<string, string, object> Events => new()
    {
        { "merge_group", $$$$"""{"merge_group": {"head_sha": "{{{{Head}}}}", "base_sha": "{{{{Base}}}}"}}""", new MergeGroupEvent(Head, Base) },
        { "push", """{"ref": "refs/heads/main"}""", new PushEvent() },
        { "issues", """{"issue": {"number": 12}}""", new IssuesEvent(12) },
        { "issue_comment", """{"issue": {"number": 12, "pull_request": {"url": "x"}}, "comment": {"id": 5000000000}}""", new IssueCommentEvent(12, 5_000_000_000) },
        { "release", """{"release": {}}""", new OtherEvent("release") },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_is_what_its_payload_says(string name, string payload, object expected) => Read(name, payload).ShouldBe((GitHubEvent)expected);

    [Fact]
    public void What_kind_it_is_stands_beside() => Read("issues", """{"action": "opened", "issue": {"number": 12}}""").Action.ShouldBe("opened");

    [Fact]
    public void A_finished_workflow_names_what_it_ran_for()
    {
        var read = Read("workflow_run", $$$$"""
            {"workflow_run": {"id": 30433642, "event": "pull_request", "head_sha": "{{{{Head}}}}", "head_branch": "fix", "head_repository": {"full_name": "acme/shop"},
             "conclusion": "success", "pull_requests": [{"number": 7}, {"number": 8}]}}
            """).ShouldBeOfType<WorkflowRunEvent>();

        read.Head.ShouldBe(Head);
        read.PullRequests.ShouldBe([7, 8]);
    }

    [Fact]
    public void What_somebody_typed_into_a_dispatch_is_text()
    {
        Read("workflow_dispatch", """{"ref": "refs/heads/main", "inputs": {"delivery": "acme", "sure": true, "count": 3, "nothing": null, "deep": {}}}""")
            .ShouldBeOfType<WorkflowDispatchEvent>().Inputs.ShouldBe(new Dictionary<string, string> { ["delivery"] = "acme", ["sure"] = "true", ["count"] = "3" }, ignoreOrder: true);
        Read("workflow_dispatch", """{"ref": "refs/heads/main", "inputs": null}""").ShouldBeOfType<WorkflowDispatchEvent>().Inputs.ShouldBeEmpty();
        Read("repository_dispatch", """{"action": "go", "client_payload": {"delivery": "acme"}}""").ShouldBeOfType<RepositoryDispatchEvent>().Values["delivery"].ShouldBe("acme");
    }

    [Theory]
    [InlineData("issues", "", "as GitHub describes it")]
    [InlineData("issues", "{\"issue\":", "as GitHub describes it")]
    [InlineData("issues", "[]", "issue.number is not a number")]
    [InlineData("issues", "{\"issue\": {\"number\": -1}}", "issue.number is not a number")]
    [InlineData("issues", "{\"issue\": {\"number\": \"12\"}}", "issue.number is not a number")]
    [InlineData("merge_group", "{\"merge_group\": {\"head_sha\": \"HEAD\", \"base_sha\": \"--upload-pack=x\"}}", "merge_group.head_sha is not a commit's full id")]
    [InlineData("workflow_run", "{\"workflow_run\": {\"head_sha\": \"4f2c9d1\"}}", "workflow_run.head_sha is not a commit's full id")]
    public void A_payload_that_is_otherwise_leaves_only_the_name(string name, string payload, string why)
    {
        var unread = Read(name, payload).ShouldBeOfType<UnreadEvent>();

        unread.Name.ShouldBe(name);
        unread.Why.ShouldContain(why);
    }

    [Fact]
    public void So_does_one_that_is_not_there_or_too_large()
    {
        using var folder = DeliveryRepository.WithoutGit().Write("event.json", new byte[25 * 1024 * 1024 + 1]);

        GitHubEventReader.Read("push", path: null).ShouldBeOfType<UnreadEvent>();
        GitHubEventReader.Read("push", Path.Combine(folder.Path, "no.json")).ShouldBeOfType<UnreadEvent>().Why.ShouldContain("GITHUB_EVENT_PATH");
        GitHubEventReader.Read("push", Path.Combine(folder.Path, "event.json")).ShouldBeOfType<UnreadEvent>().Why.ShouldContain("26,214,400 bytes");
    }

    private static GitHubEvent Read(string name, string payload) => GitHubEventReader.Read(name, Encoding.UTF8.GetBytes(payload));
}
