using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using NodaTime;

namespace DeliveryAsCode.Planning;

/// <summary>The end of a delivery whose gates are all behind it: it is complete once nothing in its record is open.</summary>
internal static class Completion
{
    public static void Plan(Draft draft)
    {
        if (draft.Record.Status != DeliveryStatus.Complete && !Missing(draft.Case).IsEmpty)
        {
            StatusChange.Set(draft, draft.Case.Lifecycle.Stages[^1].Status, "all gates are settled, but something is still open");
            return;
        }

        if (draft.Record.FindField(RecordGrammar.ActualDate) is { Value: null } && draft.Record.ActualDate is null)
        {
            var date = DocumentDate.Format(HandedOver(draft.Case) ?? draft.Case.Today);
            draft.EditRecord("actual-delivery-date", $"set the actual delivery date to {date}", "the delivery is complete", record => RecordEdits.SetField(record, RecordGrammar.ActualDate, date));
        }

        StatusChange.Set(draft, Wording.OfStatus.WordFor(DeliveryStatus.Complete), "all gates are settled, every field is filled, and no escalation is open");
    }

    /// <summary>What keeps the delivery from being complete, beside gates.</summary>
    public static ImmutableArray<GateReason> Missing(DeliveryCase delivery) =>
        [.. Unfilled(delivery), .. OpenEscalations(delivery), .. ClientGates(delivery).Where(g => delivery.Decisions.StateOf(g.Name).SettledBy is { Decision: Decision.Skipped }).Select(g => NotAcknowledged(delivery, g.Name))];

    /// <summary>The day on which the client acknowledged, where a milestone or a row says so.</summary>
    private static LocalDate? HandedOver(DeliveryCase delivery) =>
        ClientGates(delivery).Select(g => (g.Dates is { } name ? delivery.Record.FindMilestone(name)?.Actual : null) ?? delivery.Decisions.StateOf(g.Name).SettledBy?.Date).LastOrDefault(date => date is not null);

    private static IEnumerable<Lifecycles.GateDefinition> ClientGates(DeliveryCase delivery) =>
        delivery.Lifecycle.Gates.Where(g => g.DecidedBy.Contains(Role.Client));

    /// <summary>The actual delivery date is filled by the completion itself.</summary>
    private static IEnumerable<GateReason> Unfilled(DeliveryCase delivery)
    {
        var record = delivery.Record;
        foreach (var name in RecordGrammar.RequiredFields.Where(name => name is not (RecordGrammar.ActualDate or RecordGrammar.Status) && record.FindField(name) is not { Value: not null }))
            yield return Reason(delivery, DiagnosticCatalog.FieldNotFilled, $"\"{name}\" is not filled", record.FindField(name)?.Location ?? record.Title, $"delivery set {record.Id} \"field:{name}\" \"…\"");

        foreach (var field in record.Fields.Where(f => f.IsPlaceholder && !RecordGrammar.RequiredLabels.Contains(f.Label)))
            yield return Reason(delivery, DiagnosticCatalog.FieldNotFilled, $"\"{field.Source.Label}\" still holds the template's words", field.Location, $"delivery set {record.Id} \"field:{field.Source.Label}\" \"…\"");
    }

    private static IEnumerable<GateReason> OpenEscalations(DeliveryCase delivery) =>
        delivery.Record.Escalations.Rows.Select((row, i) => (Row: row, Number: i + 1)).Where(e => e.Row.IsOpen)
            .Select(e => Reason(delivery, DiagnosticCatalog.EscalationOpen, $"the escalation \"{e.Row.Issue}\" is open", e.Row.Location, $"delivery set {delivery.Record.Id} escalation:{e.Number}:Resolution \"…\""));

    private static GateReason NotAcknowledged(DeliveryCase delivery, string gate) =>
        Reason(delivery, DiagnosticCatalog.DecisionMissing, $"the client has not acknowledged \"{gate}\"", GateJudge.PlaceOfGates(delivery.Record), delivery.HowToDecide(gate));

    private static GateReason Reason(DeliveryCase delivery, DiagnosticDescriptor descriptor, string message, Text.Location place, string next) =>
        new(descriptor, message, place, delivery.NamesOf(Role.DeliveryManager), next, IsUndecided: false);
}
