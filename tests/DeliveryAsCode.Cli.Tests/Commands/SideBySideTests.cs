using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>Steps that run at the same time, and steps that are passed over.</summary>
public class SideBySideTests
{
    [Fact]
    public void Parallel_steps_overlap_and_both_are_undone()
    {
        using var repository = Plans.Repository(Two("touch one; for i in $(seq 100); do test ! -e two || exit 0; sleep 0.1; done; exit 1", "touch two; for i in $(seq 100); do test ! -e one || exit 0; sleep 0.1; done; exit 1"), nameof(Parallel_steps_overlap_and_both_are_undone))
            .Write("broken", "");

        repository.Start().ExitsWith(1).Prints("      A │ line of a").Prints("      B │ line of b").Prints("Rolling back: \"It answers\" failed");

        repository.Done().Order().ShouldBe(["a", "b", "not a", "not b"]);
        repository.Done()[^2..].ShouldAllBe(l => l.StartsWith("not ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_signal_leaves_both_unknown_and_no_process()
    {
        using var repository = Plans.Repository(Two("echo $$ >> pids; sleep 60", "echo $$ >> pids; sleep 60"), nameof(A_signal_leaves_both_unknown_and_no_process));
        using var run = StartedDelivery.Start(Delivery.In(repository), "run", "acme-support-bot", "--yes");
        await run.Until(() => repository.Has("pids") && repository.Read("pids").Count(c => c == '\n') == 2);
        var processes = repository.Read("pids").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToList();

        (await run.End("TERM")).ExitCode.ShouldBe(143);

        processes.ShouldAllBe(p => ProcessTable.Identify(p) == null);
        var waiting = repository.Tell("resume", "--json").ExitsWith(0).Json;
        waiting.GetProperty("conclusion").GetString().ShouldBe("waiting");
        waiting.GetProperty("steps").EnumerateArray().Select(s => $"{s.GetProperty("id")} {s.GetProperty("outcome")}").ShouldBe(["application/a unknown", "application/b unknown"]);
        repository.Tell("resume", "--step", "a", "--as", "done", "--reason", "seen").ExitsWith(0).Prints("--step application/b");
        repository.Tell("resume", "--step", "b", "--as", "done", "--reason", "seen").ExitsWith(0).Prints("Succeeded");
    }

    [Fact]
    public void A_step_whose_condition_does_not_hold_is_passed_over()
    {
        using var repository = Plans.Repository(Conditional("environment == acme-production"), nameof(A_step_whose_condition_does_not_hold_is_passed_over));

        repository.Start().ExitsWith(0).Prints("  - Seed: passed over, environment is none");

        repository.Done().ShouldBe(["deployed"]);
        repository.Read(Path.ChangeExtension(repository.Journal(), "md")).ShouldContain("environment is none");
    }

    [Fact]
    public void A_condition_that_nobody_can_judge_is_refused()
    {
        using var repository = Plans.Repository(Conditional("complexity == complex"), nameof(A_condition_that_nobody_can_judge_is_refused));

        repository.Refuses(1, "nobody can tell whether \"Seed\" is to run", "run", "--yes");
    }

    private static string Two(string a, string b) => $"""
        ---
        environment: none
        ---
        # Plan

        ## Application

        ### A <!-- parallel -->

        ```bash run
        echo line of a
        echo a >> done
        {a}
        ```

        ```bash undo
        echo not a >> done
        ```

        ### B <!-- parallel -->

        ```bash run
        echo line of b
        echo b >> done
        {b}
        ```

        ```bash undo
        echo not b >> done
        ```

        ## Smoke tests

        ### It answers

        ```bash
        test ! -e broken
        ```

        """;

    private static string Conditional(string condition) =>
        Acme.Runbook.Replace("### Deploy", $"### Seed <!-- when: {condition} -->\n\n```bash run\necho seeded >> done\n```\n\n### Deploy", StringComparison.Ordinal);
}
