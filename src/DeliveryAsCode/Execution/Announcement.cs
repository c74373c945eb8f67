using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Execution;

public enum AnnouncementKind
{
    Started,
    PhaseStarted,
    PhaseEnded,
    RollbackStarted,
    OnHold,
    HoldLifted,
    Waiting,
    Concluded,
}

/// <summary>
/// What everybody around a deployment is told, the client too: where it is and what it waits for. Nothing about single
/// steps, their numbers or their causes, which are in the log.
/// </summary>
/// <param name="Subject">The phase, or the runbook's title.</param>
/// <param name="Text">One sentence without a full stop, as the documents spell their names: not yet safe for any channel.</param>
public sealed record Announcement(AnnouncementKind Kind, string Subject, string Text)
{
    /// <summary>Null for what is nobody's news.</summary>
    public static Announcement? Of(JournalEntry entry, Runbook runbook) => entry.Event switch
    {
        ExecutionStarted started => new(AnnouncementKind.Started, runbook.Title, $"{runbook.Title} has started{Where(started)}"),
        PhaseStarted phase => OfPhase(AnnouncementKind.PhaseStarted, NameOf(phase.Phase, runbook), "started"),
        PhaseEnded { Outcome: Outcome.Succeeded } phase => OfPhase(AnnouncementKind.PhaseEnded, NameOf(phase.Phase, runbook), "done"),
        PhaseEnded phase => OfPhase(AnnouncementKind.PhaseEnded, NameOf(phase.Phase, runbook), "failed"),
        RollbackStarted { Target: null } => new(AnnouncementKind.RollbackStarted, runbook.Title, $"{runbook.Title} is being rolled back"),
        RollbackStarted => new(AnnouncementKind.RollbackStarted, runbook.Title, $"{runbook.Title} is being rolled back in part"),
        Hold => new(AnnouncementKind.OnHold, runbook.Title, $"{runbook.Title} is on hold: nothing goes on until a person has looked"),
        HoldLifted => new(AnnouncementKind.HoldLifted, runbook.Title, $"{runbook.Title} is no longer on hold"),
        Paused pause => new(AnnouncementKind.Waiting, runbook.Title, $"{runbook.Title} {WaitOf(pause)}"),
        ExecutionEnded ended => new(AnnouncementKind.Concluded, runbook.Title, $"{runbook.Title} {EndOf(ended.Conclusion)}"),
        _ => null,
    };

    private static Announcement OfPhase(AnnouncementKind kind, string phase, string what) => new(kind, phase, $"{phase}: {what}");

    private static string NameOf(string phase, Runbook runbook) => runbook.Phases.FirstOrDefault(p => p.Id == phase)?.Name ?? phase;

    private static string Where(ExecutionStarted started) => started.Environment == Runbook.NoEnvironment ? "" : $" in {started.Environment}";

    private static string WaitOf(Paused pause) => pause.For switch
    {
        RunbookExecution.ExtendedWatch => pause.Until is { } until ? $"is being watched, the next time at {until:yyyy-MM-dd HH:mm} UTC" : "is being watched",
        "confirmation" => "waits for a confirmation",
        "resume" => "waits to be continued",
        _ => "waits for a decision",
    };

    private static string EndOf(Conclusion conclusion) => conclusion switch
    {
        Conclusion.Succeeded => "has succeeded",
        Conclusion.Failed => "has ended before anything was changed",
        Conclusion.RolledBack => "is rolled back",
        Conclusion.OnHold => "has stopped half-way, and a person looks at it",
    };
}
