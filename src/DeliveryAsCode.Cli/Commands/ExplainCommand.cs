using System.CommandLine;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery explain DACnnnn</c></summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> Code = new("CODE") { HelpName = "CODE", Description = "The code of a diagnostic, for example DAC0203" };

    public static Command Create(Shell shell)
    {
        Code.CompletionSources.Add(_ => DiagnosticCatalog.All.Select(d => new System.CommandLine.Completions.CompletionItem(d.Code)));
        var command = new Command("explain", "Say what a diagnostic means, with an example before and after") { Code };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(Code), shell));
        return command;
    }

    private static int Run(string code, Shell shell)
    {
        var descriptor = DiagnosticCatalog.Find(code)
            ?? throw CommandException.Unusable($"there is no diagnostic \"{code}\"",
                Suggestion.Nearest(code, DiagnosticCatalog.All.Select(d => d.Code)) is { } nearest ? $"did you mean {nearest}?" : "codes look like DAC0203");
        Reporting.ExplainReport.Write(shell.Output, descriptor, Explanation.Of(descriptor), shell.Terminal);
        return ExitCode.Done;
    }
}
