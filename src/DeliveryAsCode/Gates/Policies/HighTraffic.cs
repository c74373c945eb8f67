using DeliveryAsCode.Calendars;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Gates.Policies;

/// <summary>A deployment starts neither outside of the windows of its environment, nor in a time of high traffic or a freeze.</summary>
internal static class HighTraffic
{
    private const string Field = RecordPlan.DeploymentWindow;

    public static IEnumerable<GateReason> Refusals(PolicyQuestion question) =>
        question.IsForNow ? question.Runbooks.SelectMany(r => Now(r, question)) : Planned(question);

    private static IEnumerable<GateReason> Planned(PolicyQuestion question)
    {
        var (record, place) = (question.Record, question.Record.FindField(Field)?.Location ?? question.Record.Title);
        return Read(question.Delivery) switch
        {
            null => [question.Refusal($"\"{Field}\" is not filled, so nobody can say whether it is a good time", place, $"delivery set {record.Id} \"field:{Field}\" \"2026-05-12 10:00–14:00 Europe/Madrid\"")],
            PlannedWindowReading.Mistake mistake => [question.Refusal($"\"{Field}\" cannot be read: {mistake.Message}", place, mistake.Help)],
            PlannedWindowReading.Read read => question.Runbooks.DistinctBy(r => r.Environment).SelectMany(r => Refusals(r, question, e =>
                DeploymentTimes.Refusals(e, question.Delivery.Configuration.Calendar, record.Id, read.Window)
                    .Select(refusal => question.Refusal(refusal.Message, place, $"plan another time: {refusal.Next}", DiagnosticCatalog.NotNow)))),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static IEnumerable<GateReason> Now(Runbook runbook, PolicyQuestion question) => Refusals(runbook, question, environment =>
        DeploymentTimes.Refusals(environment, question.Delivery.Configuration.Calendar, question.Record.Id, question.Delivery.Now)
            .Select(refusal => question.Refusal(refusal.Message, environment.Location, refusal.Next, DiagnosticCatalog.NotNow)));

    private static IEnumerable<GateReason> Refusals(Runbook runbook, PolicyQuestion question, Func<DeploymentEnvironment, IEnumerable<GateReason>> judge) =>
        question.Delivery.Configuration.FindEnvironment(runbook.Environment) is { } environment
            ? judge(environment)
            : [question.Refusal($"delivery.yml has no environment \"{runbook.Environment}\", so nobody can say when it may be deployed to", runbook.Header, "name an environment of delivery.yml in the runbook")];

    private static PlannedWindowReading? Read(DeliveryCase delivery) =>
        delivery.Record.FindField(Field)?.Value is { } text ? PlannedWindow.Parse(text, delivery.Configuration.Calendar.TimeZone) : null;
}
