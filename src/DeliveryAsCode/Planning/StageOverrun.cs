using DeliveryAsCode.Calendars;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using NodaTime;

namespace DeliveryAsCode.Planning;

/// <summary>A stage that takes longer than one of its kind is expected to.</summary>
/// <param name="Since">The day on which it began.</param>
/// <param name="WorkingDays">Since then, today included.</param>
/// <param name="Expected">In working days; part of a day is a whole one, since decisions are dated by the day.</param>
/// <param name="IsBehindDeployment">Whether what the stage is there to look at is in use already.</param>
public sealed record StageOverrun(Stage Stage, LocalDate Since, int WorkingDays, int Expected, bool IsBehindDeployment)
{
    /// <summary>
    /// What was planned for a later day takes as long as planned; but what is in use already is not left alone by a plan.
    /// </summary>
    /// <returns>Null if it is in its time, nobody expects anything, or it is not known when it began.</returns>
    public static StageOverrun? Of(DeliveryCase delivery)
    {
        if (delivery.CurrentStage is not { } stage || ExpectedFor(stage.Duration, delivery.Record) is not { } expected || BeginOf(stage, delivery) is not { } since)
            return null;

        var days = delivery.Configuration.Calendar.WorkingDaysBetween(since, delivery.Today);
        var most = Math.Max(1, (int)Math.Ceiling(expected.TotalDays));
        var stages = delivery.Lifecycle.Stages;
        var isBehind = stages.IndexOf(stage) > stages.IndexOf(delivery.Lifecycle.DeploymentStage);
        return days > most && (isBehind || !IsPlannedForLater(stage, delivery)) ? new StageOverrun(stage, since, days, most, isBehind) : null;
    }

    private static bool IsPlannedForLater(Stage stage, DeliveryCase delivery) =>
        stage.Milestones.Any(name => delivery.Record.FindMilestone(name) is { Actual: null } milestone && milestone.Target >= delivery.Today);

    private static TimeSpan? ExpectedFor(ExpectedDuration duration, DeliveryRecord record) =>
        Label.Of(record.FindField(RecordGrammar.Complexity)?.Value ?? "").Key switch
        {
            "simple" => duration.Simple,
            "complex" => duration.Complex,
            _ => duration.Standard,
        };

    /// <summary>The day of the last decision before it, or of its own gate's that opened it anew; the intake for the first stage.</summary>
    private static LocalDate? BeginOf(Stage stage, DeliveryCase delivery)
    {
        var before = delivery.Lifecycle.Stages.TakeWhile(s => s != stage).SelectMany(s => s.Gates).Select(g => delivery.Decisions.StateOf(g.Name).SettledBy?.Date);
        var anew = delivery.Record.Gates.Rows.Where(r => r.Decision is Decision.Failed or Decision.Reopened or Decision.Resumed).Select(r => r.Date);
        return before.Max() is { } last ? LocalDate.Max(last, anew.Max() ?? last) : delivery.Record.IntakeDate;
    }
}
