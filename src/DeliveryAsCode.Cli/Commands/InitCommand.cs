using System.CommandLine;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Templates;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery init</c>: the rules of a repository, from the template. It never writes over a file.</summary>
internal static class InitCommand
{
    private static readonly Option<string> Forge = new Option<string>("--forge")
    {
        Description = "Where reviews happen; this version knows local",
        HelpName = "FORGE",
        DefaultValueFactory = _ => "local",
    }.AcceptOnlyFromAmong("local");

    public static Command Create(Shell shell)
    {
        var command = new Command("init", "Write delivery.yml, the rules of this repository, from the template") { Forge };
        command.SetAction(parsed => Run(parsed, shell));
        return command;
    }

    private static int Run(ParseResult parsed, Shell shell)
    {
        var workspace = parsed.OpenWorkspace(shell);
        if (workspace.Exists(RepositoryLayout.ConfigurationPath))
            throw CommandException.Unusable($"{RepositoryLayout.ConfigurationPath} exists already", "edit it, and look at it with \"delivery check\"; nothing was written");

        workspace.Write(RepositoryLayout.ConfigurationPath, BuiltInTemplates.Find("delivery.yml"));
        if (!parsed.GetValue(GlobalOptions.Quiet))
        {
            shell.Output.WriteLine($"wrote {RepositoryLayout.ConfigurationPath}");
            shell.Output.WriteLine();
            shell.Output.WriteLine("Next: name the people of each role in it, then begin a delivery:");
            shell.Output.WriteLine("  delivery new acme-support-bot --client \"Acme Corp\" --name \"Support Bot\"");
        }

        return ExitCode.Done;
    }
}
