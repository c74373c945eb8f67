using DeliveryAsCode.Calendars;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using NodaTime;

namespace DeliveryAsCode.Planning;

/// <summary>Says of the current stage that it takes longer than a stage of its kind is expected to.</summary>
internal static class Overrun
{
    private const string Complexity = "Complexity";

    public static void Plan(Draft draft)
    {
        var delivery = draft.Case;
        if (delivery.Decisions is not { Cancelled: null, OnHold: null } || delivery.CurrentStage is not { } stage
            || Expected(stage.Duration, draft) is not { } expected || BeginOf(stage, draft) is not { } begin)
        {
            return;
        }

        var days = delivery.Configuration.Calendar.WorkingDaysBetween(begin, delivery.Today);
        var most = Math.Max(1, (int)Math.Ceiling(expected.TotalDays));
        if (days > most)
            draft.Note($"the stage \"{stage.Name}\" takes longer than expected: {days} working days since {DocumentDate.Format(begin)}, {most} {(most == 1 ? "was" : "were")} expected");
    }

    private static TimeSpan? Expected(ExpectedDuration duration, Draft draft) =>
        Label.Of(draft.Record.FindField(Complexity)?.Value ?? "").Key switch
        {
            "simple" => duration.Simple,
            "complex" => duration.Complex,
            _ => duration.Standard,
        };

    /// <summary>The day of the last decision before it; the intake for the first stage.</summary>
    private static LocalDate? BeginOf(Stage stage, Draft draft)
    {
        var stages = draft.Case.Lifecycle.Stages;
        return stages[..stages.IndexOf(stage)].SelectMany(s => s.Gates).Select(g => draft.Case.Decisions.StateOf(g.Name).SettledBy?.Date).Max() ?? draft.Record.IntakeDate;
    }
}
