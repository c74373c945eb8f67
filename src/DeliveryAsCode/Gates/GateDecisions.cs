using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Gates;

/// <summary>Which gates the rows of a record have closed: the fold of its Gates table, from the first row to the last.</summary>
public sealed class GateDecisions
{
    private readonly Dictionary<Label, GateDecision> _last = [];
    private readonly HashSet<Label> _settled = [];

    private GateDecisions()
    {
    }

    /// <summary>Whether the gate was passed, or skipped, and not failed or reopened since.</summary>
    public bool IsSettled(string gate) => _settled.Contains(gate);

    /// <summary>The newest row about the gate, whatever it says.</summary>
    public GateDecision? Last(string gate) => _last.GetValueOrDefault(gate);

    public static GateDecisions Of(DeliveryRecord record, Lifecycle lifecycle)
    {
        var decisions = new GateDecisions();
        var gates = lifecycle.Gates.Select(g => Label.Of(g.Name)).ToImmutableArray();
        foreach (var row in record.Ambiguities.IsEmpty ? record.Gates.Rows : [])
            decisions.Apply(row, lifecycle, gates);
        return decisions;
    }

    /// <summary>Whether the row says who decided and when; one that does not closes nothing.</summary>
    public static bool IsSigned(GateDecision row) =>
        !Unset.Is(row.DecidedBy) && !Unset.IsPlaceholder(row.DecidedBy) && !Label.Of(row.DecidedBy).IsEmpty && row.Date is not null;

    /// <summary>Whether the row skips what the lifecycle never lets anybody skip.</summary>
    public static bool SkipsTheNeverSkipped(GateDecision row, Lifecycle lifecycle) =>
        row.Decision == Decision.Skipped && lifecycle.FindStageOfGate(row.Label)?.Skip is SkipRule.Never;

    private void Apply(GateDecision row, Lifecycle lifecycle, ImmutableArray<Label> gates)
    {
        _last[row.Label] = row;
        switch (row.Decision)
        {
            case Decision.Passed or Decision.Skipped:
                if (IsSigned(row) && !SkipsTheNeverSkipped(row, lifecycle))
                    _settled.Add(row.Label);
                break;
            case Decision.Failed:
                _settled.Remove(row.Label);
                break;
            case Decision.Reopened:
                // The gate and all later ones must be passed anew.
                _settled.ExceptWith(gates.SkipWhile(g => g != row.Label));
                break;
            case Decision.Replan or Decision.Cancelled or Decision.OnHold or null:
                // Whatever it means in detail, it is no yes; nor is what cannot be read.
                _settled.Remove(row.Label);
                break;
            case Decision.Acknowledged or Decision.Resumed:
                break;
        }
    }
}
