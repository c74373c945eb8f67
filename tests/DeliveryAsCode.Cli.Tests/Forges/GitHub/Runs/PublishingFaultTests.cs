using DeliveryAsCode.Cli.Tests.Commands;
using DeliveryAsCode.Execution;
using DeliveryAsCode.StandIns.GitHub;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Runs;

/// <summary>A good deployment stays good, whatever cannot be told about it.</summary>
public class PublishingFaultTests
{
    [Theory]
    [InlineData("git/get-commit", "the log could not be published")]
    [InlineData("pulls/create", "the pull request of the log could not be published")]
    [InlineData("repos/create-deployment", "the deployment could not be published")]
    [InlineData("repos/create-deployment-status", "the deployment could not be published")]
    [InlineData("checks/create", "the check of the log could not be published")]
    [InlineData("issues/create-comment", "in the delivery's issue could not be published")]
    public async Task Each_that_fails_is_told_at_the_end_and_changes_nothing(string operation, string warning)
    {
        using var workflow = new Workflow();
        workflow.GitHub.Faults.Add(FaultMatch.Of(operation, times: int.MaxValue), new Fault.Status(500));

        var waiting = await workflow.DispatchAsync("diego", "run", Workflow.Delivery, "--yes");
        await workflow.DispatchAsync("dana", "decide", Workflow.Delivery, "--go", "--reason", "the window is open");
        var ended = await workflow.DispatchAsync("diego", "run", Workflow.Delivery, "--yes");

        waiting.ExitCode.ShouldBe(0, waiting.Error);
        ended.ExitCode.ShouldBe(0, ended.Error);
        ended.Output.ShouldContain("Succeeded");
        ended.Error.ShouldContain(warning);
        ended.Error.ShouldContain("the execution is as its journal says");
        workflow.Done.ShouldBe(["deployed"]);
        var id = workflow.GitHub.Shop.Read("delivery/env/acme-production", "lock.json")!.Split("\"execution\": \"")[1].Split('"')[0];
        var journal = workflow.GitHub.Shop.Read("delivery/env/acme-production", $"executions/{id}.jsonl").ShouldNotBeNull();
        Journal.Read(System.Text.Encoding.UTF8.GetBytes(journal)).Entries[^1].Event.ShouldBeOfType<ExecutionEnded>().Conclusion.ShouldBe(Conclusion.Succeeded);

        // The next run makes good what is missing, and executes nothing.
        workflow.GitHub.Faults.Clear();
        var healed = await workflow.DispatchAsync("diego", "run", Workflow.Delivery, "--yes");
        healed.Output.ShouldContain("Nothing to do");
        healed.Error.ShouldBeEmpty();
        workflow.Done.ShouldBe(["deployed"]);
        workflow.GitHub.Shop.Read(workflow.LogBranch, $"{Acme.Folder}/executions/{id}.jsonl").ShouldBe(journal);
    }
}
