using System.Diagnostics;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class InterruptedRunTests
{
    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public async Task A_signal_ends_the_run_and_the_next_one_goes_on(string signal, int exitCode)
    {
        using var repository = Slow("idempotent");
        using var run = Start(repository);
        await run.Until(() => repository.Done().Length == 1);

        var ended = await run.End(signal);

        ended.ExitCode.ShouldBe(exitCode, ended.Output + ended.Error);
        ended.Output.ShouldContain($"next: delivery resume {Acme.RunbookPath}");
        repository.Read(repository.Journal()).ShouldContain("\"interrupted\"");
        repository.Write("go", "");
        Delivery.In(repository).Run("run", "acme-support-bot", "--yes").ExitsWith(0).Prints("Succeeded");
        repository.Done().ShouldBe(["started", "started"]);
        Delivery.In(repository).Run("log", "verify", repository.Journal()).ExitsWith(0);
    }

    /// <summary>Its step does not listen to SIGTERM, and so gets its grace; what was interrupted is written down before.</summary>
    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public async Task A_signal_is_durable_within_three_seconds_and_leaves_no_process_behind(string signal, int exitCode)
    {
        using var repository = Acme.Repository().Write(Acme.RunbookPath, Deaf);
        using var run = Start(repository);
        await run.Until(() => repository.Done().Length == 2);
        int[] processes = [.. repository.Done().Select(int.Parse)];
        processes.ShouldAllBe(p => ProcessTable.Identify(p) != null);

        var ending = run.End(signal);
        var watch = Stopwatch.StartNew();
        await run.Until(() => repository.Read(repository.Journal()).Contains("\"interrupted\"", StringComparison.Ordinal));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));

        (await ending).ExitCode.ShouldBe(exitCode);
        processes.ShouldAllBe(p => ProcessTable.Identify(p) == null);
        Delivery.In(repository).Run("log", "verify", repository.Journal()).ExitsWith(0);
    }

    private const string Deaf = """
        ---
        environment: none
        ---
        # Plan

        ## Application

        ### Deploy

        ```bash run timeout=60s
        trap '' INT TERM HUP
        sleep 60 &
        echo $! >> done
        echo $$ >> done
        wait
        ```

        """;

    [Fact]
    public async Task After_kill_9_a_step_that_is_not_idempotent_waits_for_a_person()
    {
        using var repository = Slow("");
        await Kill(repository);
        repository.Write("go", "");

        Delivery.In(repository).Run("run", "acme-support-bot", "--yes").ExitsWith(0).Prints("Waiting: ").DoesNotPrint("Succeeded");

        repository.Done().ShouldBe(["started"]);
        repository.Read(repository.Journal()).ShouldContain("\"paused\"");
    }

    [Fact]
    public async Task After_kill_9_an_idempotent_step_runs_again()
    {
        using var repository = Slow("idempotent");
        await Kill(repository);
        repository.Write("go", "");

        Delivery.In(repository).Run("run", "acme-support-bot", "--yes").ExitsWith(0).Prints("Succeeded");

        repository.Done().ShouldBe(["started", "started"]);
    }

    [Fact]
    public async Task While_it_runs_a_second_one_is_refused()
    {
        using var repository = Slow("");
        using var run = Start(repository);
        await run.Until(() => repository.Done().Length == 1);

        Delivery.In(repository).Run("run", "acme-support-bot", "--yes").ExitsWith(1).Complains("is in use");

        await run.End("TERM");
        repository.Done().ShouldBe(["started"]);
    }

    /// <summary>A step that lasts until there is a file <c>go</c>, or a few seconds.</summary>
    private static DeliveryRepository Slow(string attributes, [System.Runtime.CompilerServices.CallerMemberName] string test = "") =>
        Acme.Repository(test).Write(Acme.RunbookPath, $"""
            ---
            environment: none
            ---
            # Plan

            ## Application

            ### Deploy

            ```bash run timeout=8s {attributes}
            echo started >> done
            for i in $(seq 60); do test ! -e go || exit 0; sleep 0.1; done
            ```

            ```bash undo
            echo undone >> done
            ```

            ## Smoke tests

            ### It answers

            ```bash
            true
            ```

            """);

    private static StartedDelivery Start(DeliveryRepository repository) =>
        StartedDelivery.Start(Delivery.In(repository), "run", "acme-support-bot", "--yes");

    private static async Task Kill(DeliveryRepository repository)
    {
        using var run = Start(repository);
        await run.Until(() => repository.Done().Length == 1);
        (await run.End("KILL")).ExitCode.ShouldBe(137);
        repository.Read(repository.Journal()).ShouldNotContain("\"interrupted\"");
    }
}
