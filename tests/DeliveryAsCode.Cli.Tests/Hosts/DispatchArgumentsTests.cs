using System.Collections.Immutable;
using DeliveryAsCode.Cli.Hosts;

namespace DeliveryAsCode.Cli.Tests.Hosts;

public class DispatchArgumentsTests
{
    [Theory]
    [InlineData("run", "--reason=it's --again|--|acme-bot")]
    [InlineData("resume", "--reason=it's --again|--|acme-bot")]
    [InlineData("rollback", "--reason=it's --again|--|acme-bot")]
    [InlineData("watch", "--|acme-bot")]
    [InlineData("reconcile", "--|acme-bot")]
    [InlineData("status", "--|acme-bot")]
    [InlineData("plan", "--|acme-bot")]
    [InlineData("check", "")]
    [InlineData("list", "")]
    [InlineData("doctor", "")]
    public void What_was_typed_becomes_arguments_and_never_options(string command, string arguments)
    {
        var typed = ImmutableDictionary<string, string>.Empty.Add("delivery", " acme-bot ").Add("reason", "it's --again").Add("command", "rollback").Add("other", "x");

        DispatchArguments.Of(command, new WorkflowDispatchEvent(typed)).ShouldBe(arguments.Split('|', StringSplitOptions.RemoveEmptyEntries));
        DispatchArguments.Of(command, new RepositoryDispatchEvent(typed)).ShouldBe(arguments.Split('|', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void What_is_left_empty_is_not_there() =>
        DispatchArguments.Of("run", new WorkflowDispatchEvent(ImmutableDictionary<string, string>.Empty.Add("delivery", "a").Add("reason", "  "))).ShouldBe(["--", "a"]);

    [Fact]
    public void Other_events_say_nothing() => DispatchArguments.Of("watch", new OtherEvent("schedule")).ShouldBeEmpty();
}
