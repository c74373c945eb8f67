using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Planning;

/// <summary>What makes a delivery amber, where nothing makes it red.</summary>
internal static class Warnings
{
    public static ImmutableArray<string> Of(DeliveryCase delivery, DeliveryForecast forecast, ImmutableArray<OverdueMilestone> overdue, ImmutableArray<GateReason> missing) =>
    [
        .. overdue.OrderByDescending(o => o.DaysLate).Select(o => $"\"{o.Milestone.Name}\" is {Sentence.Days(o.DaysLate)} overdue"),
        .. forecast is { IsDelivered: false, IsLate: true, IsBeyondAcceptable: false } && !forecast.IsPastAgreed(delivery.Today) ? [Sentence.Of(forecast)] : ImmutableArray<string>.Empty,
        .. FailedAttempt.Of(delivery).Where(f => f.Number < delivery.Configuration.Escalation.EscalateAfterAttempts).Select(Sentence.Of),
        .. delivery.Record.Escalations.Rows.Where(e => e.IsOpen && !Alarms.IsTooOld(e, delivery)).Select(e => $"the escalation \"{e.Issue}\" is open"),
        .. missing.Where(m => m.Descriptor == DiagnosticCatalog.AcknowledgementStale).Select(m => m.Message),
        .. Unfinished(delivery),
        .. Unfounded(delivery),
        .. StageOverrun.Of(delivery) is { IsBehindDeployment: false } overrun ? [Sentence.Of(overrun)] : ImmutableArray<string>.Empty,
        .. UpdateCadence.Due(delivery.Record, delivery.Configuration.Cadence, delivery.Configuration.Calendar, delivery.Today) is { } due ? [$"a status update is due since {DocumentDate.Format(due.Due)}"] : ImmutableArray<string>.Empty,
        .. delivery.Evidence.Executions is null ? ["nobody can say what was executed: a journal is broken"] : ImmutableArray<string>.Empty,
    ];

    /// <summary>Also of one that runs right now: until it has ended nobody knows how.</summary>
    private static IEnumerable<string> Unfinished(DeliveryCase delivery) => delivery.NewestExecution switch
    {
        { Conclusion: null, WaitsFor: { } what } waiting => [$"the execution {waiting.Id} waits: {what}"],
        { Conclusion: null } open => [$"the execution {open.Id} was started and has not ended"],
        _ => [],
    };

    private static IEnumerable<string> Unfounded(DeliveryCase delivery) =>
        RowRemark.Of(delivery).OfType<RowRemark.Nobodys>().Where(r => !r.Closes && !delivery.Decisions.IsSettled(r.Row.Gate)).Select(r => $"a row about \"{r.Row.Gate}\" is nobody's word");
}
