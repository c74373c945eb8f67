using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Metrics;

namespace DeliveryAsCode.Runbooks;

/// <summary>What is watched between the parts of a strategy, and for how long.</summary>
internal static class StrategyWatch
{
    /// <param name="watched">The step's own watch, else that of the whole deployment.</param>
    /// <remarks>A metric that wants half of all samples, as those do that say nothing, wants half of the fewer ones here.</remarks>
    /// <returns>Null, after reporting why, if the watch could tell nothing.</returns>
    public static Watch? Of(Step step, TimeSpan bake, WhileWaiting whileWaiting, Watch? watched, DiagnosticBag bag)
    {
        if (watched is not { Metrics: { IsEmpty: false } metrics })
        {
            bag.Report(DiagnosticCatalog.UnwatchedBake, step.Location.Span, $"\"{step.Title}\" waits between its parts, and nothing would be watched",
                "add a ```yaml watch block with metrics to the step, or to \"## Monitoring\"");
            return null;
        }

        var every = watched.Every < bake / 2 ? watched.Every : bake / 2;
        var rounds = (int)Math.Min(int.MaxValue, bake / every);
        var half = (watched.Rounds + 1) / 2;
        var scaled = metrics.Select(m => m.MinSamples == half ? m with { MinSamples = Math.Min(half, (rounds + 1) / 2) } : m).ToImmutableArray();
        if (scaled.FirstOrDefault(m => m.MinSamples > rounds) is { } demanding)
        {
            bag.Report(DiagnosticCatalog.UnwatchedBake, step.Location.Span, $"\"{demanding.Name}\" needs {demanding.MinSamples} samples, and there is time for {rounds} between the parts of \"{step.Title}\"",
                "wait longer (bake), sample more often (every), or give the step a watch of its own");
            return null;
        }

        return watched with { Metrics = scaled, For = bake, Every = every, WhileWaiting = whileWaiting, IsExtended = false };
    }

    /// <summary>Traffic goes back and forth as often as somebody thinks about it.</summary>
    public static bool MayShiftBack(Step step, DiagnosticBag bag)
    {
        if (step is { Run.Options.IsIdempotent: true, Undo.Options.IsIdempotent: true })
            return true;

        bag.Report(DiagnosticCatalog.ShiftBackOnce, step.Location.Span,
            step.Undo is null
                ? $"while a person decides, traffic is shifted back, and \"{step.Title}\" has no undo block to do it"
                : $"while a person decides, traffic is shifted back and forth, and the blocks of \"{step.Title}\" may run only once",
            "mark its run block and its undo block as \"idempotent\", or write \"while-waiting: hold\" into the strategy");
        return false;
    }
}
