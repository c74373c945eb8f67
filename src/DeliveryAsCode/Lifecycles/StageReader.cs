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
        var owner = stage.Require("owner", ConditionReader.Role, "name the role that brings the stage forward: owner: delivery-manager");
        var (trigger, output) = (stage.Text("trigger"), stage.Text("output"));
        var when = stage.Read("when", value => FactText.Read(value) is { } read ? new FactCondition(read.Expression, read.Mentions, At(value)) : null);
        var startsWhen = stage.Read("starts-when", ReadStart);
        var startGate = stage.Mapping("start-gate", GateReader.Read);
        var endGate = stage.Require("gate", gate => gate.Mapping(GateReader.Read), "name the gate that ends the stage: gate: {name: …, decided-by: […]}");
        var milestones = stage.List("milestones", milestone => milestone.Text());
        var skip = stage.Require("skip", ReadSkip, "write skip: never, skip: with-reason, or the facts by which it may be skipped: skip: {facts: [documentation-only]}");
        var (checklist, documents) = (stage.Read("checklist", ConditionReader.ReadPath), stage.List("documents", ConditionReader.ReadPath));
        var duration = stage.Mapping("duration", ReadDuration) ?? ExpectedDuration.Unknown;
        if (name is not var (text, location) || status is null || owner is null || endGate is null || skip is null)
            return null;

        if (when is not null && skip is SkipRule.Never)
            stage.Findings.Report(DiagnosticCatalog.UnusableCondition, when.Location.Span, $"the stage \"{text}\" is never skipped, so it cannot depend on a fact", "take when: out, or say by what it may be skipped");
        return new Stage(text, status, owner, trigger, output, when, startsWhen, startGate, endGate, milestones, skip, checklist, documents, duration, location);
    });

    public static (string Text, Location Location)? RequireName(YamlMappingReader mapping, string kind)
    {
        var value = mapping.Require("name", given => (YamlValue?)given, $"give the {kind} a name, as records write it");
        return value?.Text() is { } text ? (text, At(value.Value)) : null;
    }

    /// <summary>A stage begins by what was decided elsewhere: nobody is asked for a word on it.</summary>
    private static GateCondition? ReadStart(YamlValue value)
    {
        if (ConditionReader.Read(value) is not { } condition)
            return null;

        foreach (var word in condition.WithParts.Where(c => c.IsDecision))
            value.Findings.Report(DiagnosticCatalog.UnusableCondition, word.Location.Span, "it is not said which gate is to be acknowledged before the stage starts", "name it: acknowledged: {role: client, gate: Client handover}");
        return ConditionRules.Check(condition, value.Findings) ? condition : null;
    }

    private static Location At(YamlValue value) => value.Findings.Source.Locate(value.Node.Span);

    private static ExpectedDuration ReadDuration(YamlMappingReader duration) => new(
        duration.Read("simple", ConfigurationValues.Duration),
        duration.Read("standard", ConfigurationValues.Duration),
        duration.Read("complex", ConfigurationValues.Duration));

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
            return value.Mapping(skip => skip.Require("facts", facts => ConditionReader.NotEmpty(facts)?.List(ConditionReader.Role), "list the facts: facts: [documentation-only]") is { } facts ? new SkipRule.ByFact(facts, At(value)) : null);

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
