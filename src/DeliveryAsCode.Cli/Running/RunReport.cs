using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Tells a person what a run does and came to. The same facts stand in the journal.</summary>
/// <param name="isQuiet">Whether only a conclusion is told that needs attention.</param>
internal sealed class RunReport(TextWriter output, Runbook runbook, Terminal terminal, bool isQuiet)
{
    private const int SchemaVersion = 1;
    private readonly TextWriter _lines = isQuiet ? TextWriter.Null : output;
    private readonly Ink _ink = Ink.Of(terminal);

    /// <summary>The remote that every next command has to name too.</summary>
    public string? Remote { get; init; }

    /// <summary>Whether a forge, and not the history, says who decided.</summary>
    public bool IsOnForge { get; init; }

    public void Announce()
    {
        _lines.WriteLine(Heading(runbook.Title));
        _lines.WriteLine(runbook.IsGated
            ? $"  environment {Visible.Of(runbook.Environment)}: gated: each decision is {(IsOnForge ? "read from the forge" : "the word of whoever committed it")}"
            : "  environment none: ungated, nobody's approval is asked, no secrets are given");
        _lines.WriteLine($"  runbook {Visible.Of(runbook.Path)}, {runbook.Digest[..19]}");
        _lines.WriteLine();
        _lines.Flush();
    }

    /// <summary>Everything that would run, in its order.</summary>
    public void Explain() => new RunExplanation(_lines, runbook, Heading).Write();

    /// <summary>The way back, from the last step to the first, and where its rehearsal is recorded.</summary>
    public void ExplainWayBack(WrittenBack recorded)
    {
        _lines.WriteLine(Heading("Order of undoing"));
        foreach (var (step, kind) in WayBack.Of(runbook))
            _lines.WriteLine($"  {(kind == WayBackKind.Undo ? "↶" : "!")} {Visible.Of(step.Title)}{Stays(step, kind)}");
        _lines.WriteLine();
        _lines.WriteLine(_ink.Strong("Rehearsed: the order of undoing was walked through, no block was run"));
        WriteLog(recorded);
    }

    /// <summary>Shows what happens from now on, until it is disposed of.</summary>
    public RunLines Follow(TimeProvider clock) => new(_lines, runbook, terminal, clock);

    public void Conclude(RunResult result, WrittenBack? written)
    {
        // Why a run was refused is said among the errors, also to whoever wants quiet.
        if (isQuiet && result.Conclusion is RunConclusion.Succeeded or RunConclusion.NothingToDo or RunConclusion.Refused)
            return;

        _lines.WriteLine();
        output.WriteLine(result.Conclusion is RunConclusion.Succeeded or RunConclusion.NothingToDo ? _ink.Strong(Sentence(result)) : _ink.Alert(Sentence(result)));
        if (written is not null)
            WriteLog(written);
        if (NextStep(result) is { } command)
            output.WriteLine($"  next: {Visible.Of(command)}{(Remote is { } remote ? $" --remote {Visible.Of(remote)}" : "")}");
    }

    /// <summary>The command that brings it on.</summary>
    private string? NextStep(RunResult result) => result.Conclusion switch
    {
        RunConclusion.Waiting when result.Entries.Select(e => e.Event).OfType<Paused>().LastOrDefault() is { } pause => NextCommand.After(pause, runbook.Path),
        RunConclusion.Waiting or RunConclusion.Interrupted => NextCommand.Continue(runbook.Path),
        RunConclusion.RolledBack or RunConclusion.OnHold => NextCommand.LiftHold(runbook.Path),
        RunConclusion.Failed => NextCommand.StartAgain(runbook.Path),
        _ => null,
    };

    /// <summary>The contract <c>run.schema.json</c>.</summary>
    /// <param name="root">The repository's root, from which paths are told.</param>
    public static void WriteJson(TextWriter output, RunResult result, WrittenBack? written, string root) => Json.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        if (result.Execution is { } execution)
            json.WriteString("execution", execution);
        json.WriteString("conclusion", KebabCase.Of(result.Conclusion));
        if (result.Journal is { } journal)
            json.WriteString("journal", Json.WellFormed(Path.GetRelativePath(root, journal).Replace('\\', '/')));
        if (written is not null)
            json.WriteString("log", Json.WellFormed(written.Log));
        json.WriteStartArray("steps");
        foreach (var step in result.Steps.Where(s => s.Attempt > 0))
        {
            json.WriteStartObject();
            json.WriteString("id", step.Id);
            json.WriteString("outcome", KebabCase.Of(step.Outcome));
            json.WriteNumber("attempt", step.Attempt);
            json.WriteNumber("seconds", Math.Round(step.Duration.TotalSeconds, 3));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (result.Reason is { } reason)
            json.WriteString("reason", Json.WellFormed(reason));
        json.WriteEndObject();
    });

    private static string Sentence(RunResult result) => result.Conclusion switch
    {
        RunConclusion.Succeeded => $"Succeeded: execution {result.Execution}",
        RunConclusion.NothingToDo => $"Nothing to do: {Visible.Of(result.Reason ?? "")}",
        RunConclusion.Failed => $"Failed, and nothing was changed: {Visible.Of(result.Reason ?? "")}",
        RunConclusion.RolledBack => $"Rolled back: {Visible.Of(result.Reason ?? "")}",
        RunConclusion.OnHold => $"On hold, a person has to look: {Visible.Of(result.Reason ?? "")}",
        RunConclusion.Waiting => $"Waiting: {Visible.Of(result.Reason ?? "")}",
        RunConclusion.Interrupted => $"Interrupted: {Visible.Of(result.Reason ?? "")}",
        RunConclusion.Refused => $"Refused: {Visible.Of(result.Reason ?? "")}",
    };

    private static string Stays(Step step, WayBackKind kind) => kind switch
    {
        WayBackKind.NoReturn => $"  [point of no return, a person decides here: {Visible.Of(step.Run!.Options.PointOfNoReturn!)}]",
        WayBackKind.CompatibleNoReturn => $"  [stays as it is, the previous version can live with it: {Visible.Of(step.Run!.Options.PointOfNoReturn!)}]",
        _ => "",
    };

    private void WriteLog(WrittenBack written) =>
        output.WriteLine($"  log {Visible.Of(written.Log)}{(written.Commit is { } commit ? $", commit {commit}" : "")}");

    /// <summary>Foreign text at the beginning of a line, where <c>::</c> would be a command.</summary>
    private string Heading(string title) => _ink.Strong(SafeOutput.Line(Visible.Of(title)));
}
