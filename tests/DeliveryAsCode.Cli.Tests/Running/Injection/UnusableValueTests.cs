using System.Collections.Immutable;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using static DeliveryAsCode.Tests.Execution.ARunbook;

namespace DeliveryAsCode.Cli.Tests.Running.Injection;

/// <summary>What cannot arrive byte for byte does not start.</summary>
public class UnusableValueTests
{
    [Theory]
    [InlineData("a\0b", "NUL character")]
    [InlineData("caf\uFFFD", "not UTF-8")]
    [InlineData("a\udce9b", "not UTF-8")]
    [InlineData("\ud83d", "not UTF-8")]
    public async Task A_value_that_would_be_changed_on_the_way_is_refused_by_name(string value, string why)
    {
        (await Refusal("V", r => r with { Plain = Value(value) })).ShouldContain(why);
        (await Refusal("V", r => r with { Secrets = Value(value + "more") })).ShouldContain(why);
        (await Refusal("DELIVERY_ID", r => r with { Delivery = value })).ShouldContain(why);
        (await Refusal("DELIVERY_ARTIFACT", r => r with { Runbook = r.Runbook with { Release = new Release(null, value) } })).ShouldContain(why);
        (await Refusal("DELIVERY_COMMIT", r => r with { Runbook = r.Runbook with { Release = new Release(value, null) } })).ShouldContain(why);
    }

    [Fact]
    public async Task So_is_one_that_is_longer_than_the_system_passes_on()
    {
        var longest = new string('x', (128 * 1024) - "V=".Length - 1);

        (await Refusal("V", r => r with { Plain = Value(longest + "x") })).ShouldContain("longer than");
        using var folder = new RunFolder();
        var result = await folder.Run(Request(folder, "printf %s \"${#V}\" > seen") with { Plain = Value(longest) });
        result.Conclusion.ShouldBe(RunConclusion.Succeeded, result.Reason);
        folder.Read("seen").ShouldBe([$"{longest.Length}"]);
    }

    [Theory]
    [InlineData("", "the secret is empty")]
    [InlineData("abc", "shorter than 4 characters")]
    public async Task So_is_a_secret_that_cannot_be_masked(string value, string why) =>
        (await Refusal("V", r => r with { Secrets = Value(value) })).ShouldContain(why);

    [Theory]
    [InlineData("printf 'a\\0b\\n'", "NUL character")]
    [InlineData("printf 'caf\\351\\n'", "not UTF-8")]
    [InlineData("printf '\\355\\240\\200\\n'", "not UTF-8")]
    public async Task An_output_that_would_be_changed_on_the_way_fails_its_step(string script, string why)
    {
        using var folder = new RunFolder();

        var result = await folder.Run(Phase(PhaseKind.Execution, Step("give", Bash(script, o => o with { Output = "V" })), Step("take", Bash("touch taken"))));

        result.Conclusion.ShouldNotBe(RunConclusion.Succeeded);
        result.Entries.Select(e => e.Event).OfType<ActionEnded>().First().Result.Reason.ShouldNotBeNull().ShouldContain(why);
        folder.Read("taken").ShouldBeEmpty();
    }

    private static ImmutableDictionary<string, string> Value(string value) => ImmutableDictionary<string, string>.Empty.Add("V", value);

    private static RunRequest Request(RunFolder folder, string script) =>
        folder.Request(Of(Phase(PhaseKind.Execution, Step("one", Bash(script)))) with { Environment = "acme-production", Env = ["V"] });

    private static async Task<string> Refusal(string name, Func<RunRequest, RunRequest> with)
    {
        using var folder = new RunFolder();
        var result = await folder.Run(with(Request(folder, "touch ran") with { Plain = Value("fine") }));
        result.Conclusion.ShouldBe(RunConclusion.Refused, result.Reason);
        folder.Read("ran").ShouldBeEmpty();
        Directory.Exists(folder.Executions).ShouldBeFalse();
        var message = result.Diagnostics.ShouldHaveSingleItem().Message;
        message.ShouldStartWith($"the variable \"{name}\" cannot be given to the steps: ");
        return message;
    }
}
