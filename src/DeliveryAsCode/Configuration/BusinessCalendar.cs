using System.Collections.Immutable;
using NodaTime;

namespace DeliveryAsCode.Configuration;

/// <summary>Which days count. What follows from it is computed elsewhere, from it and an instant.</summary>
public sealed record BusinessCalendar(DateTimeZone TimeZone, ImmutableArray<IsoDayOfWeek> WorkingDays, ImmutableArray<Holiday> Holidays)
{
    public static BusinessCalendar Default { get; } = new(
        DateTimeZone.Utc,
        [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday],
        []);
}

/// <param name="From">The first day.</param>
/// <param name="To">The last day: the same for a holiday of one day.</param>
public sealed record Holiday(LocalDate From, LocalDate To, string? Name);
