using System.Collections.Immutable;
using System.CommandLine;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery log verify</c> and <c>delivery log render</c>: what the journals of executions say, and whether it is true.</summary>
internal static class LogCommand
{
    private static readonly Argument<string> Target = new("PATH") { Description = "A journal (.jsonl), or a folder of journals" };
    private static readonly Argument<string> JournalPath = new("PATH") { Description = "A journal (.jsonl)" };

    public static Command Create(Shell shell)
    {
        var verify = new Command("verify", "Check that nobody changed, cut or reordered a journal") { Target };
        verify.SetAction(parsed => Verify(parsed, shell));
        var render = new Command("render", "Print the execution log that a journal makes") { JournalPath };
        render.SetAction(parsed => Render(parsed, shell));
        return new Command("log", "Verify journals, and make execution logs from them") { verify, render };
    }

    private static int Verify(ParseResult parsed, Shell shell)
    {
        var workspace = parsed.OpenWorkspace(shell);
        var paths = Journals(parsed.GetRequiredValue(Target), workspace, shell);
        var findings = Findings.Of(paths.SelectMany(path => Verify(path, workspace)), paths.Count);
        if (parsed.GetValue(GlobalOptions.Json))
            JsonReport.Write(shell.Output, findings);
        else if (findings.Errors > 0)
            TextReport.Write(shell.Output, findings, shell.Terminal);
        else if (!parsed.GetValue(GlobalOptions.Quiet))
            shell.Output.WriteLine(string.Join('\n', paths.Select(path => $"{path}: {Intact(path, workspace)}")));
        return findings.Errors > 0 ? ExitCode.No : ExitCode.Done;
    }

    private static List<string> Journals(string named, Workspace workspace, Shell shell)
    {
        var path = workspace.RelativePath(named, shell.WorkingDirectory);
        if (!Directory.Exists(workspace.FullPath(path)))
        {
            return IsKnown(path, workspace) || !workspace.Exists(path) || path.EndsWith(".jsonl", StringComparison.Ordinal)
                ? [path]
                : throw CommandException.Unusable($"{path} is not a journal", "journals end in .jsonl and stand beside their execution logs");
        }

        var found = Directory.EnumerateFiles(workspace.FullPath(path), "*.jsonl", SearchOption.AllDirectories)
            .Concat(JournalWitness.KnownIn(workspace.FullPath(path)))
            .Select(file => workspace.RelativePath(file, shell.WorkingDirectory))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        return found.Count > 0 ? found : throw CommandException.Unusable($"there is no journal in {path}", "journals end in .jsonl and stand in a delivery's folder \"executions\"");
    }

    private static bool IsKnown(string path, Workspace workspace) => JournalWitness.Find(workspace.FullPath(path)) is not null;

    /// <summary>
    /// The log beside the journal is a witness: it knows how long the journal was when it was made. So is the git directory,
    /// which cannot be cut together with the two.
    /// </summary>
    private static IEnumerable<Diagnostic> Verify(string path, Workspace workspace)
    {
        var known = JournalWitness.Find(workspace.FullPath(path));
        if (known is not null && !workspace.Exists(path))
            return [Gone(path, known.Value)];

        var source = Require(path, workspace);
        var faults = VerifyWithLog(source, path, workspace);
        return faults.IsEmpty && known is { } head ? JournalCheck.Check(source, head) : faults;
    }

    private static ImmutableArray<Diagnostic> VerifyWithLog(SourceText source, string path, Workspace workspace)
    {
        var log = workspace.TryRead(Path.ChangeExtension(path, ".md"));
        var head = log is null ? null : ExecutionLog.FindHead(log.Text);
        var faults = JournalCheck.Check(source, head);
        return faults.IsEmpty && log is not null && IsEdited(log, head, Journal.Read(source.Encode()), workspace) ? [Edited(log)] : faults;
    }

    /// <summary>Made again from the same journal and the same runbook, a log is the same to the byte; without them nobody can say.</summary>
    private static bool IsEdited(SourceText log, JournalHead? head, Journal journal, Workspace workspace) =>
        head == journal.Head && RunbookOf(journal, workspace) is { } runbook && ExecutionLog.From(journal.Entries, runbook) != log.Text;

    private static Diagnostic Gone(string path, JournalHead known) =>
        new(DiagnosticCatalog.JournalBroken, Location.OfFile(path), $"the journal is gone: it is known to have had {known.Count} entries")
        {
            Help = "restore it from the repository's history, and find out who deleted it",
        };

    private static Diagnostic Edited(SourceText log) =>
        new(DiagnosticCatalog.JournalBroken, Location.OfFile(log.Path), "the execution log is not what its journal makes: somebody changed it")
        {
            Help = "make it again: delivery log render",
        };

    private static string Intact(string path, Workspace workspace)
    {
        var entries = Journal.Read(Require(path, workspace).Encode()).Entries;
        return entries.FirstOrDefault()?.Event is RehearsalStarted
            ? $"intact, {entries.Length} entries, a rehearsal: no block was run"
            : $"intact, {entries.Length} entries";
    }

    private static int Render(ParseResult parsed, Shell shell)
    {
        var workspace = parsed.OpenWorkspace(shell);
        var path = workspace.RelativePath(parsed.GetRequiredValue(JournalPath), shell.WorkingDirectory);
        var source = Require(path, workspace);
        var journal = Journal.Read(source.Encode());
        if (journal.Entries.IsEmpty)
            throw CommandException.Unusable($"{path} holds no entry that could be read", "\"delivery log verify\" says what is wrong with it");

        shell.Output.Write(string.Join('\n', SafeOutput.Lines(ExecutionLog.From(journal.Entries, RunbookOf(journal, workspace)))));
        return ExitCode.Done;
    }

    /// <summary>The runbook gives the log its titles; one that was changed since is not the one that was executed.</summary>
    private static Runbook? RunbookOf(Journal journal, Workspace workspace)
    {
        var (path, digest) = journal.Entries[0].Event switch
        {
            ExecutionStarted execution => (execution.Runbook, execution.RunbookDigest),
            RehearsalStarted rehearsal => (rehearsal.Runbook, rehearsal.RunbookDigest),
            _ => ("", ""),
        };
        if (path.Length == 0 || workspace.TryRead(path) is not { } source)
            return null;

        var runbook = RunbookReader.Read(MarkdownDocument.Read(source).Value).Value;
        return runbook.Digest == digest ? runbook : null;
    }

    private static SourceText Require(string path, Workspace workspace)
    {
        var (source, refused) = workspace.Read(path);
        return source ?? throw CommandException.Unusable(refused[0]);
    }
}
