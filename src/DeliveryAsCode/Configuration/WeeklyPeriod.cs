using System.Collections.Immutable;
using NodaTime;

namespace DeliveryAsCode.Configuration;

/// <summary>A part of certain days of every week, in the calendar's time zone.</summary>
/// <param name="Days">The days on which it begins, in the order of the week.</param>
/// <param name="To">
/// The first moment that is outside. Midnight is the end of the day, and an end before the beginning lies on the next day.
/// </param>
public sealed record WeeklyPeriod(ImmutableArray<IsoDayOfWeek> Days, LocalTime From, LocalTime To, string? Why)
{
    public static ImmutableArray<IsoDayOfWeek> EveryDay { get; } = [.. Enumerable.Range(1, 7).Select(day => (IsoDayOfWeek)day)];

    public bool EndsOnNextDay => To <= From;
}
