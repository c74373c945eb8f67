using System.Text;
using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Hosts;

public class GitHubEventReaderTests
{
    private const string Head = "4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e";
    private const string Base = "0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d";
    private const string PullRequest = $$$$"""{"number": 7, "head": {"sha": "{{{{Head}}}}", "repo": {"full_name": "mallory/shop"}}, "base": {"ref": "main"}}""";

    public static TheoryData<string, string, object> Events => new()
    {
        { "pull_request", $$$$"""{"pull_request": {{{{PullRequest}}}}}""", new PullRequestEvent(7, Head, "mallory/shop", "main") },
        { "pull_request", $$$$"""{"pull_request": {"number": 7, "head": {"sha": "{{{{Head}}}}", "repo": null}, "base": {"ref": "main"}}}""", new PullRequestEvent(7, Head, null, "main") },
        { "pull_request_review", $$$$"""{"pull_request": {{{{PullRequest}}}}, "review": {"id": 80}}""", new PullRequestReviewEvent(7, Head, 80) },
        { "merge_group", $$$$"""{"merge_group": {"head_sha": "{{{{Head}}}}", "head_ref": "refs/heads/gh-readonly-queue/main/pr-7-x", "base_sha": "{{{{Base}}}}", "base_ref": "refs/heads/main"}}""", new MergeGroupEvent(Head, "gh-readonly-queue/main/pr-7-x", Base, "main") },
        { "push", $$$$"""{"ref": "refs/heads/main", "before": "{{{{Base}}}}", "after": "{{{{Head}}}}"}""", new PushEvent("refs/heads/main", Base, Head) },
        { "push", $$$$"""{"ref": "refs/heads/x", "before": "{{{{Base}}}}", "after": "0000000000000000000000000000000000000000"}""", new PushEvent("refs/heads/x", Base, null) },
        { "schedule", """{"schedule": "23 * * * *"}""", new ScheduleEvent("23 * * * *") },
        { "issues", """{"issue": {"number": 12}}""", new IssuesEvent(12) },
        { "issue_comment", """{"issue": {"number": 12, "pull_request": {"url": "x"}}, "comment": {"id": 5000000000}}""", new IssueCommentEvent(12, 5_000_000_000, true) },
        { "issue_comment", """{"issue": {"number": 12}, "comment": {"id": 5}}""", new IssueCommentEvent(12, 5, false) },
        { "release", """{"release": {}}""", new OtherEvent("release") },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_is_what_its_payload_says(string name, string payload, object expected) => Read(name, payload).ShouldBe((GitHubEvent)expected);

    [Fact]
    public void Who_did_it_and_what_kind_it_is_stand_beside()
    {
        var read = Read("issues", """{"action": "opened", "issue": {"number": 12}, "sender": {"id": 101, "login": "dana", "type": "User"}}""");

        read.Action.ShouldBe("opened");
        read.Sender.ShouldBe(new EventAccount(101, "dana", "User"));
    }

    [Fact]
    public void A_finished_workflow_names_what_it_ran_for()
    {
        var read = Read("workflow_run", $$$$"""
            {"workflow_run": {"id": 30433642, "event": "pull_request", "head_sha": "{{{{Head}}}}", "head_branch": "fix", "head_repository": {"full_name": "acme/shop"},
             "conclusion": "success", "pull_requests": [{"number": 7}, {"number": 8}]}}
            """).ShouldBeOfType<WorkflowRunEvent>();

        (read.Run, read.Of, read.Head, read.HeadBranch, read.HeadRepository, read.Conclusion).ShouldBe((30433642, "pull_request", Head, "fix", "acme/shop", "success"));
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
    [InlineData("push", "{\"ref\": \"refs/heads/main\", \"before\": \"HEAD\", \"after\": \"--upload-pack=x\"}", "before is not a commit's full id")]
    [InlineData("pull_request", "{\"pull_request\": {\"number\": 7, \"head\": {\"sha\": \"4f2c9d1\"}, \"base\": {\"ref\": \"main\"}}}", "pull_request.head.sha is not a commit's full id")]
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
