using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Shows a run while it goes on: a line for everything that happens, and at a terminal what goes on right now.</summary>
internal sealed class RunLines : IDisposable
{
    private readonly TextWriter _output;
    private readonly Runbook _runbook;
    private readonly Ink _ink;
    private readonly RunProgress _progress;
    private readonly StatusLine _status;
    private readonly Dictionary<string, Step> _steps;
    private readonly HashSet<string> _together;
    private readonly Dictionary<string, int> _printed = [];
    private readonly List<SampleTaken> _round = [];

    public RunLines(TextWriter output, Runbook runbook, Terminal terminal, TimeProvider clock)
    {
        (_output, _runbook, _ink) = (output, runbook, Ink.Of(terminal));
        _steps = runbook.Steps.ToDictionary(s => s.Id);
        _together = [.. runbook.Phases.SelectMany(p => ParallelSteps.GroupsOf(p)).Where(g => g.Length > 1).SelectMany(g => g).Select(s => s.Id)];
        _progress = new RunProgress(runbook);
        _status = new StatusLine(output, terminal, clock, () => _progress.At(clock.GetUtcNow()));
    }

    public void Observe(RunEvent happened) => _status.Above(() => Write(happened));

    public void Dispose() => _status.Dispose();

    private void Write(RunEvent happened)
    {
        switch (happened)
        {
            case Continued earlier:
                foreach (var entry in earlier.Entries)
                    _progress.Take(entry);
                break;
            case EntryWritten { Entry: var entry }:
                Announce(Announcement.Of(entry, _runbook));
                Write(entry);
                _progress.Take(entry);
                break;
            case LinePrinted line when ShowsLine(line.Step):
                _output.WriteLine(_together.Contains(line.Step) ? $"      {_ink.Faint($"{SafeOutput.Line(TitleOf(line.Step))} │")} {line.Line}" : $"      {line.Line}");
                break;
            case Noted noted:
                Remark(noted.Text);
                break;
            default:
                break;
        }
    }

    /// <summary>The other announcements have lines of their own, with the causes that a client is not told.</summary>
    private void Announce(Announcement? announcement)
    {
        if (announcement is { Kind: AnnouncementKind.PhaseStarted })
            _output.WriteLine(_ink.Strong(SafeOutput.Line(Visible.Of(announcement.Subject))));
        else if (announcement is { Kind: AnnouncementKind.PhaseEnded })
            _output.WriteLine($"  {_ink.Faint(SafeOutput.Line(Visible.Of(announcement.Text)))}");
    }

    private void Write(JournalEntry entry)
    {
        switch (entry.Event)
        {
            case ActionStarted started: WriteStart(started); break;
            case ActionEnded ended: WriteEnd(ended); break;
            case StepSkipped skipped: Line($"  - {TitleOf(skipped.Step)}: passed over, {Visible.Of(skipped.Reason)}"); break;
            case WatchStarted or BaselineTaken or SampleTaken or WatchEnded: WriteWatch(entry); break;
            case ConfirmationGiven given: Remark($"{SubjectOf(given.Subject)}: confirmed by {entry.By}", "✓"); break;
            case Decision decision: Remark($"{SubjectOf(decision.Subject)}: {KebabCase.Of(decision.Choice)} by {entry.By}{Because(decision.Reason)}", "✓"); break;
            case Answered answer: Remark($"{SubjectOf(answer.Step)}: {KebabCase.Of(answer.Answer)}, says {entry.By}{Because(answer.Reason)}", "✓"); break;
            case Escalated escalated: Remark($"nobody answered in time: {escalated.To} is told"); break;
            case Deviation deviation: Remark($"deviation: {deviation.Text}"); break;
            case Resumed resumed: Remark($"resumed{(resumed.Note is { } note ? $": {note}" : "")}"); break;
            case Interrupted interrupted: Remark($"interrupted: {interrupted.Cause}"); break;
            case RollbackStarted rollback: Line($"\n{_ink.Alert($"Rolling back: {Visible.Of(rollback.Cause)}")}"); break;
            case Hold hold: Remark($"on hold: {hold.Reason}"); break;
            case HoldLifted lifted: Remark($"hold lifted by {entry.By}{Because(lifted.Reason)}", "✓"); break;
            default: break;
        }
    }

    private void WriteStart(ActionStarted started)
    {
        _printed.Remove(started.Step);
        var again = started.Attempt > 1 ? $", attempt {started.Attempt}" : "";
        switch (started.Kind)
        {
            case ActionKind.Step: Line($"  · {TitleOf(started.Step)}{again}"); break;
            case ActionKind.Undo: Line($"  ↶ {TitleOf(started.Step)}{again}"); break;
            case ActionKind.ShiftBack: Line($"  ↶ {TitleOf(started.Step)}: shifted back while a person decides"); break;
            case ActionKind.Verify: break;
        }
    }

    private void WriteEnd(ActionEnded ended)
    {
        var result = ended.Result;
        if (result.Outcome == Outcome.Succeeded && ended.Kind == ActionKind.Step && _steps.GetValueOrDefault(ended.Step)?.Verify is not null)
            return;

        var whose = _together.Contains(ended.Step) ? $"{TitleOf(ended.Step)}: " : "";
        var what = ended.Kind == ActionKind.Verify ? "verified" : "done";
        Line(result.Outcome == Outcome.Succeeded
            ? $"    {_ink.Good("✓")} {whose}{what}, {Seconds(result.Duration)}"
            : $"    {_ink.Bad("✗")} {whose}{KebabCase.Of(ended.Kind)} {KebabCase.Of(result.Outcome)}: {Visible.Of(result.Reason ?? $"exit code {result.ExitCode}")}");
    }

    private void WriteWatch(JournalEntry entry)
    {
        switch (entry.Event)
        {
            case WatchStarted started:
                Line($"  · {TitleOf(started.Step)}{(_steps.GetValueOrDefault(started.Step)?.Watch is { } watch ? $", for {RunProgress.Clock(watch.For)}, every {RunProgress.Clock(watch.Every)}" : "")}");
                break;
            case BaselineTaken baseline:
                Line($"    before, {Visible.Of(baseline.Metric)}: {baseline.Values.Length} points, {Visible.Of(baseline.Source)}");
                break;
            case SampleTaken sample:
                _round.Add(sample);
                if (_progress.Watched is not { } watched || watched.Watch.Metrics[^1].Name == sample.Metric)
                    WriteRound(entry.At);
                break;
            case WatchEnded ended:
                WriteRound(entry.At);
                Line($"    {SignOf(ended.Verdict)} {KebabCase.Of(ended.Verdict)}: {Visible.Of(ended.Reason)}");
                break;
        }
    }

    /// <summary>One line for all metrics that were measured together.</summary>
    private void WriteRound(DateTimeOffset at)
    {
        if (_round.Count == 0)
            return;
        var when = _progress.Watched is { } watched ? $"{RunProgress.Clock(at - watched.Began)}  " : "";
        Line($"    {_ink.Faint(when)}{string.Join("  ", _round.Select(s => $"{SignOf(s.Verdict)} {Visible.Of(s.Metric)} {Visible.Of(s.Reason ?? RunProgress.ValueOf(s.Value))}"))}");
        _round.Clear();
    }

    /// <summary>Of an HTTP answer the status is enough: a page is no news. What a metric's command prints is its sample.</summary>
    private bool ShowsLine(string step)
    {
        if (_steps.GetValueOrDefault(step) is { Watch: not null })
            return false;
        var printed = _printed.GetValueOrDefault(step) + 1;
        _printed[step] = printed;
        return printed == 1 || _steps.GetValueOrDefault(step)?.Run is not HttpAction;
    }

    /// <summary>Begins with a sign: foreign text at the beginning of a line, blanks aside, may be a command to the host.</summary>
    private void Line(string line) => _output.WriteLine(line);

    private void Remark(string text, string sign = "!") => Line($"  {sign} {Visible.Of(text)}");

    private string TitleOf(string step) => Visible.Of(_steps.GetValueOrDefault(step)?.Title ?? step);

    /// <summary>A step, or a task item of a phase.</summary>
    private string SubjectOf(string id) =>
        _runbook.TitleOf(RollbackQuestion.StepOf(id)) ?? id;

    private static string Because(string? reason) => reason is null ? "" : $": {reason}";

    private string SignOf(Verdict verdict) => verdict switch
    {
        Verdict.Pass => _ink.Good("✓"),
        Verdict.Fail => _ink.Bad("✗"),
        Verdict.Inconclusive => "?",
        Verdict.Error => "!",
    };

    private static string Seconds(TimeSpan duration) => duration.TotalSeconds < 60 ? $"{duration.TotalSeconds:0.0} s" : $"{(int)duration.TotalMinutes} min {duration.Seconds} s";
}
