using System.Collections.Immutable;
using DeliveryAsCode.Calendars;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Deliveries;

/// <summary>What a record plans must be readable, and its milestones must follow each other.</summary>
internal static class DateRules
{
    private const int Target = 1;
    private const int Actual = 2;

    public static ImmutableArray<Diagnostic> Check(DeliveryRecord record, Lifecycle lifecycle) =>
    [
        .. Unreadable(record, RecordPlan.DeploymentWindow, text => PlannedWindow.Parse(text, DateTimeZone.Utc) is PlannedWindowReading.Mistake mistake ? (mistake.Message, mistake.Help) : null),
        .. Unreadable(record, RecordPlan.UpdateCadence, text => DayPeriod.ParseEvery(text) is null ? ($"\"{text}\" is no rhythm", DayPeriod.EveryHelp) : null),
        .. Unreadable(record, RecordPlan.AcceptableDelay, text => DayPeriod.Parse(text) is null ? ($"\"{text}\" is no number of days", DayPeriod.Help) : null),
        .. Reversed(record, lifecycle),
    ];

    private static IEnumerable<Diagnostic> Unreadable(DeliveryRecord record, string name, Func<string, (string Message, string Help)?> mistakeIn)
    {
        if (record.FindField(name) is { Value: { } text } field && mistakeIn(text) is var (message, help))
            yield return new Diagnostic(DiagnosticCatalog.PlanUnreadable, field.Location, message) { Help = help };
    }

    /// <summary>Each is held against the one before it only, so that one slip is one finding. Milestones of the record's own have no known order.</summary>
    private static IEnumerable<Diagnostic> Reversed(DeliveryRecord record, Lifecycle lifecycle)
    {
        var milestones = lifecycle.Milestones.Select(name => record.FindMilestone(name)).OfType<Milestone>().Where(m => m.Status != MilestoneStatus.Skipped).ToList();
        return
        [
            .. Backwards(milestones, m => m.Target).Select(pair => new Diagnostic(DiagnosticCatalog.TargetsReversed, Cell(record, pair.Late, Target), $"\"{pair.Late.Name}\" is planned for {DocumentDate.Format(pair.Late.Target!.Value)}, before \"{pair.Early.Name}\" on {DocumentDate.Format(pair.Early.Target!.Value)}")
            {
                Help = "correct the date that is wrong, or plan both anew",
            }),
            .. Backwards(milestones, m => m.Actual).Select(pair => new Diagnostic(DiagnosticCatalog.ActualsReversed, Cell(record, pair.Late, Actual), $"\"{pair.Late.Name}\" was reached on {DocumentDate.Format(pair.Late.Actual!.Value)}, before \"{pair.Early.Name}\" on {DocumentDate.Format(pair.Early.Actual!.Value)}")
            {
                Help = "correct the date that is wrong",
            }),
        ];
    }

    /// <returns>Neighbours among the dated milestones, of which the later one has the earlier date.</returns>
    private static IEnumerable<(Milestone Early, Milestone Late)> Backwards(List<Milestone> milestones, Func<Milestone, LocalDate?> date)
    {
        var dated = milestones.Where(m => date(m) is not null).ToList();
        return dated.Zip(dated.Skip(1)).Where(pair => date(pair.Second) < date(pair.First));
    }

    private static Location Cell(DeliveryRecord record, Milestone milestone, int column) =>
        record.Document.Source.Locate(milestone.Source.Cells[record.Milestones.Columns[column]].Span);
}
