using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Transitions;

/// <summary>
/// Something in a change that says that a delivery moved on, or that decides by what deliveries are judged. Closed: all
/// else in a change is an ordinary edit.
/// </summary>
/// <param name="Location">Where it stands after the change.</param>
public abstract record Transition(Location Location)
{
    /// <summary>A decision about a gate: acknowledged, passed, failed, skipped, planned anew, or a word that cannot be read.</summary>
    /// <param name="Index">Of the row in the record's Gates table, from 0.</param>
    public sealed record GateRowAdded(GateDecision Row, int Index) : Transition(Row.Location);

    /// <summary>A row by which the delivery is cancelled, held, resumed or reopened.</summary>
    /// <param name="Index">Of the row in the record's Gates table, from 0.</param>
    public sealed record DeliveryDecided(GateDecision Row, int Index) : Transition(Row.Location);

    public sealed record GateRowChanged(GateDecision Before, GateDecision After) : Transition(After.Location);

    public sealed record GateRowRemoved(GateDecision Row, Location Location) : Transition(Location);

    /// <summary>The row stands before one that is older, or no longer where it stood.</summary>
    public sealed record GateRowMoved(GateDecision Row) : Transition(Row.Location);

    /// <summary>A record that is new says that something was decided already.</summary>
    /// <param name="What">The status, or the row, for people.</param>
    public sealed record BornAdvanced(string What, Location Location) : Transition(Location);

    /// <summary>The status moved forward, or into or out of being closed.</summary>
    public sealed record StatusAdvanced(DeliveryStatus? From, DeliveryStatus To, Location Location) : Transition(Location);

    /// <summary>The actual date of a milestone that a gate dates was set, changed or taken away.</summary>
    public sealed record GateMilestoneDated(string Milestone, string Gate, LocalDate? From, LocalDate? To, Location Location) : Transition(Location);

    /// <summary>What was planned changed after the gate of planning was passed.</summary>
    /// <param name="RowsBefore">How many rows the Gates table had before the change: older ones do not speak of it.</param>
    public sealed record Replanned(string Gate, ImmutableArray<PlannedValue> Changes, int RowsBefore) : Transition(Changes[0].Location);

    /// <summary>An escalation that was open is resolved, or is gone.</summary>
    public sealed record EscalationResolved(Escalation Escalation, Location Location) : Transition(Location);

    /// <summary>What a journal held is no longer what it begins with.</summary>
    public sealed record JournalChanged(Location Location) : Transition(Location);

    /// <summary>A record, checklist or runbook of a delivery that goes on is no longer there.</summary>
    public sealed record DocumentRemoved(string What, Location Location) : Transition(Location);

    /// <param name="Files">Paths of the rule files that changed.</param>
    /// <param name="Effects">What is judged otherwise from then on, in sentences.</param>
    public sealed record RulesChanged(ImmutableArray<string> Files, ImmutableArray<string> Effects) : Transition(Location.OfFile(Files[0]));
}

/// <param name="What">Name of the field, or of the milestone whose target date it is.</param>
/// <param name="From">Empty if there was none.</param>
/// <param name="To">Empty if there is none any more.</param>
/// <param name="ConcernsClient">Whether it was agreed with the client.</param>
public sealed record PlannedValue(string What, string From, string To, bool ConcernsClient, Location Location);
