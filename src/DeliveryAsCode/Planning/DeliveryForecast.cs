using System.Collections.Immutable;
using DeliveryAsCode.Calendars;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using NodaTime;

namespace DeliveryAsCode.Planning;

/// <summary>When a delivery can be expected to reach its client, against the date that was agreed.</summary>
/// <param name="Milestones">Those that are not yet reached, in their order.</param>
/// <param name="Delivery">The day it was delivered, or can be expected to be; null if the milestone that it is delivered with is not planned.</param>
/// <param name="IsDelivered">Whether it has reached the client; what is left then is to look back.</param>
/// <param name="WorkingDaysLate">Working days from the agreed date to the delivery; 0 if it is in time.</param>
/// <param name="IsLate">Whether the delivery is after the agreed date, be it on the weekend behind it.</param>
/// <param name="IsBeyondAcceptable">Whether it is late by more than the acceptable delay. Where none is stated, no delay is acceptable.</param>
public sealed record DeliveryForecast(
    ImmutableArray<MilestoneForecast> Milestones,
    LocalDate? Delivery,
    LocalDate? Agreed,
    bool IsDelivered,
    int WorkingDaysLate,
    bool IsLate,
    bool IsBeyondAcceptable)
{
    /// <summary>Whether the agreed date went by without a delivery.</summary>
    public bool IsPastAgreed(LocalDate today) => !IsDelivered && Agreed < today;

    public static DeliveryForecast Of(DeliveryCase delivery)
    {
        var (record, calendar) = (delivery.Record, delivery.Configuration.Calendar);
        var milestones = Forecast.Of(record, delivery.Lifecycle, calendar, delivery.Today);
        var delivering = DeliveringMilestone(delivery.Lifecycle) is { } name ? record.FindMilestone(name) : null;
        var delivered = record.ActualDate <= delivery.Today ? record.ActualDate : delivering?.Actual <= delivery.Today ? delivering.Actual : null;
        var isPlanned = delivering is null || delivering.Target is not null;
        var expected = delivered ?? (isPlanned ? Last(milestones, delivery.Lifecycle) : null);
        var isLate = expected > record.AgreedDate;
        return new DeliveryForecast(milestones, expected, record.AgreedDate, delivered is not null,
            isLate ? calendar.WorkingDaysBetween(record.AgreedDate!.Value, expected!.Value) : 0,
            isLate, isLate && IsBeyond(record.AgreedDate!.Value, expected!.Value, delivery));
    }

    /// <summary>
    /// The milestone that the client dates, since with it they have what was agreed; where a lifecycle has no such gate, the
    /// last one of the deployment.
    /// </summary>
    private static string? DeliveringMilestone(Lifecycle lifecycle) =>
        lifecycle.Gates.LastOrDefault(g => g.Dates is not null && g.DecidedBy.Contains(Role.Client))?.Dates
        ?? lifecycle.DeploymentStage.Milestones.LastOrDefault()
        ?? lifecycle.Milestones.LastOrDefault();

    /// <summary>Whatever comes behind the delivery does not hold it up.</summary>
    private static LocalDate? Last(ImmutableArray<MilestoneForecast> milestones, Lifecycle lifecycle)
    {
        var behind = lifecycle.Milestones.Select(Label.Of).SkipWhile(m => m != Label.Of(DeliveringMilestone(lifecycle) ?? "")).Skip(1).ToHashSet();
        return milestones.Where(m => !behind.Contains(m.Milestone.Label)).Max(m => m.Expected);
    }

    private static bool IsBeyond(LocalDate agreed, LocalDate expected, DeliveryCase delivery) =>
        AcceptableDelay(delivery) is not { } delay || expected > delivery.Configuration.Calendar.Add(agreed, delay);

    internal static DayPeriod? AcceptableDelay(DeliveryCase delivery) =>
        delivery.Record.FindAcceptableDelay() ?? delivery.Configuration.Escalation.AcceptableDelay;
}
