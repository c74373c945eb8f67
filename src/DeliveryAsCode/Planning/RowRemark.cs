using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Planning;

/// <summary>What a reader of a gate decision has to know about it, because its row does not tell. Closed.</summary>
public abstract record RowRemark(GateDecision Row)
{
    /// <summary>It stood in the record when that was made: it counts, and nobody verified it.</summary>
    public sealed record Adopted(GateDecision Row) : RowRemark(Row);

    /// <summary>Somebody without an account decided, as somebody else attests.</summary>
    public sealed record Attested(GateDecision Row, string By, string OnBehalfOf) : RowRemark(Row);

    /// <summary>What was decided about is not what it was. The decision stays.</summary>
    public sealed record ChangedSince(GateDecision Row, ImmutableArray<BoundChange> Changes) : RowRemark(Row);

    /// <summary>Nobody who may said so: it opens nothing.</summary>
    /// <param name="Why">A sentence without a full stop.</param>
    public sealed record Nobodys(GateDecision Row, string Why) : RowRemark(Row)
    {
        /// <summary>Whether the row closes something all the same: that needs nobody's right.</summary>
        public bool Closes => Row.Decision is Decision.Failed or Decision.Cancelled or Decision.OnHold or Decision.Replan or Decision.Reopened;
    }

    /// <summary>Nobody can say whether it counts.</summary>
    public sealed record Unknown(GateDecision Row, string Why) : RowRemark(Row);

    /// <summary>In the order of the rows; a row can have two.</summary>
    public static ImmutableArray<RowRemark> Of(DeliveryCase delivery) =>
        [.. delivery.Record.Gates.Rows.Zip(delivery.Evidence.Rows).SelectMany(row => Of(row.First, row.Second, delivery))];

    private static IEnumerable<RowRemark> Of(GateDecision row, RowEvidence evidence, DeliveryCase delivery) => evidence switch
    {
        RowEvidence.Adopted => [new Adopted(row)],
        RowEvidence.Nobody nobody => [new Nobodys(row, nobody.Why)],
        RowEvidence.CannotTell unknown => [new Unknown(row, unknown.Why)],
        RowEvidence.Standing => [],
        RowEvidence.Given or RowEvidence.Reviewed => evidence.KnownWords.SelectMany(word => OfWord(row, word, delivery)).Distinct(),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static IEnumerable<RowRemark> OfWord(GateDecision row, GateWord word, DeliveryCase delivery)
    {
        if (word.OnBehalfOf is { } client)
            yield return new Attested(row, word.By.Name, client);

        // Of a gate that is open its verdict tells what is stale.
        if (word.Then is { } then && delivery.Lifecycle.FindGate(Label.Of(row.Gate)) is { } gate && delivery.Decisions.StateOf(gate.Name).SettledBy == row
            && delivery.BoundSetOf(gate).ChangesSince(then) is { IsEmpty: false } changes)
        {
            yield return new ChangedSince(row, changes);
        }
    }
}
