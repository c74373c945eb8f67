using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>Runbooks that stand still in different places, and the commands that bring them on.</summary>
internal static class Plans
{
    /// <summary>Waits for a confirmation and a decision before the first change, and for a decision after it.</summary>
    public const string Asking = """
        ---
        environment: none
        ---
        # Plan

        ## Final checks

        ### Tell support <!-- confirm: delivery-manager -->

        ### Go or no-go <!-- decide: delivery-manager -->

        ## Application

        ### Deploy

        ```bash run
        echo deployed >> done
        ```

        ```bash undo
        echo undeployed >> done
        ```

        ### Still go <!-- decide: delivery-manager -->

        ### Finish

        ```bash run
        echo finished >> done
        ```

        ```bash undo
        echo unfinished >> done
        ```

        """;

    /// <summary>On a gated environment; waits for decisions before and after the first change.</summary>
    public static string Gated => Acme.GatedRunbook.Replace("## Smoke tests", "### Still go <!-- decide: delivery-manager -->\n\n## Smoke tests", StringComparison.Ordinal);

    /// <summary>A step that lasts until there is a file <c>go</c>, or eight seconds.</summary>
    public const string Slow = """
        ---
        environment: none
        ---
        # Plan

        ## Application

        ### Deploy

        ```bash run timeout=8s
        echo started >> done
        for i in $(seq 60); do test ! -e go || exit 0; sleep 0.1; done
        ```

        ```bash undo
        echo undone >> done
        ```

        """;

    public static DeliveryRepository Repository(string runbook, string test) => Acme.Begun(Acme.Cleared, test).Write(Acme.RunbookPath, runbook).Commit("Plan");

    /// <summary>One of the program's commands for the one runbook.</summary>
    public static Outcome Tell(this DeliveryRepository repository, string command, params string[] more) =>
        Delivery.In(repository).Run([command, "acme-support-bot", .. more]);

    public static Outcome Start(this DeliveryRepository repository) => repository.Tell("run", "--yes");

    public static Outcome Go(this DeliveryRepository repository) => repository.Tell("decide", "--go", "--reason", "all is well").ExitsWith(0);

    /// <summary>Goes on until the first change is made and the next decision is waited for.</summary>
    public static DeliveryRepository HalfWay(this DeliveryRepository repository)
    {
        repository.Start().ExitsWith(0);
        if (!repository.Read(Acme.RunbookPath).Contains("acme-production", StringComparison.Ordinal))
            repository.Tell("confirm", "tell-support").ExitsWith(0);
        repository.Go();
        repository.Tell("resume").ExitsWith(0).Prints("Waiting: Still go");
        repository.Done().ShouldBe(["deployed"]);
        return repository;
    }

    /// <summary>A command that is refused writes nothing anywhere.</summary>
    public static Outcome Refuses(this DeliveryRepository repository, int exitCode, string complaint, string command, params string[] more)
    {
        var before = repository.Tree();
        var outcome = repository.Tell(command, more).ExitsWith(exitCode).Complains(complaint);
        repository.Tree().ShouldBe(before);
        return outcome;
    }
}
