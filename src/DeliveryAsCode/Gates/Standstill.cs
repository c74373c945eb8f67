using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Gates;

/// <summary>Whether a delivery goes on at all.</summary>
internal static class Standstill
{
    /// <returns>Nothing if it goes on.</returns>
    public static IEnumerable<GateReason> Of(DeliveryCase delivery)
    {
        if (delivery.Decisions.Cancelled is { } cancelled)
            yield return Reason(delivery, "was cancelled", cancelled, "reopen it first: decision reopened, by the delivery-manager, with a reason");
        else if (delivery.Decisions.OnHold is { } held)
            yield return Reason(delivery, "is on hold", held, "resume it first: decision resumed, by the delivery-manager, with a reason");
        else if (delivery.Record.Status is (DeliveryStatus.Cancelled or DeliveryStatus.OnHold) and { } status)
            yield return Reason(delivery, $"is \"{Wording.OfStatus.WordFor(status)}\"", null, "record the decision that resumes or reopens it");
    }

    private static GateReason Reason(DeliveryCase delivery, string what, GateDecision? row, string next) =>
        new(DiagnosticCatalog.DeliveryClosed, $"the delivery {what}", row?.Location ?? delivery.Record.FindField(RecordGrammar.Status)!.Location, delivery.NamesOf(Role.DeliveryManager), next, IsUndecided: false);
}
