using DeliveryAsCode.Cli.Running;

namespace DeliveryAsCode.Cli.Tests.Running.Faults;

internal enum Boundary
{
    /// <summary>The clock is asked. Right before each entry it is, after the act that the entry tells of.</summary>
    Clock,

    /// <summary>An entry is durable; the act that it announces is next.</summary>
    Written,
}

/// <summary>
/// Where a run can be cut: it asks its clock before it writes an entry, and tells its observer after. So a clock and an
/// observer see every boundary, and the program needs no door for its tests.
/// </summary>
/// <param name="reached">Called at each boundary with its number, from 1.</param>
internal sealed class Boundaries(Action<int, Boundary> reached) : TimeProvider
{
    private int _passed;

    public override DateTimeOffset GetUtcNow()
    {
        Pass(Boundary.Clock);
        return base.GetUtcNow();
    }

    public void Observe(RunEvent happened)
    {
        if (happened is EntryWritten)
            Pass(Boundary.Written);
    }

    /// <summary>The boundaries of a run that lie right before or right after an entry.</summary>
    public static IEnumerable<int> AroundEntries(IReadOnlyList<Boundary> all) =>
        from number in Enumerable.Range(1, all.Count)
        where all[number - 1] == Boundary.Written || number < all.Count && all[number] == Boundary.Written
        select number;

    private void Pass(Boundary boundary) => reached(Interlocked.Increment(ref _passed), boundary);
}
