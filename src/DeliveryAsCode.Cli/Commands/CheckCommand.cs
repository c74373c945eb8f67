using System.CommandLine;
using System.Collections.Immutable;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Forges;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Transitions;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery check [PATH…] [--base REV]</c>: reads everything and reports what is wrong. It changes nothing.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string[]> Paths = new("PATH") { Description = "Files or folders; by default the whole repository", Arity = ArgumentArity.ZeroOrMore };

    private static readonly Option<string> Format = new Option<string>("--format")
    {
        Description = "text, json, github, azure or sarif",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => "text",
    }.AcceptOnlyFromAmong("text", "json", "github", "azure", "sarif");

    private static readonly Option<string?> Base = new("--base") { Description = "Also judge what changed since this commit, by its rules", HelpName = "REV" };

    public static Command Create(Shell shell)
    {
        var command = new Command("check", "Read every record, checklist and runbook, and report what is wrong") { Paths, Base, Format };
        command.SetAction(parsed => Run(parsed, shell));
        return command;
    }

    private static int Run(ParseResult parsed, Shell shell)
    {
        var workspace = parsed.OpenWorkspace(shell);
        var named = parsed.GetValue(Paths) ?? [];
        if (named.Length == 0)
            workspace.RequireProject();
        var files = workspace.ListFiles();
        var chosen = Choose(named, files, workspace, shell);
        var change = parsed.GetValue(Base) is { } revision ? new ChangeJudge(new LocalChange(workspace, ChangeSet.Of(workspace, revision), parsed.GetNow(shell))).Judge() : null;
        var (findings, cannotRead) = Check(workspace, files, chosen, named.Length > 0, change);

        var format = FormatOf(parsed);
        if (format != ReportFormat.Text || !parsed.GetValue(GlobalOptions.Quiet) || findings.Errors > 0)
            Report.Write(shell.Output, findings, format, shell.Terminal);
        if (shell.Hosting is { Report: var report })
            JsonReport.Write(report, findings);
        return cannotRead ? ExitCode.Unusable : findings.Errors > 0 ? ExitCode.No : ExitCode.Done;
    }

    private static ReportFormat FormatOf(ParseResult parsed) =>
        parsed.GetValue(GlobalOptions.Json) ? ReportFormat.Json : Enum.Parse<ReportFormat>(parsed.GetRequiredValue(Format), ignoreCase: true);

    /// <summary>A folder stands for the files below it; what does not exist stays in the list, to be reported.</summary>
    private static IEnumerable<string> Choose(string[] named, IReadOnlyList<string> files, Workspace workspace, Shell shell)
    {
        if (named.Length == 0)
            return files;

        return named.Select(name => workspace.RelativePath(name, shell.WorkingDirectory)).SelectMany(path =>
            Directory.Exists(workspace.FullPath(path))
                ? files.Where(file => path == "." || file.StartsWith(path + "/", StringComparison.Ordinal))
                : [path]).Distinct();
    }

    private static (Findings Findings, bool CannotRead) Check(Workspace workspace, IReadOnlyList<string> files, IEnumerable<string> chosen, bool isNamed, JudgedChange? change)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        var configuration = ReadConfiguration(workspace);
        var check = new RepositoryCheck(configuration, ReadLifecycle(configuration, workspace), files);
        var count = 0;
        var cannotRead = false;
        foreach (var path in chosen.Where(path => isNamed || check.Layout.MayBeDocument(path)))
        {
            if (!isNamed && !workspace.Exists(path))
                continue;

            count++;
            var (source, refused) = workspace.Read(path);
            diagnostics.AddRange(source is null ? refused : check.Check(source, isNamed));
            cannotRead |= source is null && refused[0].Descriptor == DiagnosticCatalog.FileMissing;
        }

        diagnostics.AddRange(check.CheckLinks());
        diagnostics.AddRange(change?.Diagnostics ?? []);
        return (Findings.Of(diagnostics, count) with { Change = change }, cannotRead);
    }

    /// <summary>Rules that cannot be read are reported as a document; the rest is judged by the rules there are without them.</summary>
    private static DeliveryConfiguration ReadConfiguration(Workspace workspace) =>
        workspace.TryRead(RepositoryLayout.ConfigurationPath) is { } source ? DeliveryConfigurationReader.Read(source).Value : DeliveryConfiguration.Default;

    private static Lifecycle ReadLifecycle(DeliveryConfiguration configuration, Workspace workspace) =>
        (configuration.Lifecycle.Path is { } path && workspace.TryRead(path) is { } source ? LifecycleReader.Read(source).Value : null)
        ?? (configuration.Lifecycle.Name is { } name ? BuiltInLifecycles.Find(name) : null)
        ?? BuiltInLifecycles.Find(LifecycleReference.DefaultName)!;
}
