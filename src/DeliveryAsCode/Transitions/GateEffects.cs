using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Transitions;

/// <summary>What another definition of a gate means.</summary>
internal static class GateEffects
{
    public static IEnumerable<string> Between(GateDefinition before, GateDefinition after)
    {
        var effects = Sentences(before, after).ToList();
        return effects.Count == 0 && before.Definition != after.Definition ? [$"\"{after.Name}\" is written otherwise, and what was acknowledged at it becomes stale"] : effects;
    }

    private static IEnumerable<string> Sentences(GateDefinition before, GateDefinition after) =>
    [
        .. RulesComparison.Differences(Words(before), Words(after), w => $"\"{after.Name}\" no longer needs {w}", w => $"\"{after.Name}\" now needs {w}"),
        .. RulesComparison.Differences(Conditions(before), Conditions(after), c => $"\"{after.Name}\" no longer asks for {c}", c => $"\"{after.Name}\" now asks for {c}"),
        .. RulesComparison.Differences(Overrides(before), Overrides(after), o => $"{o.Role} may no longer override {o.Policy} at \"{after.Name}\"", o => $"{o.Policy} at \"{after.Name}\" may now be overridden by {o.Role}{(o.NeedsIncident ? ", with an incident" : "")}"),
        .. RulesComparison.Differences(before.SeparateFrom, after.SeparateFrom, g => $"who decided \"{g}\" may now decide \"{after.Name}\"", g => $"who decided \"{g}\" may no longer decide \"{after.Name}\""),
        .. RulesComparison.Differences(before.BoundTo.Select(PartText), after.BoundTo.Select(PartText), p => $"what is acknowledged at \"{after.Name}\" no longer includes {p}", p => $"what is acknowledged at \"{after.Name}\" now includes {p}"),
        .. before.AllowsOwnWork == after.AllowsOwnWork ? Array.Empty<string>() : [$"whoever wrote what \"{after.Name}\" is about may {(after.AllowsOwnWork ? "now" : "no longer")} decide it"],
        .. before.SendsBackTo == after.SendsBackTo ? Array.Empty<string>() : [$"\"{after.Name}\" sends back to {after.SendsBackTo ?? "its own stage"} when it fails"],
        .. before.Dates == after.Dates ? Array.Empty<string>() : [$"\"{after.Name}\" dates {(after.Dates is { } milestone ? $"\"{milestone}\"" : "no milestone")}"],
    ];

    private static IEnumerable<string> Words(GateDefinition gate) => gate.OpensWhen.WithParts.Select(part => part switch
    {
        GateCondition.Acknowledged { Gate: null } acknowledged => $"the word of {(acknowledged.Quorum > 1 ? $"{acknowledged.Quorum} people of " : "")}{acknowledged.Role}{(acknowledged.StandIn is { } standIn ? $", or of {standIn} in their place" : "")}",
        GateCondition.Certified certified => $"a certificate of {certified.Role}",
        _ => null,
    }).OfType<string>();

    private static IEnumerable<string> Conditions(GateDefinition gate) =>
        gate.OpensWhen.Parts.Where(p => p is not (GateCondition.Acknowledged { Gate: null } or GateCondition.Certified)).SelectMany(ConditionText.PartsOf);

    private static IEnumerable<(string Policy, string Role, bool NeedsIncident)> Overrides(GateDefinition gate) =>
        gate.OpensWhen.WithParts.OfType<GateCondition.PolicyHolds>().Where(p => p.OverridableBy is not null).Select(p => (ConditionText.NameOf(p.Policy), p.OverridableBy!, p.NeedsIncident));

    private static string PartText(BoundPart part) => part switch
    {
        BoundPart.Field field => $"the field \"{field.Label}\"",
        BoundPart.TargetDates => "the target dates",
        BoundPart.Risks => "the risks",
        BoundPart.Document document => document.Path,
        BoundPart.Checklist checklist => $"the checklist {checklist.Name}",
        BoundPart.Runbooks => "the runbooks",
        BoundPart.Scripts => "the scripts",
        BoundPart.Release => "the release",
        BoundPart.Execution => "the execution",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
