using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Lifecycles;

internal static class StageReader
{
    /// <summary>The words that a record's Status can be while a delivery goes on.</summary>
    private static readonly string[] Statuses = ["Planning", "In Production", "QA", "Deployment", "Handover"];

    public static Stage? Read(YamlValue value) => value.Mapping(stage =>
    {
        var name = RequireName(stage, "stage");
        var status = stage.Require("status", ReadStatus, $"say what the record's Status is in this stage, one of: {string.Join(", ", Statuses)}");
        var owner = stage.Require("owner", ReadName, "name the role that brings the stage forward: owner: delivery-manager");
        var startGate = stage.Mapping("start-gate", ReadGate);
        var endGate = stage.Require("gate", gate => gate.Mapping(ReadGate), "name the gate that ends the stage: gate: {name: …, decided-by: […]}");
        var milestones = stage.List("milestones", milestone => milestone.Text());
        var skip = stage.Require("skip", ReadSkip, "write skip: never, skip: with-reason, or the facts by which it may be skipped: skip: {facts: [documentation-only]}");
        var checklist = stage.Text("checklist");
        return name is not var (text, location) || status is null || owner is null || endGate is null || skip is null
            ? null
            : new Stage(text, status, owner, startGate, endGate, milestones, skip, checklist, location);
    });

    private static GateDefinition? ReadGate(YamlMappingReader gate)
    {
        var name = RequireName(gate, "gate");
        var deciders = gate.Require("decided-by", ReadDeciders, "name the roles whose word it needs: decided-by: [qa-engineer]");
        var dates = gate.Text("dates");
        return name is var (text, location) && deciders is { } roles ? new GateDefinition(text, roles, dates, location) : null;
    }

    private static (string Text, Location Location)? RequireName(YamlMappingReader mapping, string kind)
    {
        var value = mapping.Require("name", given => (YamlValue?)given, $"give the {kind} a name, as records write it");
        return value?.Text() is { } text ? (text, mapping.Findings.Source.Locate(value.Value.Node.Span)) : null;
    }

    private static ImmutableArray<string>? ReadDeciders(YamlValue value)
    {
        if (value.Node is not YamlSequence { Items.IsEmpty: true })
            return value.List(ReadName);

        value.Report(DiagnosticCatalog.ConfigurationName, "nobody decides this gate, so it could never open", "name at least one role: decided-by: [delivery-manager]");
        return null;
    }

    private static string? ReadName(YamlValue value) =>
        value.Text() is not null ? ConfigurationValues.Name((YamlScalar)value.Node, value.Findings) : null;

    private static string? ReadStatus(YamlValue value)
    {
        if (value.Text() is not { } text)
            return null;
        if (Statuses.Contains(text))
            return text;

        ConfigurationValues.Unknown(value, DiagnosticCatalog.ConfigurationWord, $"\"{text}\" is no status of a delivery that goes on", Suggestion.Nearest(text, Statuses), $"one of: {string.Join(", ", Statuses)}");
        return null;
    }

    private static SkipRule? ReadSkip(YamlValue value)
    {
        if (value.Node is YamlMapping)
            return value.Mapping(skip => skip.Require("facts", facts => facts.List(ReadName), "list the facts: facts: [documentation-only]") is { } facts ? new SkipRule.ByFact(facts) : null);

        switch (value.Text())
        {
            case null:
                return null;
            case "never":
                return new SkipRule.Never();
            case "with-reason":
                return new SkipRule.WithReason();
            case var text:
                ConfigurationValues.Unknown(value, DiagnosticCatalog.ConfigurationWord, $"\"{text}\" does not say whether the stage may be skipped", Suggestion.Nearest(text, ["never", "with-reason"]), "write never or with-reason, or {facts: [documentation-only]}");
                return null;
        }
    }
}
