using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Lifecycles;

internal static class GateReader
{
    private static readonly Dictionary<string, BoundPart> Parts = new()
    {
        ["target-dates"] = new BoundPart.TargetDates(),
        ["risks"] = new BoundPart.Risks(),
        ["runbooks"] = new BoundPart.Runbooks(),
        ["scripts"] = new BoundPart.Scripts(),
        ["release"] = new BoundPart.Release(),
        ["execution"] = new BoundPart.Execution(),
    };

    public static GateDefinition? Read(YamlMappingReader gate)
    {
        var name = StageReader.RequireName(gate, "gate");
        var deciders = gate.Read("decided-by", ReadDeciders);
        var conditions = gate.Read("opens-when", ConditionReader.ReadParts) ?? [];
        var bound = gate.List("bound-to", ReadPart);
        var separate = gate.List("separate-from", value => value.Text());
        var ownWork = gate.Read("own-work", value => value.Boolean()) ?? false;
        var (back, dates) = (gate.Text("sends-back-to"), gate.Text("dates"));
        if (name is not var (text, location))
            return null;

        var source = gate.Findings.Source;
        var all = new GateCondition.All([.. conditions, .. deciders ?? []], source.Locate(gate.Span));
        if (!CheckConditions(all, text, gate))
            all = all with { Parts = [.. deciders ?? []] };
        return new GateDefinition(text, all, bound, separate, ownWork, back, dates, source.ToString(gate.Span), location);
    }

    /// <summary>The short form: each of the roles acknowledges.</summary>
    private static ImmutableArray<GateCondition>? ReadDeciders(YamlValue value)
    {
        if (value.Node is not YamlSequence { Items.IsEmpty: true })
            return value.List(role => ConditionReader.Role(role) is { } name ? (GateCondition)new GateCondition.Acknowledged(name, 1, null, null, role.Findings.Source.Locate(role.Node.Span)) : null);

        value.Report(DiagnosticCatalog.ConfigurationName, "nobody decides this gate, so it could never open", "name at least one role: decided-by: [delivery-manager]");
        return null;
    }

    private static bool CheckConditions(GateCondition.All all, string name, YamlMappingReader gate)
    {
        if (gate.Find("decided-by") is null && ConditionRules.CanHoldWithoutDecision(all))
            gate.Findings.Report(DiagnosticCatalog.YamlMissingKey, gate.Entries.First().Key.Span, $"nobody decides the gate \"{name}\"{(all.WithParts.Any(c => c.IsDecision) ? ", in one of the ways in which it can open" : "")}", "name the roles whose word it needs: decided-by: [qa-engineer]");
        return ConditionRules.Check(all, gate.Findings);
    }

    private static BoundPart? ReadPart(YamlValue value)
    {
        if (value.Text() is not { } text)
            return null;

        switch (text.Split(':', 2))
        {
            case ["field", var label] when !string.IsNullOrWhiteSpace(label):
                return new BoundPart.Field(label);
            case ["document", { Length: > 0 } path]:
                return ConditionReader.IsPath(path, value) ? new BoundPart.Document(path) : null;
            case ["checklist", { Length: > 0 } name]:
                return ConditionReader.IsPath(name, value) ? new BoundPart.Checklist(name) : null;
            case [var word] when Parts.TryGetValue(word, out var part):
                return part;
        }

        ConfigurationValues.Unknown(value, DiagnosticCatalog.ConfigurationWord, $"\"{text}\" is no part of a delivery", Suggestion.Nearest(text, Parts.Keys), $"one of: {string.Join(", ", Parts.Keys)}, field:LABEL, document:PATH, checklist:NAME");
        return null;
    }
}
