using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using NodaTime;

namespace DeliveryAsCode.Transitions;

/// <summary>Transitions in words.</summary>
public static class TransitionText
{
    /// <summary>The kind of the transition, for programs.</summary>
    public static string KindOf(Transition transition) => transition switch
    {
        Transition.GateRowAdded => "gate-row-added",
        Transition.DeliveryDecided => "delivery-decided",
        Transition.GateRowChanged => "gate-row-changed",
        Transition.GateRowRemoved => "gate-row-removed",
        Transition.GateRowMoved => "gate-row-moved",
        Transition.BornAdvanced => "born-advanced",
        Transition.StatusAdvanced => "status-advanced",
        Transition.GateMilestoneDated => "gate-milestone-dated",
        Transition.Replanned => "replanned",
        Transition.EscalationResolved => "escalation-resolved",
        Transition.JournalChanged => "journal-changed",
        Transition.DocumentRemoved => "document-removed",
        Transition.RulesChanged => "rules-changed",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What the change does, on one line.</summary>
    public static string Summary(Transition transition) => transition switch
    {
        Transition.GateRowAdded added => NameOf(added.Row),
        Transition.DeliveryDecided decided => NameOf(decided.Row),
        Transition.GateRowChanged changed => $"the row {NameOf(changed.Before)} is changed",
        Transition.GateRowRemoved removed => $"the row {NameOf(removed.Row)} is gone",
        Transition.GateRowMoved moved => $"the row {NameOf(moved.Row)} does not stand at the end",
        Transition.BornAdvanced born => $"the record is new, and has {born.What}",
        Transition.StatusAdvanced { From: { } from } advanced => $"status from \"{Wording.OfStatus.WordFor(from)}\" to \"{Wording.OfStatus.WordFor(advanced.To)}\"",
        Transition.StatusAdvanced advanced => $"status to \"{Wording.OfStatus.WordFor(advanced.To)}\"",
        Transition.GateMilestoneDated dated => $"actual date of \"{dated.Milestone}\" from {DateOf(dated.From)} to {DateOf(dated.To)}",
        Transition.Replanned replanned => $"planned anew: {string.Join("; ", replanned.Changes.Select(c => $"{c.What} from {ValueOf(c.From)} to {ValueOf(c.To)}"))}",
        Transition.EscalationResolved resolved => $"the escalation \"{resolved.Escalation.Issue}\" is resolved",
        Transition.JournalChanged => "a journal is changed",
        Transition.DocumentRemoved removed => removed.What,
        Transition.RulesChanged rules => $"the rules change: {string.Join(", ", rules.Files)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>How to make the step so that it counts.</summary>
    public static string Advice(Transition transition, string deliveryId) => transition switch
    {
        Transition.StatusAdvanced => "the status follows from the gates: record the decision with \"delivery acknowledge\", and let \"delivery reconcile\" set it",
        Transition.GateMilestoneDated dated => $"the gate's decision sets this date: delivery acknowledge {deliveryId} --gate \"{dated.Gate}\"",
        Transition.GateRowAdded added => $"a row counts only as the commit of whoever decides: delivery acknowledge {deliveryId} --gate \"{added.Row.Gate}\"",
        Transition.DeliveryDecided decided => $"a row counts only as the commit of a delivery-manager: delivery acknowledge {deliveryId} --gate \"{decided.Row.Gate}\" --decision … --reason \"…\"",
        Transition.Replanned replanned => $"record it, with the old and the new value and the reason: delivery acknowledge {deliveryId} --gate \"{replanned.Gate}\" --decision re-plan --reason \"…\"; then those who plan acknowledge the gate anew",
        Transition.EscalationResolved resolved => $"it counts as the commit of the delivery-manager, or of {resolved.Escalation.EscalatedTo}",
        _ => "take it back: what was decided is only added to",
    };

    internal static string NameOf(GateDecision row) =>
        $"\"{row.Gate}: {(row.Decision is { } decision ? Wording.OfDecision.WordFor(decision) : "?")}\"{(Unset.Is(row.DecidedBy) ? "" : $" by {row.DecidedBy}")}";

    private static string DateOf(LocalDate? date) => date is { } set ? DocumentDate.Format(set) : "none";

    private static string ValueOf(string text) => text.Length == 0 ? "none" : $"\"{text}\"";
}
