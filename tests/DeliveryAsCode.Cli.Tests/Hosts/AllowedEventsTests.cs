using DeliveryAsCode.Cli.Hosts;

namespace DeliveryAsCode.Cli.Tests.Hosts;

public class AllowedEventsTests
{
    /// <summary>Those that can start a workflow, and one that GitHub may yet think of.</summary>
    private static readonly string[] Events =
    [
        "branch_protection_rule", "check_run", "check_suite", "create", "delete", "deployment", "deployment_status", "discussion",
        "discussion_comment", "fork", "gollum", "image_version", "issue_comment", "issues", "label", "merge_group", "milestone",
        "page_build", "public", "pull_request", "pull_request_review", "pull_request_review_comment", "pull_request_target", "push",
        "registry_package", "release", "repository_dispatch", "schedule", "status", "watch", "workflow_call", "workflow_dispatch",
        "workflow_run", "something_new",
    ];

    [Theory]
    [InlineData("check", "merge_group schedule workflow_dispatch workflow_run", "pull_request push")]
    [InlineData("reconcile", "issue_comment issues push schedule workflow_dispatch workflow_run", "")]
    [InlineData("run", "repository_dispatch workflow_dispatch", "")]
    [InlineData("resume", "repository_dispatch workflow_dispatch", "")]
    [InlineData("rollback", "repository_dispatch workflow_dispatch", "")]
    [InlineData("watch", "repository_dispatch schedule workflow_dispatch", "")]
    public void Each_command_that_acts_has_its_events(string command, string allowed, string advisory)
    {
        Names<EventAllowed>(command).ShouldBe(allowed);
        Names<EventAdvisory>(command).ShouldBe(advisory);
    }

    [Theory]
    [InlineData("doctor")]
    [InlineData("list")]
    [InlineData("status")]
    [InlineData("plan")]
    public void A_command_that_only_tells_may_do_so_on_all_but_one(string command) =>
        Names<EventRefused>(command).ShouldBe("pull_request_target");

    [Fact]
    public void The_tables_leave_no_command_out()
    {
        AllowedEvents.Commands.ShouldBe(["check", "status", "list", "plan", "doctor", "reconcile", "run", "resume", "rollback", "watch"]);
        foreach (var command in AllowedEvents.Commands)
            AllowedEvents.Judge(command, AllowedEvents.PullRequestTarget).ShouldBeOfType<EventRefused>().Why.ShouldContain("stranger");
    }

    [Theory]
    [InlineData("unlock")]
    [InlineData("acknowledge")]
    [InlineData("confirm")]
    [InlineData("demo")]
    [InlineData("action")]
    [InlineData("Check")]
    [InlineData("")]
    public void Other_commands_are_not_the_actions(string command) =>
        Should.Throw<CommandException>(() => AllowedEvents.Judge(command, "workflow_dispatch")).ExitCode.ShouldBe(ExitCode.Unusable);

    private static string Names<T>(string command) => string.Join(' ', Events.Where(e => AllowedEvents.Judge(command, e) is T));
}
