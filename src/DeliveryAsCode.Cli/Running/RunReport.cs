using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Tells a person, line by line, what a run does. The same facts stand in the journal.</summary>
internal sealed class RunReport(TextWriter output, Runbook runbook, Terminal terminal)
{
    private const int SchemaVersion = 1;
    private readonly Dictionary<string, Step> _steps = runbook.Steps.ToDictionary(s => s.Id);
    private readonly Dictionary<string, int> _lines = [];

    public void Announce()
    {
        output.WriteLine(Heading(runbook.Title));
        output.WriteLine(runbook.IsGated
            ? $"  environment {Visible.Of(runbook.Environment)}: gated: each decision is the word of whoever committed it"
            : "  environment none: ungated, nobody's approval is asked, no secrets are given");
        output.WriteLine($"  runbook {Visible.Of(runbook.Path)}, {runbook.Digest[..19]}");
        output.WriteLine();
    }

    /// <summary>Everything that would run, in its order.</summary>
    public void Explain() => new RunExplanation(output, runbook, Heading).Write();

    /// <summary>The way back, from the last step to the first, and where its rehearsal is recorded.</summary>
    public void ExplainWayBack(WrittenBack recorded)
    {
        output.WriteLine(Heading("Order of undoing"));
        foreach (var (step, kind) in WayBack.Of(runbook))
            output.WriteLine($"  {(kind == WayBackKind.Undo ? "↶" : "!")} {Visible.Of(step.Title)}{Stays(step, kind)}");
        output.WriteLine();
        output.WriteLine(Strong("Rehearsed: the order of undoing was walked through, no block was run"));
        WriteLog(recorded);
    }

    public void Observe(RunEvent happened)
    {
        switch (happened)
        {
            case EntryWritten { Entry.Event: PhaseStarted phase }:
                output.WriteLine(Heading(runbook.Phases.FirstOrDefault(p => p.Id == phase.Phase)?.Name ?? phase.Phase));
                break;
            case EntryWritten { Entry.Event: ActionStarted { Kind: ActionKind.Undo } undo }:
                output.WriteLine($"  ↶ {TitleOf(undo.Step)}");
                break;
            case EntryWritten { Entry.Event: ActionStarted { Kind: ActionKind.Step } started }:
                _lines.Remove(started.Step);
                output.WriteLine($"  · {TitleOf(started.Step)}{(started.Attempt > 1 ? $", attempt {started.Attempt}" : "")}");
                break;
            case EntryWritten { Entry.Event: ActionEnded ended }:
                WriteEnd(ended);
                break;
            case EntryWritten { Entry.Event: RollbackStarted rollback }:
                output.WriteLine();
                output.WriteLine(Alert($"Rolling back: {Visible.Of(rollback.Cause)}"));
                break;
            case EntryWritten { Entry.Event: StepSkipped skipped }:
                output.WriteLine($"  - {TitleOf(skipped.Step)}, passed over: {Visible.Of(skipped.Reason)}");
                break;
            case EntryWritten { Entry.Event: Deviation deviation }:
                output.WriteLine($"  ! deviation: {Visible.Of(deviation.Text)}");
                break;
            case EntryWritten { Entry.Event: Resumed { Note: { } note } }:
                output.WriteLine($"  ! resumed: {Visible.Of(note)}");
                break;
            case LinePrinted line when ShowsLine(line.Step):
                output.WriteLine($"      {line.Line}");
                break;
            case Noted noted:
                output.WriteLine($"  ! {Visible.Of(noted.Text)}");
                break;
            default:
                break;
        }

        output.Flush();
    }

    public void Conclude(RunResult result, WrittenBack? written)
    {
        output.WriteLine();
        output.WriteLine(result.Conclusion is RunConclusion.Succeeded or RunConclusion.NothingToDo ? Strong(Sentence(result)) : Alert(Sentence(result)));
        if (written is not null)
            WriteLog(written);
        if (NextStep(result) is { } command)
            output.WriteLine($"  next: {Visible.Of(command)}");
    }

    /// <summary>The command that brings it on.</summary>
    private string? NextStep(RunResult result) => result.Conclusion switch
    {
        RunConclusion.Waiting when result.Entries.LastOrDefault()?.Event is Paused pause => NextCommand.After(pause, runbook.Path),
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

    /// <summary>Of an HTTP answer the status is enough: a page is no news.</summary>
    private bool ShowsLine(string step)
    {
        var shown = _lines.GetValueOrDefault(step) + 1;
        _lines[step] = shown;
        return shown == 1 || _steps.GetValueOrDefault(step)?.Run is not HttpAction;
    }

    private void WriteEnd(ActionEnded ended)
    {
        if (ended.Result.Outcome == Outcome.Succeeded && ended.Kind == ActionKind.Step && _steps.GetValueOrDefault(ended.Step)?.Verify is not null)
            return;

        var what = ended.Kind == ActionKind.Verify ? "verified" : "done";
        output.WriteLine(ended.Result.Outcome == Outcome.Succeeded
            ? $"    {Good("✓")} {what}, {Seconds(ended.Result.Duration)}"
            : $"    {Bad("✗")} {KebabCase.Of(ended.Kind)} {KebabCase.Of(ended.Result.Outcome)}: {Visible.Of(ended.Result.Reason ?? $"exit code {ended.Result.ExitCode}")}");
    }

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

    private string TitleOf(string step) => Visible.Of(_steps.GetValueOrDefault(step)?.Title ?? step);

    private static string Seconds(TimeSpan duration) => duration.TotalSeconds < 60 ? $"{duration.TotalSeconds:0.0} s" : $"{(int)duration.TotalMinutes} min {duration.Seconds} s";

    /// <summary>Foreign text at the beginning of a line, where <c>::</c> would be a command.</summary>
    private string Heading(string title) => Strong(SafeOutput.Line(Visible.Of(title)));

    private string Strong(string text) => Styled("1", text);

    private string Alert(string text) => Styled("1;31", text);

    private string Good(string text) => Styled("32", text);

    private string Bad(string text) => Styled("31", text);

    private string Styled(string code, string text) => terminal.HasColours ? $"\e[{code}m{text}\e[0m" : text;
}
