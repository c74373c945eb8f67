using System.Runtime.CompilerServices;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>An extended watch is a state that later runs continue, never a process that waits.</summary>
public class WatchTests
{
    private const string Watched = """
        ---
        environment: none
        ---
        # Plan

        ## Application

        ### Deploy

        ```bash run
        echo deployed >> done
        ```

        ```bash undo
        echo undone >> done
        ```

        ## Monitoring

        ```yaml watch
        for: 1s
        every: 1s
        metrics:
          - {name: errors, command: cat errors, fail-when: "> 5", no-data: fail, critical: true, min-samples: 1}
        extended: {for: 18s, every: 6s}
        ```

        """;

    [Fact]
    public async Task It_is_continued_until_it_is_over()
    {
        using var repository = Start("1");
        repository.Tell("status").ExitsWith(0).Prints("waits: \"Extended watch\" goes on until");

        repository.Tell("watch").ExitsWith(0).Prints("Waiting: \"Extended watch\" goes on until");
        repository.Read(repository.Journal()).ShouldContain("\"step\":\"monitoring/extended-watch\",\"metric\":\"errors\"");
        for (var run = 0; run < 6 && !repository.Read(repository.Journal()).Contains("execution-ended", StringComparison.Ordinal); run++)
        {
            await Task.Delay(3000);
            repository.Tell("watch").ExitsWith(0).DoesNotComplain();
        }

        repository.Read(Acme.RunbookPath).ShouldContain("), succeeded <!--");
        repository.Refuses(1, "is open", "watch");
        Delivery.In(repository).Run("log", "verify", repository.Journal()).ExitsWith(0);
    }

    [Fact]
    public void A_sample_that_breaks_the_rule_rolls_it_back()
    {
        using var repository = Start("1").Write("errors", "9\n");

        repository.Tell("watch").ExitsWith(1).Prints("Rolling back: ").Prints("Rolled back: ");

        repository.Done().ShouldBe(["deployed", "undone"]);
        repository.Read(Path.ChangeExtension(repository.Journal(), "md")).ShouldContain("errors");
    }

    [Fact]
    public void What_is_not_watched_is_said()
    {
        using var repository = Plans.Repository(Plans.Asking, nameof(What_is_not_watched_is_said));
        repository.Refuses(1, "is open", "watch");
        repository.Start().ExitsWith(0);

        repository.Refuses(1, "no extended watch is open: it waits for confirmation", "watch");
    }

    private static DeliveryRepository Start(string errors, [CallerMemberName] string test = "")
    {
        var repository = Plans.Repository(Watched, test).Write("errors", errors + "\n");
        repository.Start().ExitsWith(0).DoesNotPrint("Succeeded").Prints("Waiting: \"Extended watch\" goes on until").Prints($"next: delivery watch {Acme.RunbookPath}");
        repository.Read(Acme.RunbookPath).ShouldContain("), waiting <!--");
        return repository;
    }
}
