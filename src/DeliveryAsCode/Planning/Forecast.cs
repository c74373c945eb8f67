using System.Collections.Immutable;
using DeliveryAsCode.Calendars;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using NodaTime;

namespace DeliveryAsCode.Planning;

/// <summary>
/// When the milestones that are not yet reached can be expected. A delay is carried forward in working days: what the
/// newest reached milestone was late, or, if that is more, what one that is overdue is late already. It is the same for
/// every milestone after it. One that was early pulls none forward, since others have planned by the target dates.
/// </summary>
public static class Forecast
{
    /// <returns>In the order in which they are reached; none for a delivery that is complete or cancelled.</returns>
    public static ImmutableArray<MilestoneForecast> Of(DeliveryRecord record, Lifecycle lifecycle, BusinessCalendar calendar, LocalDate today)
    {
        var forecast = ImmutableArray.CreateBuilder<MilestoneForecast>();
        var late = DelayOfNewest(record, lifecycle, calendar, today);
        foreach (var milestone in OpenMilestones.Of(record, lifecycle))
        {
            late = Math.Max(late, DelaySoFar(milestone, calendar, today));
            forecast.Add(milestone.Target is { } target
                ? new MilestoneForecast(milestone, LocalDate.Max(calendar.AddWorkingDays(target, late), today), late)
                : new MilestoneForecast(milestone, null, late));
        }

        return forecast.DrainToImmutable();
    }

    /// <summary>A date in the future is a slip, or a plan in the wrong column: nothing was reached on it.</summary>
    private static int DelayOfNewest(DeliveryRecord record, Lifecycle lifecycle, BusinessCalendar calendar, LocalDate today) =>
        // Of several that were reached on one day the last one says how the delivery stands.
        record.Milestones.Rows.Where(m => m.Target is not null && m.Actual <= today).OrderBy(m => m.Actual).ThenBy(m => lifecycle.Milestones.ToList().FindIndex(name => Label.Of(name) == m.Label)).LastOrDefault() is { Target: { } target, Actual: { } actual }
            ? Math.Max(0, calendar.WorkingDaysBetween(target, actual))
            : 0;

    /// <summary>Nothing is reached in the past, and on a weekend only on the working day after it.</summary>
    private static int DelaySoFar(Milestone milestone, BusinessCalendar calendar, LocalDate today) =>
        milestone.Target is { } target && target < today ? calendar.WorkingDaysBetween(target, calendar.WorkingDayFrom(today)) : 0;
}

/// <param name="Expected">Today at the earliest; null if the milestone has no target date.</param>
/// <param name="WorkingDaysLate">By how many working days it moves; 0 if it is in time.</param>
public sealed record MilestoneForecast(Milestone Milestone, LocalDate? Expected, int WorkingDaysLate);
