using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using NodaTime;

namespace DeliveryAsCode.Calendars;

/// <summary>Counts the working days of a calendar without walking over them: a holiday may last for years by a slip.</summary>
internal sealed class WorkingDays
{
    private const int Week = 7;

    private readonly ImmutableArray<IsoDayOfWeek> _days;
    private readonly ImmutableArray<(LocalDate From, LocalDate To)> _holidays;

    public WorkingDays(BusinessCalendar calendar)
    {
        _days = calendar.WorkingDays;
        _holidays = Merge(calendar.Holidays);
    }

    /// <summary>The working days after <paramref name="from"/>, up to and including <paramref name="to"/>; negative if that lies before.</summary>
    public int Between(LocalDate from, LocalDate to)
    {
        if (to < from)
            return -Between(to, from);

        var holidays = _holidays
            .Where(h => h.To > from && h.From <= to)
            .Sum(h => Weekdays(LocalDate.Max(from, DayBefore(h.From)), LocalDate.Min(to, h.To)));
        return Weekdays(from, to) - holidays;
    }

    /// <summary>The first day with so many working days since <paramref name="from"/>; the last day that there is, if no day has.</summary>
    public LocalDate Add(LocalDate from, int count)
    {
        if (count <= 0)
            return from;

        // The count only grows with the day: look further and further ahead, then halve the way back.
        var (before, reached) = (from, Days.After(from, 2L * count + Week));
        while (Between(from, reached) < count)
        {
            if (reached == LocalDate.MaxIsoValue)
                return reached;

            (before, reached) = (reached, Days.After(reached, 2L * Days.Between(from, reached)));
        }

        while (Days.Between(before, reached) > 1)
        {
            var middle = before.PlusDays(Days.Between(before, reached) / 2);
            (before, reached) = Between(from, middle) < count ? (middle, reached) : (before, middle);
        }

        return reached;
    }

    /// <summary>Days of the working week after one day, up to and including another that is not before it.</summary>
    private int Weekdays(LocalDate from, LocalDate to)
    {
        var days = Days.Between(from, to);
        var rest = Enumerable.Range(1, days % Week).Count(day => _days.Contains((IsoDayOfWeek)(((int)from.DayOfWeek - 1 + day) % Week + 1)));
        return days / Week * _days.Length + rest;
    }

    /// <summary>Each day once, although two holidays may share it.</summary>
    private static ImmutableArray<(LocalDate From, LocalDate To)> Merge(ImmutableArray<Holiday> holidays)
    {
        var merged = new List<(LocalDate From, LocalDate To)>();
        foreach (var holiday in holidays.OrderBy(h => h.From))
        {
            if (merged is [.., var last] && holiday.From <= last.To)
                merged[^1] = (last.From, LocalDate.Max(last.To, holiday.To));
            else
                merged.Add((holiday.From, holiday.To));
        }

        return [.. merged];
    }

    private static LocalDate DayBefore(LocalDate date) => date == LocalDate.MinIsoValue ? date : date.PlusDays(-1);
}
