using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Lifecycles;

/// <summary>Reads the conditions of a gate: each is a mapping of one key, <c>fields: [Client, Scope]</c>.</summary>
internal static class ConditionReader
{
    private const string Help = "one of: fields, milestones, checklist, document, acknowledged, certified, execution, checks, escalations, incidents, deliverables, metrics, feedback, business-days, policy, all, any, not";

    /// <summary>What is beyond these is a slip, and would be counted one by one.</summary>
    private const int MostPeople = 100;

    private const int MostDays = 365;

    private static readonly Dictionary<string, Policy> Policies = Enum.GetValues<Policy>().ToDictionary(KebabCase.Of);

    private static readonly Dictionary<string, Func<YamlValue, GateCondition?>> Kinds = new()
    {
        ["all"] = value => ReadParts(value) is { } parts ? new GateCondition.All(parts, At(value)) : null,
        ["any"] = value => ReadParts(value) is { } parts ? new GateCondition.Any(parts, At(value)) : null,
        ["not"] = value => Read(value) is { } part ? new GateCondition.Not(part, At(value)) : null,
        ["fields"] = value => Names(value) is { } names ? new GateCondition.FieldsFilled(names, At(value)) : null,
        ["milestones"] = ReadMilestones,
        ["checklist"] = value => ReadPath(value) is { } name ? new GateCondition.ChecklistDone(name, At(value)) : null,
        ["document"] = value => value.Mapping(document => ReadDocument(document, At(value))),
        ["acknowledged"] = ReadAcknowledged,
        ["certified"] = value => Role(value) is { } role ? new GateCondition.Certified(role, At(value)) : null,
        ["execution"] = value => Word(value, "succeeded") ? new GateCondition.ExecutionSucceeded(At(value)) : null,
        ["checks"] = ReadChecks,
        ["escalations"] = ReadEscalations,
        ["incidents"] = value => Word(value, "resolved") ? new GateCondition.IncidentsResolved(At(value)) : null,
        ["deliverables"] = value => AllOrNames(value) is { } names ? new GateCondition.DeliverablesDone(names, At(value)) : null,
        ["metrics"] = value => AllOrNames(value) is { } names ? new GateCondition.MetricsMet(names, At(value)) : null,
        ["feedback"] = value => value.Mapping(feedback => ReadFeedback(feedback, At(value))),
        ["business-days"] = value => value.Mapping(days => ReadBusinessDays(days, At(value))),
        ["policy"] = ReadPolicy,
    };

    public static ImmutableArray<GateCondition>? ReadParts(YamlValue value) => value.List(Read);

    public static GateCondition? Read(YamlValue value)
    {
        if (value.Node is not YamlMapping { Entries: [var entry] })
        {
            value.Report(DiagnosticCatalog.UnknownCondition, "a condition has one name and what it asks for", "write it as a line of its own, for example: - fields: [Client, Scope]");
            return null;
        }

        if (Kinds.TryGetValue(entry.Key.Value, out var read))
            return read(new YamlValue(entry.Value, value.Findings));

        ConfigurationValues.Unknown(new YamlValue(entry.Key, value.Findings), DiagnosticCatalog.UnknownCondition, $"there is no condition \"{entry.Key.Value}\"", Suggestion.Nearest(entry.Key.Value, Kinds.Keys), Help);
        return null;
    }

    private static GateCondition? ReadMilestones(YamlValue value) =>
        value.Node is YamlSequence
            ? Names(value) is { } names ? new GateCondition.MilestonesDated(names, At(value)) : null
            : Word(value, "planned") ? new GateCondition.MilestonesPlanned(At(value)) : null;

    private static GateCondition.DocumentComplete? ReadDocument(YamlMappingReader document, Location at)
    {
        var path = document.Require("path", ReadPath, "say which document: path: handover.md");
        var (linkedBy, sections, fields, nothing) = (document.Text("linked-by"), document.List("sections", v => v.Text()), document.List("fields", v => v.Text()), document.List("nothing-under", v => v.Text()));
        return path is null ? null : new GateCondition.DocumentComplete(path, linkedBy, sections, fields, nothing, at);
    }

    private static GateCondition? ReadAcknowledged(YamlValue value)
    {
        if (value.Node is not YamlMapping)
            return Role(value) is { } only ? new GateCondition.Acknowledged(only, 1, null, null, At(value)) : null;

        return value.Mapping(acknowledged =>
        {
            var role = acknowledged.Require("role", Role, "name the role: role: cto");
            var (quorum, standIn, gate) = (acknowledged.Read("quorum", v => v.Number(least: 1, MostPeople)), acknowledged.Read("stand-in", Role), acknowledged.Text("gate"));
            return role is null ? null : new GateCondition.Acknowledged(role, quorum ?? 1, standIn, gate, At(value));
        });
    }

    private static GateCondition? ReadChecks(YamlValue value) =>
        value.Node is YamlSequence
            ? NotEmpty(value)?.List(check => check.Mapping(PolicyReader.RequiredCheck)) is { } checks ? new GateCondition.ChecksSuccessful(checks, At(value)) : null
            : Word(value, "required") ? new GateCondition.ChecksSuccessful([], At(value)) : null;

    private static GateCondition? ReadEscalations(YamlValue value) => value.Text() switch
    {
        null => null,
        "of-stage" => new GateCondition.EscalationsResolved(OfStageOnly: true, At(value)),
        _ => Word(value, "resolved") ? new GateCondition.EscalationsResolved(OfStageOnly: false, At(value)) : null,
    };

    private static GateCondition.FeedbackGiven? ReadFeedback(YamlMappingReader feedback, Location at)
    {
        var path = feedback.Require("path", ReadPath, "say which document: path: post-delivery-review.md");
        var section = feedback.Require("section", v => v.Text(), "say under which heading: section: Client feedback");
        return path is null || section is null ? null : new GateCondition.FeedbackGiven(path, section, at);
    }

    private static GateCondition.BusinessDaysAfter? ReadBusinessDays(YamlMappingReader days, Location at)
    {
        var count = days.Require("count", v => v.Number(least: 1, MostDays), "say how many: count: 5");
        var after = days.Require("after", v => v.Text(), "say after which status update: after: Handover");
        return count is not { } number || after is null ? null : new GateCondition.BusinessDaysAfter(number, after, at);
    }

    private static GateCondition.PolicyHolds? ReadPolicy(YamlValue value)
    {
        if (value.Node is not YamlMapping)
            return ConfigurationValues.Word(value, Policies, "policy") is { } only ? new GateCondition.PolicyHolds(only, null, false, At(value)) : null;

        return value.Mapping(policy =>
        {
            var name = policy.Require("name", v => ConfigurationValues.Word(v, Policies, "policy"), "name the policy: name: high-traffic");
            var (role, needsIncident) = (policy.Read("overridable-by", Role), policy.Read("needs-incident", v => v.Boolean()));
            return name is not { } known ? null : new GateCondition.PolicyHolds(known, role, needsIncident ?? false, At(value));
        });
    }

    internal static string? ReadPath(YamlValue value) => value.Text() is { } text && IsPath(text, value) ? text : null;

    /// <summary>Whether it leads to something below the delivery's folder, and nowhere else.</summary>
    internal static bool IsPath(string text, YamlValue value)
    {
        if (Glob.MistakeIn(text) is null && text.IndexOfAny(['*', '?']) < 0)
            return true;

        value.Report(DiagnosticCatalog.ConfigurationPattern, $"\"{text}\" cannot be the path of a document", "write a path below the delivery's folder, such as handover.md");
        return false;
    }

    internal static string? Role(YamlValue value) =>
        value.Text() is not null ? ConfigurationValues.Name((YamlScalar)value.Node, value.Findings) : null;

    private static ImmutableArray<string>? AllOrNames(YamlValue value) =>
        value.Node is YamlSequence ? Names(value) : Word(value, "all") ? ImmutableArray<string>.Empty : null;

    private static ImmutableArray<string>? Names(YamlValue value) => NotEmpty(value)?.List(name => name.Text());

    internal static YamlValue? NotEmpty(YamlValue value)
    {
        if (value.Node is not YamlSequence { Items.IsEmpty: true })
            return value;

        value.Report(DiagnosticCatalog.ConfigurationName, "nothing is named here, so this would always hold", "name at least one, or take the condition out");
        return null;
    }

    private static bool Word(YamlValue value, string only)
    {
        if (value.Text() is not { } text)
            return false;
        if (text == only)
            return true;

        ConfigurationValues.Unknown(value, DiagnosticCatalog.ConfigurationWord, $"\"{text}\" is nothing that this condition can ask for", Suggestion.Nearest(text, [only]), $"write {only}");
        return false;
    }

    private static Location At(YamlValue value) => value.Findings.Source.Locate(value.Node.Span);
}
