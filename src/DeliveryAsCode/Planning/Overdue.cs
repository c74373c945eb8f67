using System.Collections.Immutable;
using DeliveryAsCode.Calendars;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using NodaTime;

namespace DeliveryAsCode.Planning;

/// <summary>Milestones whose target date is over.</summary>
public static class Overdue
{
    /// <summary>How late a milestone may be: by the policy for this milestone, else by the record's <c>Acceptable delay</c>, else by the policy for all.</summary>
    /// <returns>In the order in which they are reached. None while the delivery is on hold: then nobody works by the plan.</returns>
    public static ImmutableArray<OverdueMilestone> Of(
        DeliveryRecord record, Lifecycle lifecycle, EscalationPolicy policy, BusinessCalendar calendar, LocalDate today) =>
        record.Status == DeliveryStatus.OnHold
            ? []
            : [.. OpenMilestones.Of(record, lifecycle).Where(m => m.Target < today).Select(m => Judge(m, Acceptable(m, record, policy), calendar, today))];

    private static OverdueMilestone Judge(Milestone milestone, DayPeriod? acceptable, BusinessCalendar calendar, LocalDate today)
    {
        var target = milestone.Target!.Value;
        return new OverdueMilestone(milestone, Days.Between(target, today), acceptable, acceptable is { } delay && today > calendar.Add(target, delay));
    }

    private static DayPeriod? Acceptable(Milestone milestone, DeliveryRecord record, EscalationPolicy policy) =>
        policy.Milestones.FirstOrDefault(m => Label.Of(m.Milestone) == milestone.Label)?.AcceptableDelay
        ?? record.FindAcceptableDelay()
        ?? policy.AcceptableDelay;
}

/// <param name="DaysLate">In days of the calendar, 1 on the day after the target date.</param>
/// <param name="Acceptable">Null if no delay of it is ever escalated.</param>
/// <param name="IsBeyondAcceptable">Whether it is to be escalated. On the last acceptable day it is not yet.</param>
public sealed record OverdueMilestone(Milestone Milestone, int DaysLate, DayPeriod? Acceptable, bool IsBeyondAcceptable);
