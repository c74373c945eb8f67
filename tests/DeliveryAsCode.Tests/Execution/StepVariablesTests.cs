using System.Collections.Immutable;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using static DeliveryAsCode.Tests.Execution.ARunbook;

namespace DeliveryAsCode.Tests.Execution;

public class StepVariablesTests
{
    [Theory]
    [InlineData("PATH")]
    [InlineData("GITHUB_TOKEN")]
    [InlineData("ACTIONS_ID_TOKEN_REQUEST_URL")]
    [InlineData("RUNNER_TEMP")]
    [InlineData("SYSTEM_ACCESSTOKEN")]
    [InlineData("LD_PRELOAD")]
    [InlineData("ld_library_path")]
    [InlineData("BASH_ENV")]
    [InlineData("BASH_FUNC_ls%%")]
    [InlineData("NODE_OPTIONS")]
    [InlineData("DOTNET_STARTUP_HOOKS")]
    [InlineData("PYTHONSTARTUP")]
    [InlineData("GIT_SSH_COMMAND")]
    [InlineData("IFS")]
    [InlineData("DELIVERY_STEP_KEY")]
    [InlineData("")]
    [InlineData("1A")]
    [InlineData("A B")]
    [InlineData("A=B")]
    public void Nobody_sets(string name) => StepVariables.WhyRefused(name).ShouldNotBeNull();

    [Theory]
    [InlineData("DATABASE_URL")]
    [InlineData("APP_REGION")]
    [InlineData("TF_VAR_region")]
    [InlineData("SSH_DEPLOY_KEY")]
    [InlineData("_x1")]
    public void A_runbook_may_name(string name) => StepVariables.WhyRefused(name).ShouldBeNull();

    [Theory]
    [InlineData("a\0", "NUL")]
    [InlineData("a\uD83D", "not UTF-8")]
    [InlineData("\uDD11\uD83D", "not UTF-8")]
    [InlineData("a\uDCE9b", "not UTF-8")]
    [InlineData("a\uFFFD", "not UTF-8")]
    public void A_value_that_would_not_arrive_as_it_is_is_unusable(string value, string why) =>
        StepVariables.WhyUnusable("APP_REGION", value).ShouldNotBeNull().ShouldContain(why);

    [Theory]
    [InlineData("")]
    [InlineData("$(touch canary)\n\r\t\u0001\u202E")]
    [InlineData("🔑 \uFFFE")]
    public void Any_other_is_not(string value) => StepVariables.WhyUnusable("APP_REGION", value).ShouldBeNull();

    [Fact]
    public void A_variable_has_as_many_bytes_as_the_system_passes_on()
    {
        StepVariables.WhyUnusable("AB", new string('é', 65534) + "x").ShouldNotBeNull().ShouldContain("131071 bytes");
        StepVariables.WhyUnusable("AB", new string('é', 65534)).ShouldBeNull();
    }

    [Fact]
    public void A_step_gets_what_it_needs_and_nothing_else()
    {
        var runbook = Of(Phase(PhaseKind.Execution, Step("a", Bash("a", o => o with { Env = ["APP_REGION", "UNDECLARED"] })))) with
        {
            Env = ["DATABASE_URL", "APP_REGION"],
            Release = new Release("4f2c9d1", "sha256:9c1e"),
        };
        var execution = RunbookExecution.Fold(runbook, JournalBuilder.For(runbook).Add(new PhaseStarted("execution")).Entries);
        var perform = execution.Next(JournalBuilder.Start).ShouldBeOfType<Perform>();

        var variables = StepVariables.Of(
            execution,
            perform,
            new Dictionary<string, string> { ["PATH"] = "/bin", ["GITHUB_TOKEN"] = "ghs_x", ["APP_REGION"] = "of the host" },
            new Dictionary<string, string> { ["DATABASE_URL"] = "postgres://", ["APP_REGION"] = "eu", ["UNDECLARED"] = "x" });

        variables.ShouldBe(ImmutableSortedDictionary<string, string>.Empty
            .Add("APP_REGION", "eu").Add("DELIVERY_ARTIFACT", "sha256:9c1e").Add("DELIVERY_COMMIT", "4f2c9d1")
            .Add("DELIVERY_ENVIRONMENT", "none").Add("DELIVERY_EXECUTION", "2026-03-04T21-05Z-1").Add("DELIVERY_ID", "acme")
            .Add("DELIVERY_STEP_KEY", perform.Key).Add("PATH", "/bin"));
    }

    [Fact]
    public void A_part_of_a_strategy_is_told_which_one_and_sees_no_output_of_the_strategy_itself()
    {
        var color = new StrategyOther(StrategyValue.Color, "execution/a@active", "blue", "green");
        var runbook = Of(Phase(
            PhaseKind.Execution,
            Step("a@active", Bash("cat active", o => o with { Output = "execution/a@active" })),
            Step("a@deploy", Bash("deploy", o => o with { Given = color }))));
        var execution = RunbookExecution.Fold(runbook, JournalBuilder.For(runbook)
            .Add(new PhaseStarted("execution"))
            .Add(new ActionStarted(ActionKind.Step, "execution/a@active", 1, "key"))
            .Add(new ActionEnded(ActionKind.Step, "execution/a@active", 1, new ActionResult(Outcome.Succeeded, TimeSpan.Zero, Output: "blue"))).Entries);
        var perform = execution.Next(JournalBuilder.Start).ShouldBeOfType<Perform>();

        var variables = StepVariables.Of(execution, perform, new Dictionary<string, string>(), new Dictionary<string, string>());

        variables["DELIVERY_COLOR"].ShouldBe("green");
        variables.Keys.ShouldNotContain("execution/a@active");
    }

    [Fact]
    public void A_key_belongs_to_one_block_of_one_execution()
    {
        var runbook = Of(Phase(PhaseKind.Execution, Step("a", Bash("a"), undo: Bash("b"))));
        var step = runbook.Steps.Single();
        var one = RunbookExecution.Fold(runbook, JournalBuilder.For(runbook).Entries);
        var other = RunbookExecution.Fold(runbook, new JournalBuilder { Now = JournalBuilder.Start.AddSeconds(1) }.Add(one.Started!).Entries);

        new[] { one.KeyOf(step, ActionKind.Step), one.KeyOf(step, ActionKind.Undo), other.KeyOf(step, ActionKind.Step) }.ShouldBeUnique();
    }
}
