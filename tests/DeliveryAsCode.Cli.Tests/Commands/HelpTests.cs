using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class HelpTests
{
    [Theory]
    [InlineData("", "delivery")]
    [InlineData("init", "init")]
    [InlineData("new", "new")]
    [InlineData("check", "check")]
    [InlineData("status", "status")]
    [InlineData("list", "list")]
    [InlineData("plan", "plan")]
    [InlineData("reconcile", "reconcile")]
    [InlineData("set", "set")]
    [InlineData("acknowledge", "acknowledge")]
    [InlineData("run", "run")]
    [InlineData("resume", "resume")]
    [InlineData("confirm", "confirm")]
    [InlineData("decide", "decide")]
    [InlineData("watch", "watch")]
    [InlineData("rollback", "rollback")]
    [InlineData("unlock", "unlock")]
    [InlineData("log", "log")]
    [InlineData("log verify", "log-verify")]
    [InlineData("log render", "log-render")]
    [InlineData("demo", "demo")]
    [InlineData("doctor", "doctor")]
    [InlineData("explain", "explain")]
    [InlineData("schema", "schema")]
    [InlineData("completion", "completion")]
    [InlineData("action", "action")]
    public void Every_command_has_its_help(string command, string golden)
    {
        using var folder = DeliveryRepository.WithoutGit();

        Delivery.In(folder).Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"])
            .ExitsWith(0).DoesNotComplain().PrintsAsIn($"Help/{golden}.txt");
    }

    [Fact]
    public void No_command_is_left_out()
    {
        using var folder = DeliveryRepository.WithoutGit();

        var commands = Delivery.In(folder).Run("--help").Output.Split("Commands:\n")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim().Split(' ')[0]);

        commands.ShouldBe(["init", "new", "check", "status", "list", "plan", "reconcile", "set", "acknowledge", "run", "resume", "confirm", "decide", "watch", "rollback", "unlock", "log", "demo", "doctor", "explain", "schema", "completion", "action"]);
    }

    [Fact]
    public void The_version_is_printed()
    {
        using var folder = DeliveryRepository.WithoutGit();

        Delivery.In(folder).Run("--version").ExitsWith(0).DoesNotComplain().Output.ShouldMatch(@"^[0-9]+\.[0-9]+\.[0-9]+[^ ]*\n$");
    }

    [Theory]
    [InlineData("chek", "did you mean \"check\"?")]
    [InlineData("version", "\"delivery --help\" lists them")]
    [InlineData("log verfy", "did you mean \"verify\"?")]
    [InlineData("status --foo acme", "see \"delivery status --help\"")]
    [InlineData("check --format xml", "'sarif'")]
    [InlineData("set acme", "see \"delivery set --help\"")]
    [InlineData("schema nothing", "one of: acknowledge, check, delivery, doctor, lifecycle")]
    [InlineData("explain DAC9999", "there is no diagnostic \"DAC9999\"")]
    [InlineData("explain", "see \"delivery explain --help\"")]
    [InlineData("completion tcsh", "'fish'")]
    [InlineData("run", "see \"delivery run --help\"")]
    public void A_command_line_that_cannot_be_used_ends_with_2_and_the_next_step(string line, string complaint)
    {
        using var folder = DeliveryRepository.WithoutGit();

        Delivery.In(folder).Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ExitsWith(2).PrintsNothing().Complains("error: ").Complains(complaint);
    }
}
