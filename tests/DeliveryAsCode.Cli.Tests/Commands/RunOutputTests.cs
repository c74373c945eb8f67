using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>What a run prints: to people, to whoever wants quiet, to programs.</summary>
public class RunOutputTests
{
    private const string Asks = """
        ---
        environment: none
        ---
        # Release
        ## Application
        ### Go or no-go <!-- decide: delivery-manager -->
        ### Deploy
        ```bash
        sleep 1
        ```

        """;

    [Fact]
    public void Quiet_says_nothing_of_a_success()
    {
        using var repository = Acme.Repository();

        Delivery.In(repository).Run("run", "acme-support-bot", "--yes", "--quiet").ExitsWith(0).PrintsNothing().DoesNotComplain();
    }

    [Fact]
    public void Quiet_says_in_a_few_lines_what_needs_attention()
    {
        using var repository = Acme.Repository().Write("broken", "");

        var printed = Delivery.In(repository).Run("run", "acme-support-bot", "--yes", "--quiet").ExitsWith(1).Output;

        printed.ShouldMatch(@"\ARolled back: .+\n  log .+\n  next: delivery resume .+ --lift-hold .+\n\z");
    }

    [Fact]
    public void Whoever_runs_what_waits_is_told_the_next_command_each_time()
    {
        using var repository = Acme.Repository().Write("runbook.md", Asks);
        const string next = "  next: delivery decide runbook.md --go|--no-go --reason \"…\"";

        Delivery.In(repository).Run("run", "runbook.md", "--yes").ExitsWith(0).Prints("Waiting: ").Prints(next);
        Delivery.In(repository).Run("run", "runbook.md", "--yes").ExitsWith(0).Prints("Waiting: ").Prints(next);
        Delivery.In(repository).Run("run", "runbook.md", "--yes", "--quiet").ExitsWith(0).Prints("Waiting: ").Prints(next);
    }

    [Theory]
    [InlineData("xterm", "", "\r\e[K\e[?7l\e[2mApplication · Deploy")]
    [InlineData("xterm", "1", "\r\e[K\e[?7lApplication · Deploy")]
    [InlineData("dumb", "", null)]
    public void At_a_terminal_a_status_stands_below_the_lines(string term, string noColor, string? status)
    {
        using var repository = Acme.Repository().Write("runbook.md", Asks.Replace("### Go or no-go <!-- decide: delivery-manager -->\n", "", StringComparison.Ordinal));

        var screen = Finished.Of(
            "script",
            ["--quiet", "--return", "--command", $"dotnet '{Delivery.Program}' run runbook.md --yes", "/dev/null"],
            repository.Path,
            CleanEnvironment.In(repository.Home).SetItem("TERM", term).SetItem("NO_COLOR", noColor));

        screen.Output.ShouldContain("Succeeded: ", customMessage: screen.Output);
        if (status is null)
            screen.Output.ShouldNotContain("\e");
        else
            screen.Output.ShouldContain(status);
        screen.Output[screen.Output.IndexOf("Succeeded", StringComparison.Ordinal)..].ShouldNotContain("\e[K");
    }
}
