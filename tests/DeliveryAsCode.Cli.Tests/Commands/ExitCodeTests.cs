using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>The one table of exit codes; 130 and 143 are in <see cref="InterruptedRunTests"/>.</summary>
public class ExitCodeTests
{
    [Theory]
    [InlineData("done", "check", 0)]
    [InlineData("done", "status", 0)]
    [InlineData("done", "set acme-support-bot field:Scope New", 0)]
    [InlineData("done", "run acme-support-bot --yes", 0)]
    [InlineData("nothing to do", "run acme-support-bot --yes", 0)]
    [InlineData("waiting", "run acme-support-bot --yes", 0)]
    [InlineData("errors found", "check", 1)]
    [InlineData("rolled back", "run acme-support-bot --yes", 1)]
    [InlineData("refused by a gate", "run acme-support-bot --yes", 1)]
    [InlineData("command line", "chekc", 2)]
    [InlineData("rules", "status", 2)]
    [InlineData("rules", "run acme-support-bot --yes", 2)]
    [InlineData("document", "run acme-support-bot --yes", 2)]
    [InlineData("no git", "check", 3)]
    [InlineData("no git", "run acme-support-bot --yes", 3)]
    public void A_command_ends_with_the_code_of_what_happened(string what, string command, int exitCode)
    {
        using var repository = Acme.Begun(what == "waiting" ? Acme.Cleared : Acme.Record);
        Prepare(repository, what);
        var delivery = what == "no git" ? Delivery.In(repository).With("PATH", repository.Home) : Delivery.In(repository);

        delivery.Run(command.Split(' ')).ExitsWith(exitCode);
    }

    private static void Prepare(DeliveryRepository repository, string what)
    {
        switch (what)
        {
            case "nothing to do":
                Delivery.In(repository).Run("run", "acme-support-bot", "--yes").ExitsWith(0);
                break;
            case "waiting":
                repository.Write(Acme.RunbookPath, Acme.GatedRunbook).Commit("Plan");
                break;
            case "errors found":
                repository.Write(Acme.RecordPath, "nothing\n");
                break;
            case "rolled back":
                repository.Write("broken", "");
                break;
            case "refused by a gate":
                repository.Write(Acme.RunbookPath, Acme.GatedRunbook).Commit("Plan");
                break;
            case "rules":
                repository.Write("delivery.yml", "version: one\n");
                break;
            case "document":
                repository.Write(Acme.RunbookPath, "nothing\n");
                break;
            default:
                break;
        }
    }
}
