using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Runbooks;

/// <summary>Reads one step: the annotations of its heading, and its blocks by their role.</summary>
internal sealed class StepReader(SourceText source, DiagnosticBag bag)
{
    private static readonly string[] Names = ["confirm", "decide", "check", "when", "parallel", "needs-rehearsal", "n/a"];

    private static readonly Dictionary<string, FinalCheck> Checks = new(StringComparer.OrdinalIgnoreCase)
    {
        ["health"] = FinalCheck.Health,
        ["backup"] = FinalCheck.Backup,
        ["rollback-review"] = FinalCheck.RollbackReview,
    };

    public Step Read(string id, PhaseKind kind, Heading heading, IEnumerable<FencedBlock> fences)
    {
        var all = fences.ToList();
        var actions = ReadActions(all);
        var strategy = ReadStrategy(all, kind);
        if (!actions.ContainsKey(FenceRole.Run) && actions.Count > 0)
        {
            bag.Report(DiagnosticCatalog.NothingToUndo, heading.TextSpan, $"the step \"{heading.Text}\" has a {actions.Keys.First().ToString().ToLowerInvariant()} block and nothing that runs",
                "add the block that does the step's work");
        }

        ReportUnknownAnnotations(heading.Comment);
        var step = new Step(
            id,
            heading.Text,
            actions.GetValueOrDefault(FenceRole.Run),
            actions.GetValueOrDefault(FenceRole.Verify),
            actions.GetValueOrDefault(FenceRole.Undo),
            ReadCheck(heading.Comment?["check"]),
            heading.Comment?["confirm"]?.Value,
            heading.Comment?["decide"]?.Value,
            heading.Comment?["when"] is { } when ? StepCondition.Read(when, bag) : null,
            heading.Comment?["parallel"] is not null,
            ReadNoRehearsal(heading.Comment?["needs-rehearsal"]),
            source.Locate(heading.TextSpan)) { NotApplicable = heading.Comment?["n/a"]?.Value, Strategy = strategy, Watch = ReadWatch(all, strategy) };

        if (kind == PhaseKind.Execution && step is { Run: { Options.PointOfNoReturn: null } run, Undo: null, Strategy: not BlueGreenStrategy })
        {
            bag.Report(DiagnosticCatalog.NoWayBack, heading.TextSpan, $"the step \"{heading.Text}\" cannot be undone",
                run is ScriptAction
                    ? "add an \"undo\" block, or say why there is no way back: point-of-no-return=\"…\""
                    : "add an \"undo\" block, or move a request that only looks to \"Final checks\" or \"Smoke tests\"");
        }

        return step;
    }

    private Dictionary<FenceRole, StepAction> ReadActions(IEnumerable<FencedBlock> fences)
    {
        var actions = new Dictionary<FenceRole, StepAction>();
        foreach (var fence in fences)
        {
            if (ActionReader.IsStrategy(fence) || ActionReader.IsWatch(fence))
                continue;
            if (ActionReader.LooksExecutable(fence))
                ActionReader.ReportNotRunnable(fence, bag);
            else if (ActionReader.Executes(fence) && new ActionReader(fence, bag).Read() is var (role, action) && !actions.TryAdd(role, action))
                ReportDuplicate(fence, role);
        }

        return actions;
    }

    private Strategy? ReadStrategy(List<FencedBlock> fences, PhaseKind kind)
    {
        var strategies = fences.Where(ActionReader.IsStrategy).ToList();
        foreach (var again in strategies.Skip(1))
            bag.Report(DiagnosticCatalog.InvalidStrategy, again.InfoSpan, "this step already has a strategy", "keep one of them");
        if (strategies is not [var fence, ..])
            return null;
        if (kind == PhaseKind.Execution)
            return new StrategyReader(bag).Read(fence);

        bag.Report(DiagnosticCatalog.InvalidStrategy, fence.InfoSpan, "only a phase that deploys has strategies, and this one does not", "move the step to a phase of its own name");
        return null;
    }

    /// <summary>What a strategy watches between its parts. A watch without one is none of a step's blocks.</summary>
    private Watch? ReadWatch(List<FencedBlock> fences, Strategy? strategy)
    {
        if (strategy?.Bake is not { } bake || fences.FirstOrDefault(ActionReader.IsWatch) is not { } fence)
            return null;
        if (WatchReader.Read(fence, bag, WhileWaiting.ShiftBack, bake) is not var (watch, extended))
            return null;

        if (extended is not null)
            bag.Report(DiagnosticCatalog.MisplacedWatch, fence.InfoSpan, "an extended watch takes days, and the next part would wait for it", "move \"extended\" to the watch under \"## Monitoring\"");
        if (watch.For != bake)
            bag.Report(DiagnosticCatalog.InvalidStrategy, fence.InfoSpan, "the strategy says how long its parts are watched, and the watch says something else", "take \"for\" out of the watch");
        return watch;
    }

    private void ReportDuplicate(FencedBlock fence, FenceRole role) =>
        bag.Report(DiagnosticCatalog.DuplicateFenceRole, fence.InfoSpan, $"this step already has a {role.ToString().ToLowerInvariant()} block",
            "put both into one block, make it a step of its own, or mark it as \"example\"");

    private FinalCheck? ReadCheck(Annotation? annotation)
    {
        if (annotation is null)
            return null;
        if (Checks.TryGetValue(annotation.Value ?? "", out var check))
            return check;

        bag.Report(DiagnosticCatalog.UnknownStepAnnotation, annotation.Span, $"\"{annotation.Value}\" is not a final check",
            Suggestion.Help(annotation.Value ?? "", Checks.Keys));
        return null;
    }

    private string? ReadNoRehearsal(Annotation? annotation)
    {
        if (annotation is null)
            return null;
        if (annotation.Value?.Split(',', 2) is [var no, var reason] && no.Trim() == "no" && reason.Trim().Length > 0)
            return reason.Trim();

        bag.Report(DiagnosticCatalog.UnknownStepAnnotation, annotation.Span, "needs-rehearsal wants \"no\" and a reason", "write needs-rehearsal: no, reason");
        return null;
    }

    private void ReportUnknownAnnotations(HtmlComment? comment)
    {
        foreach (var unknown in Annotations.Unknown(comment, Names))
        {
            bag.Report(DiagnosticCatalog.UnknownStepAnnotation, unknown.Span, $"\"{unknown.Name}\" is not an annotation of a step",
                Suggestion.Help(unknown.Name, Names));
        }
    }
}
