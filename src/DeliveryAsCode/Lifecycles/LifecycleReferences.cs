using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Lifecycles;

/// <summary>Whether the names by which a lifecycle's parts refer to each other are there.</summary>
internal static class LifecycleReferences
{
    /// <summary>Beyond this a comparison with every name would take longer than the suggestion is worth.</summary>
    private const int MostSuggested = 100;

    public static void Check(ImmutableArray<Stage> stages, DiagnosticBag findings)
    {
        var names = new Names([.. stages.Select(s => s.Name)], [.. stages.SelectMany(s => s.Gates).Select(g => g.Name)], [.. stages.SelectMany(s => s.Milestones)]);
        foreach (var stage in stages)
        {
            foreach (var condition in stage.StartsWhen?.WithParts ?? [])
                CheckCondition(condition, names, findings);
            foreach (var gate in stage.Gates)
            {
                CheckGate(gate, names, findings);
                CheckOrder(gate, [.. stages.SkipWhile(s => s != stage).Skip(1).Select(s => s.Name)], findings);
            }
        }
    }

    private static void CheckGate(GateDefinition gate, Names names, DiagnosticBag findings)
    {
        if (gate.Dates is { } milestone && !names.Milestones.Contains(milestone))
            findings.Report(DiagnosticCatalog.UnknownMilestone, gate.Location.Span, $"the gate \"{gate.Name}\" dates a milestone \"{milestone}\" that no stage has", Suggest(milestone, names.Milestones) ?? "add it to the milestones of a stage");
        foreach (var other in gate.SeparateFrom)
            CheckName(other, names.Gates, "gate", gate.Location, findings);
        if (gate.SendsBackTo is { } stage)
            CheckName(stage, names.Stages, "stage", gate.Location, findings);
        foreach (var condition in gate.OpensWhen.WithParts)
            CheckCondition(condition, names, findings);
    }

    /// <summary>A gate that fails would stay passed if only later stages were done anew.</summary>
    private static void CheckOrder(GateDefinition gate, ImmutableArray<string> later, DiagnosticBag findings)
    {
        if (gate.SendsBackTo is { } back && later.Any(stage => Label.Of(stage) == back))
            findings.Report(DiagnosticCatalog.UnusableCondition, gate.Location.Span, $"the gate \"{gate.Name}\" sends forward, to \"{back}\"", "name its own stage, or an earlier one");
        if (gate.SeparateFrom.Any(other => Label.Of(other) == gate.Name))
            findings.Report(DiagnosticCatalog.UnusableCondition, gate.Location.Span, $"the gate \"{gate.Name}\" is separate from itself", "name the gate whose deciders may not decide it");
    }

    private static void CheckCondition(GateCondition condition, Names names, DiagnosticBag findings)
    {
        if (condition is GateCondition.Acknowledged { Gate: { } gate })
            CheckName(gate, names.Gates, "gate", condition.Location, findings);
        if (condition is not GateCondition.MilestonesDated dated)
            return;

        foreach (var unknown in dated.Names.Except(names.Milestones))
            findings.Report(DiagnosticCatalog.UnknownMilestone, condition.Location.Span, $"no stage has a milestone \"{unknown}\"", Suggest(unknown, names.Milestones) ?? "add it to the milestones of a stage");
    }

    private static void CheckName(string name, ImmutableArray<string> known, string kind, Location place, DiagnosticBag findings)
    {
        if (!known.Any(k => Label.Of(k) == name))
            findings.Report(DiagnosticCatalog.UnknownStageOrGate, place.Span, $"there is no {kind} \"{name}\"", Suggest(name, known) ?? $"the {kind}s are: {string.Join(", ", known.Take(MostSuggested))}");
    }

    private static string? Suggest(string name, ImmutableArray<string> known) => Suggestion.Help(name, [.. known.Take(MostSuggested)]);

    private sealed record Names(ImmutableArray<string> Stages, ImmutableArray<string> Gates, ImmutableArray<string> Milestones);
}
