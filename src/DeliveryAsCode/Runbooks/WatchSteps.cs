using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Runbooks;

/// <summary>Makes steps of the watches of one phase. The extended ones come last: they take days, and everything else goes before.</summary>
internal sealed class WatchSteps(string phase, PhaseKind kind, DiagnosticBag bag, Func<string, string> unique)
{
    private readonly List<(Watch Watch, TextSpan Place)> _extended = [];

    /// <summary>A watch that stands directly under the heading of the phase.</summary>
    public IEnumerable<Step> Own(IEnumerable<FencedBlock> fences)
    {
        if (kind != PhaseKind.Monitoring)
        {
            ReportMisplaced(fences, bag);
            return [];
        }

        return Only(fences, "this phase") is { } fence && Read(fence) is { } watch ? [StepOf("watch", "Watch", watch, fence.InfoSpan)] : [];
    }

    /// <summary>The step with its watch. Where a strategy watches between its parts, the watch is the strategy's, and read with it.</summary>
    public Step With(Step step, IReadOnlyCollection<FencedBlock> fences)
    {
        if (Only(fences, "this step") is not { } fence)
            return step;
        if (fences.Any(ActionReader.IsStrategy) && step.Strategy is not { Bake: null })
            return step;
        if (step is { Run: null, Verify: null, Undo: null })
            return Read(fence) is { } watch ? step with { Watch = watch } : step;

        bag.Report(DiagnosticCatalog.MisplacedWatch, fence.InfoSpan, $"the step \"{step.Title}\" has blocks that run, and would not be watched while they do",
            "put the watch under \"## Monitoring\" or under a heading of its own; a step with a strategy is watched between its parts");
        return step;
    }

    /// <summary>Of all watches that were read.</summary>
    public IEnumerable<Step> Extended() => [.. _extended.Select(e => StepOf("extended-watch", "Extended watch", e.Watch, e.Place))];

    /// <summary>Where nothing is watched.</summary>
    public static void ReportMisplaced(IEnumerable<FencedBlock> fences, DiagnosticBag bag)
    {
        foreach (var fence in fences.Where(ActionReader.IsWatch))
        {
            bag.Report(DiagnosticCatalog.MisplacedWatch, fence.InfoSpan, "nothing is watched here",
                "put the watch under \"## Monitoring\", or under a heading \"### What is watched\" of its own");
        }
    }

    private FencedBlock? Only(IEnumerable<FencedBlock> fences, string place)
    {
        var watches = fences.Where(ActionReader.IsWatch).ToList();
        foreach (var again in watches.Skip(1))
            bag.Report(DiagnosticCatalog.DuplicateWatch, again.InfoSpan, $"{place} already has a watch", "put all metrics into one watch, or give this one a heading \"### …\" of its own");
        return watches.FirstOrDefault();
    }

    private Watch? Read(FencedBlock fence)
    {
        if (WatchReader.Read(fence, bag) is not var (watch, extended))
            return null;

        if (extended is not null && kind != PhaseKind.Monitoring)
            bag.Report(DiagnosticCatalog.MisplacedWatch, fence.InfoSpan, "an extended watch takes days, and the phases after this one would wait for it", "move \"extended\" to the watch under \"## Monitoring\"");
        else if (extended is not null)
            _extended.Add((extended, fence.InfoSpan));
        return watch;
    }

    private Step StepOf(string slug, string title, Watch watch, TextSpan place) =>
        new(unique($"{phase}/{slug}"), title, null, null, null, null, null, null, null, false, null, bag.Source.Locate(place)) { Watch = watch };
}
