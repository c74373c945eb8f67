using System.CommandLine;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Templates;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery schema [NAME]</c>: the JSON Schemas of what the program reads and prints.</summary>
internal static class SchemaCommand
{
    private static readonly Argument<string?> Name = new("NAME") { Description = "delivery, lifecycle, or the name of a command's JSON output", Arity = ArgumentArity.ZeroOrOne };

    public static Command Create(Shell shell)
    {
        var command = new Command("schema", "Print the JSON Schema of delivery.yml, of a lifecycle, or of a command's JSON output") { Name };
        command.SetAction(parsed => Run(parsed.GetValue(Name), shell));
        return command;
    }

    private static int Run(string? name, Shell shell)
    {
        if (name is null)
        {
            foreach (var known in Schemas.Names)
                shell.Output.WriteLine(known);
            return ExitCode.Done;
        }

        shell.Output.Write(Schemas.Find(name)
            ?? throw CommandException.Unusable($"there is no schema \"{name}\"", Suggestion.Help(name, Schemas.Names)));
        return ExitCode.Done;
    }
}
