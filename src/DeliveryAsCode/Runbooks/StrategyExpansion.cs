using System.Collections.Immutable;
using System.Globalization;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Metrics;

namespace DeliveryAsCode.Runbooks;

/// <summary>Puts the steps that run in the place of a step with a strategy, before anybody else sees the runbook.</summary>
internal sealed class StrategyExpansion(Watch? monitoring, DiagnosticBag bag)
{
    public static ImmutableArray<Phase> Expand(ImmutableArray<Phase> phases, DiagnosticBag bag)
    {
        var monitoring = phases.Where(p => p.Kind == PhaseKind.Monitoring).SelectMany(p => p.Steps).Select(s => s.Watch).FirstOrDefault(w => w is { IsExtended: false });
        var expansion = new StrategyExpansion(monitoring, bag);
        return [.. phases.Select(phase => phase with { Steps = [.. phase.Steps.SelectMany(expansion.Expand)] })];
    }

    /// <summary>One that cannot be carried out is an error, and stays the one step it is in the file.</summary>
    private IEnumerable<Step> Expand(Step step) => step.Strategy switch
    {
        null => [step],
        _ when step.Run is not ScriptAction => Refuse(step, "has a strategy and no script that it could run with it", "add a ```bash run block: it is told its part in a variable, which a request cannot read"),
        SharesStrategy shares => Expand(step, shares),
        RollingStrategy rolling => Expand(step, rolling),
        BlueGreenStrategy when step.Verify is null => Refuse(step, "switches to what nobody has tested", "add a ```bash verify block that tests the color in $DELIVERY_COLOR"),
        BlueGreenStrategy colors => Expand(step, colors),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private IEnumerable<Step> Refuse(Step step, string why, string help)
    {
        bag.Report(DiagnosticCatalog.InvalidStrategy, step.Location.Span, $"the step \"{step.Title}\" {why}", help);
        return [step with { Strategy = null, Watch = null }];
    }

    /// <summary>Traffic is taken back once, by the first part.</summary>
    private IEnumerable<Step> Expand(Step step, SharesStrategy strategy)
    {
        var waiting = strategy.WhileWaiting ?? step.Watch?.WhileWaiting ?? WhileWaiting.ShiftBack;
        if (strategy.Weights.Length > 1 && waiting == WhileWaiting.ShiftBack && !StrategyWatch.MayShiftBack(step, bag))
            return [step with { Strategy = null, Watch = null }];

        var values = strategy.Weights.Select(w => w.ToString(CultureInfo.InvariantCulture)).ToList();
        var first = StrategyPart.IdOf(step.Id, values[0]);
        var runs = values.Select((weight, n) =>
        {
            var value = new StrategyText(StrategyValue.Weight, weight);
            return Part(step, weight, $"{step.Title} ({weight} %)", n == 0, value) with
            {
                Undo = n == 0 ? Given(step.Undo, value) : null,
                Part = new StrategyPart(step.Id, n == 0 || step.Undo is null ? null : first),
            };
        });
        return WithWatches(step, [.. runs], strategy.Bake ?? default, waiting, n => ($"{values[n]}-watch", $"{step.Title}: watch at {values[n]} %"), waiting == WhileWaiting.ShiftBack ? first : null);
    }

    private IEnumerable<Step> Expand(Step step, RollingStrategy strategy)
    {
        var runs = strategy.Batches.Select((batch, n) => Part(step, $"batch-{batch}", $"{step.Title} (batch {batch})", n == 0, new StrategyText(StrategyValue.Batch, batch)));
        return strategy.Bake is { } bake
            ? WithWatches(step, [.. runs], bake, WhileWaiting.Hold, n => ($"watch-{strategy.Batches[n]}", $"{step.Title}: watch after batch {strategy.Batches[n]}"), null)
            : runs;
    }

    /// <summary>What is deployed to the idle color is in nobody's way: without an undo block it stays there.</summary>
    private static ImmutableArray<Step> Expand(Step step, BlueGreenStrategy strategy)
    {
        var (active, deploy, change) = (StrategyPart.IdOf(step.Id, "active"), StrategyPart.IdOf(step.Id, "deploy"), StrategyPart.IdOf(step.Id, "switch"));
        var output = StrategyPart.OutputOf(active);
        var idle = new StrategyOther(StrategyValue.Color, output, strategy.First, strategy.Second);
        var old = new StrategyOutput(StrategyValue.Color, output);
        var bare = step with { Strategy = null, Watch = null, Verify = null, Undo = null };
        return
        [
            bare with
            {
                Id = active,
                Title = $"{step.Title}: which color is active",
                Run = strategy.Active with { Options = strategy.Active.Options with { Output = output, OutputIsOneOf = [strategy.First, strategy.Second] } },
                Part = new StrategyPart(step.Id) { NeedsNoUndo = true, OnlyLooks = true },
            },
            Part(step, "deploy", $"{step.Title}: deploy to the idle color", isFirst: false, idle) with
            {
                Id = deploy,
                Part = new StrategyPart(step.Id) { NeedsNoUndo = step.Undo is null },
            },
            bare with
            {
                Id = change,
                Title = $"{step.Title}: switch",
                Confirm = null,
                Decide = null,
                Run = Given(strategy.Switch, idle),
                Undo = Given(strategy.Switch, old),
                Part = new StrategyPart(step.Id),
            },
        ];
    }

    /// <summary>A watch behind every part but the last one, which the rest of the runbook judges.</summary>
    private IEnumerable<Step> WithWatches(Step step, ImmutableArray<Step> runs, TimeSpan bake, WhileWaiting waiting, Func<int, (string Name, string Title)> named, string? shiftsBackBy)
    {
        if (runs.Length == 1)
            return runs;
        if (StrategyWatch.Of(step, bake, waiting, step.Watch ?? monitoring, bag) is not { } watch)
            return [step with { Strategy = null, Watch = null }];

        return runs.SelectMany((run, n) => n == runs.Length - 1 ? [run] : new[] { run, WatchStep(step, watch, named(n), shiftsBackBy) });
    }

    private static Step WatchStep(Step step, Watch watch, (string Name, string Title) named, string? shiftsBackBy) => step with
    {
        Id = StrategyPart.IdOf(step.Id, named.Name),
        Title = named.Title,
        Run = null,
        Verify = null,
        Undo = null,
        Confirm = null,
        Decide = null,
        Strategy = null,
        Watch = watch,
        Part = new StrategyPart(step.Id, ShiftsBackBy: shiftsBackBy) { NeedsNoUndo = true },
    };

    /// <summary>People are asked once, before the first part. A condition holds for all of them.</summary>
    private static Step Part(Step step, string name, string title, bool isFirst, StrategyValue value) => step with
    {
        Id = StrategyPart.IdOf(step.Id, name),
        Title = title,
        Run = Given(step.Run, value),
        Verify = Given(step.Verify, value),
        Undo = Given(step.Undo, value),
        Confirm = isFirst ? step.Confirm : null,
        Decide = isFirst ? step.Decide : null,
        Strategy = null,
        Watch = null,
        Part = new StrategyPart(step.Id),
    };

    private static StepAction? Given(StepAction? action, StrategyValue value) =>
        action is null ? null : action with { Options = action.Options with { Given = value } };
}
