using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Gates.Policies;

/// <summary>What a policy is asked about: the plan of a delivery, as a gate judges it, or one runbook that is to run now.</summary>
/// <param name="Stage">Whose owner has to put right what is refused.</param>
/// <param name="Gate">The gate that asks for the policy, and on which it can be overridden.</param>
/// <param name="IsForNow">Whether the runbook is to start at the case's own time, rather than when the record plans it.</param>
internal sealed record PolicyQuestion(DeliveryCase Delivery, Stage Stage, GateDefinition Gate, ImmutableArray<Runbook> Runbooks, bool IsForNow)
{
    public DeliveryRecord Record => Delivery.Record;

    public IEnumerable<GateDefinition> EarlierGates => Delivery.Lifecycle.Gates.TakeWhile(g => g.Name != Gate.Name);

    public GateReason Refusal(string message, Location place, string next, DiagnosticDescriptor? code = null) =>
        new(code ?? DiagnosticCatalog.PolicyRefuses, message, place, Delivery.NamesOf(Stage.Owner), next, IsUndecided: false);

    public static GateReason CannotTell(string message, Location place) =>
        new(DiagnosticCatalog.CannotTell, message, place, [], "decide where that can be known", IsUndecided: true);
}
