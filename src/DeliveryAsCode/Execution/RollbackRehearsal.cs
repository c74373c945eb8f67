using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Execution;

/// <summary>
/// A rehearsal of the rollback: every step that would have been started is walked through in the order of undoing. No block
/// is run, so it shows that somebody has thought of the way back, and not that it works.
/// </summary>
public static class RollbackRehearsal
{
    /// <returns>One for every step without a way back; empty if the rehearsal can be recorded.</returns>
    public static ImmutableArray<Diagnostic> Gaps(Runbook runbook) =>
    [
        .. WayBack.Of(runbook).Where(b => b.Kind == WayBackKind.None).Reverse().DistinctBy(b => b.Step.Location).Select(b =>
            new Diagnostic(DiagnosticCatalog.WayBackIncomplete, b.Step.Location, $"\"{b.Step.Title}\" can neither be undone nor is it a point of no return")
            {
                Help = "add an \"undo\" block, or say why there is no way back: point-of-no-return=\"…\"",
            }),
    ];

    /// <summary>What the journal of the rehearsal says, from its first entry to its last.</summary>
    public static IEnumerable<JournalEvent> Events(Runbook runbook, RehearsalStarted started)
    {
        var back = WayBack.Of(runbook);
        return [started, .. back.Select(b => new StepRehearsed(b.Step.Id, b.Kind, b.NoReturn)), new RehearsalEnded(back.Any(b => b.Kind == WayBackKind.None) ? Outcome.Failed : Outcome.Succeeded)];
    }
}
