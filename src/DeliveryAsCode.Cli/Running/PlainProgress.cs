using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Cli.Running;

/// <summary>A run in plain lines, for logs of CI hosts and terminals without colours.</summary>
internal sealed class PlainProgress(Runbook runbook, TextWriter output)
{
    public void Show(RunEvent what)
    {
        switch (what)
        {
            case EntryWritten written when Describe(written.Entry) is { } line: Write(line); break;
            case LinePrinted printed: Write($"    {printed.Line}"); break;
            case Noted noted: Write($"  {noted.Text}"); break;
        }
    }

    private string? Describe(JournalEntry entry) => entry.Event switch
    {
        ExecutionStarted e => $"Execution {e.Execution} of {e.Runbook}",
        PhaseStarted e => NameOf(e.Phase),
        ActionStarted e => $"  {Verb(e.Kind)} {TitleOf(e.Step)}{(e.Attempt > 1 ? $" (attempt {e.Attempt})" : "")}",
        ActionEnded e => $"  {Say(e.Result)}",
        ConfirmationGiven e => $"  confirmed by {entry.By}: {TitleOf(e.Subject)}",
        Decision e => $"  {KebabCase.Of(e.Choice)} by {entry.By}: {TitleOf(e.Subject)}",
        Deviation e => $"  deviation: {e.Text}",
        RollbackStarted e => $"Rollback because {e.Cause}",
        Hold e => $"Held: {e.Reason}",
        Paused e => $"Waiting ({e.For}): {e.Text}",
        Interrupted e => $"Interrupted: {e.Cause}",
        Resumed e => $"Resumed{(e.Note is null ? "" : $": {e.Note}")}",
        ExecutionEnded e => $"Ended as {KebabCase.Of(e.Conclusion)}: {e.Outcome}",
        _ => null,
    };

    private static string Verb(ActionKind kind) => kind switch
    {
        ActionKind.Step => "run",
        ActionKind.Verify => "verify",
        ActionKind.Undo => "undo",
    };

    private static string Say(ActionResult result) =>
        $"{KebabCase.Of(result.Outcome)} after {result.Duration.TotalSeconds:0.0} s{(result.Reason is null ? "" : $": {result.Reason}")}";

    private string TitleOf(string subject) =>
        runbook.Steps.FirstOrDefault(s => s.Id == subject)?.Title
        ?? runbook.Phases.SelectMany(p => p.Confirmations).FirstOrDefault(c => c.Id == subject)?.Text
        ?? subject;

    private string NameOf(string phase) => runbook.Phases.FirstOrDefault(p => p.Id == phase)?.Name ?? phase;

    /// <summary>Titles and reasons are the runbook's words, not ours.</summary>
    private void Write(string text)
    {
        foreach (var line in SafeOutput.Lines(text))
            output.WriteLine(line);
    }
}
