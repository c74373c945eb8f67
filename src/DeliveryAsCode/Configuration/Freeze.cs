using System.Collections.Immutable;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Configuration;

/// <summary>Whole days, in the calendar's time zone, on which nothing is deployed. Closed.</summary>
/// <param name="For">Ids of the deliveries that it concerns; null for all.</param>
public abstract record Freeze(string? Why, Glob? For);

/// <param name="To">The last day of it.</param>
public sealed record DatedFreeze(LocalDate From, LocalDate To, string? Why, Glob? For) : Freeze(Why, For);

public sealed record WeeklyFreeze(ImmutableArray<IsoDayOfWeek> Days, string? Why, Glob? For) : Freeze(Why, For);

/// <param name="Days">Days of the month, from 1; one that a month does not have is left out in it.</param>
/// <param name="IncludesLastDay">Whether the last day of every month belongs to it, whatever its number.</param>
public sealed record MonthlyFreeze(ImmutableArray<int> Days, bool IncludesLastDay, string? Why, Glob? For) : Freeze(Why, For);
