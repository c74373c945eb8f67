using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class StrategyTests
{
    private const string BlueGreen = """
        ---
        environment: none
        ---
        # Release
        ## Application
        ### Switch over
        ```yaml strategy
        blue-green: {active: cat active, switch: 'printf %s "$DELIVERY_COLOR" > active'}
        ```
        ```bash
        printf %s new > "$DELIVERY_COLOR"
        ```
        ```bash verify
        grep -q new "$DELIVERY_COLOR"
        ```
        ## Smoke tests
        ### It answers
        ```bash
        test ! -e broken && grep -q new "$(cat active)"
        ```

        """;

    [Theory]
    [InlineData("blue", "green")]
    [InlineData("green", "blue")]
    public void Blue_green_deploys_to_the_idle_color_and_switches(string active, string idle)
    {
        using var repository = Repository(BlueGreen).Write("active", active).Write(active, "old");

        Run(repository).ExitsWith(0);

        (repository.Read("active"), repository.Read(active), repository.Read(idle)).ShouldBe((idle, "old", "new"));
    }

    [Fact]
    public void A_smoke_test_that_fails_switches_back()
    {
        using var repository = Repository(BlueGreen).Write("active", "green").Write("green", "old").Write("broken", "");

        Run(repository).ExitsWith(1).Prints("Rolled back: ");

        repository.Read("active").ShouldBe("green");
    }

    [Fact]
    public void A_color_that_nobody_knows_switches_nothing()
    {
        using var repository = Repository(BlueGreen).Write("active", "purple");

        Run(repository).ExitsWith(1).Prints("it printed \"purple\", which is none of blue, green");

        repository.Read("active").ShouldBe("purple");
    }

    [Fact]
    public void A_rolling_deployment_undoes_the_batches_that_were_begun()
    {
        using var repository = Repository("""
            ---
            environment: none
            ---
            # Release
            ## Application
            ### Roll out
            ```yaml strategy
            rolling: {batches: [a, b, c]}
            ```
            ```bash
            echo "deploy $DELIVERY_BATCH" >> done
            test "$DELIVERY_BATCH" != b
            ```
            ```bash undo
            echo "undo $DELIVERY_BATCH" >> done
            ```
            ## Smoke tests
            ### It answers
            ```bash
            true
            ```

            """);

        Run(repository).ExitsWith(1);

        repository.Read("done").ShouldBe("deploy a\ndeploy b\nundo b\nundo a\n");
    }

    [Fact]
    public void A_dry_run_shows_the_steps_that_a_strategy_makes()
    {
        using var repository = Repository(BlueGreen.Replace("## Smoke tests", """
            ## Roll out
            ### Servers <!-- when: environment == none -->
            ```yaml strategy
            rolling: {batches: 2}
            ```
            ```bash run
            true
            ```
            ```bash undo
            true
            ```
            ### Mail <!-- parallel -->
            ```bash run
            true
            ```
            ### Cache <!-- parallel -->
            ```bash run
            true
            ```
            ```bash undo
            true
            ```
            ## Smoke tests
            """, StringComparison.Ordinal)).Write("active", "blue");

        Delivery.In(repository).Run("run", "runbook.md", "--dry-run").ExitsWith(0).Prints("""
            Application
              · Switch over: which color is active  [run]
                  ↶ needs no undo: nothing that is in use is changed
              · Switch over: deploy to the idle color  [run with DELIVERY_COLOR=the idle one, verify with DELIVERY_COLOR=the idle one]
                  ↶ needs no undo: nothing that is in use is changed
              · Switch over: switch  [run with DELIVERY_COLOR=the idle one, undo with DELIVERY_COLOR=the active one]

            Roll out
              · Servers (batch 1)  [run with DELIVERY_BATCH=1, undo with DELIVERY_BATCH=1]
                  only when environment == none
              · Servers (batch 2)  [run with DELIVERY_BATCH=2, undo with DELIVERY_BATCH=2]
                  only when environment == none
              ‖ at once:
                · Mail  [run]
                    ↶ nothing takes it back
                · Cache  [run, undo]
            """);
    }

    [Fact]
    public void A_condition_that_nobody_can_decide_starts_nothing()
    {
        using var repository = Repository(BlueGreen.Replace("### Switch over", "### Switch over <!-- when: code-changed -->", StringComparison.Ordinal)).Write("active", "blue");

        Run(repository).ExitsWith(1).Complains("DAC0504").Complains("nobody can tell whether \"Switch over: which color is active\" is to run: code-changed is unknown: it cannot be told which files changed");

        repository.Read("active").ShouldBe("blue");
    }

    private static DeliveryRepository Repository(string runbook) => DeliveryRepository.Create().Write("runbook.md", runbook).Commit();

    private static Outcome Run(DeliveryRepository repository) => Delivery.In(repository).Run("run", "runbook.md", "--yes");
}
