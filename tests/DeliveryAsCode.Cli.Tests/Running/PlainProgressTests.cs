using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Runbooks;
using static DeliveryAsCode.Tests.Execution.ARunbook;

namespace DeliveryAsCode.Cli.Tests.Running;

public class PlainProgressTests
{
    [Fact]
    public async Task A_run_is_told_in_plain_lines_that_nobody_obeys()
    {
        using var folder = new RunFolder();
        var runbook = Of(Phase(PhaseKind.Execution, Step("::error::Deploy", Bash("echo '##vso[x]'; exit 3"), null, Bash("true"))));
        var output = new StringWriter { NewLine = "\n" };

        var result = await RunbookRunner.RunAsync(folder.Request(runbook), null, new PlainProgress(runbook, output).Show, CancellationToken.None);

        var lines = output.ToString().Split('\n').Select(l => l.Replace(result.Execution!, "ID", StringComparison.Ordinal));
        string.Join('\n', lines.Select(l => System.Text.RegularExpressions.Regex.Replace(l, "[0-9]+[.][0-9] s", "N s"))).ShouldBe("""
            Execution ID of runbook.md
            Execution
              run ::error::Deploy
                ##\vso[x]
              failed after N s: exit code 3
            Rollback because "::error::Deploy" failed
              undo ::error::Deploy
              succeeded after N s
            Held: rolled back because "::error::Deploy" failed
            Ended as rolled-back: "::error::Deploy" failed

            """);
    }

    [Fact]
    public async Task A_terminal_that_is_gone_changes_no_outcome()
    {
        using var folder = new RunFolder();
        var runbook = Of(Phase(PhaseKind.Execution, Step("a", Bash("echo x; echo y >> done"))));

        var result = await RunbookRunner.RunAsync(folder.Request(runbook), null, _ => throw new IOException("broken pipe"), CancellationToken.None);

        result.Conclusion.ShouldBe(RunConclusion.Succeeded);
        folder.Read("done").ShouldBe(["y"]);
    }
}
