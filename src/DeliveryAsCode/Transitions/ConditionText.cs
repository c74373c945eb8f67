using System.Collections.Immutable;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Transitions;

/// <summary>Conditions of a gate in words, so that two versions can be compared and told of.</summary>
internal static class ConditionText
{
    public static string Of(GateCondition? condition) => condition switch
    {
        null => "",
        GateCondition.All all => $"all of ({Join(all.Parts)})",
        GateCondition.Any any => $"any of ({Join(any.Parts)})",
        GateCondition.Not not => $"not ({Of(not.Part)})",
        GateCondition.Acknowledged { Gate: { } gate } acknowledged => $"the word of {acknowledged.Role} on \"{gate}\"",
        GateCondition.Acknowledged acknowledged => $"the word of {acknowledged.Quorum} of {acknowledged.Role}",
        GateCondition.Certified certified => $"a certificate of {certified.Role}",
        GateCondition.BusinessDaysAfter days => $"{days.Count} business days after \"{days.UpdateType}\"",
        _ => string.Join(", ", PartsOf(condition)),
    };

    /// <summary>What can fall away one by one.</summary>
    public static IEnumerable<string> PartsOf(GateCondition condition) => condition switch
    {
        GateCondition.FieldsFilled fields => fields.Names.Select(n => $"the field \"{n}\""),
        GateCondition.MilestonesPlanned => ["target dates of all milestones, in order"],
        GateCondition.MilestonesDated dated => dated.Names.Select(n => $"the date of \"{n}\""),
        GateCondition.ChecklistDone checklist => [$"the checklist {checklist.Name}"],
        GateCondition.DocumentComplete document => Document(document),
        GateCondition.ExecutionSucceeded => ["an execution that succeeded"],
        GateCondition.ChecksSuccessful checks => checks.Required.IsEmpty ? ["the required checks"] : checks.Required.Select(c => $"the check {c.Name}"),
        GateCondition.EscalationsResolved { OfStageOnly: true } => ["no open escalation of the stage"],
        GateCondition.EscalationsResolved => ["no open escalation"],
        GateCondition.IncidentsResolved => ["no open incident"],
        GateCondition.DeliverablesDone deliverables => deliverables.Names.IsEmpty ? ["all deliverables"] : deliverables.Names.Select(n => $"the deliverable \"{n}\""),
        GateCondition.MetricsMet metrics => metrics.Names.IsEmpty ? ["all success metrics"] : metrics.Names.Select(n => $"the success metric \"{n}\""),
        GateCondition.FeedbackGiven feedback => [$"feedback in {feedback.Path}, \"{feedback.Section}\""],
        GateCondition.PolicyHolds policy => [$"the policy {NameOf(policy.Policy)}"],
        _ => [Of(condition)],
    };

    public static string NameOf(Policy policy) => KebabCase.Of(policy);

    private static IEnumerable<string> Document(GateCondition.DocumentComplete document) =>
    [
        document.LinkedBy is { } link ? $"{document.Path}, or what the field \"{link}\" links to" : document.Path,
        .. document.Sections.Select(s => $"\"{s}\" in {document.Path}"),
        .. document.Fields.Select(f => $"the field \"{f}\" in {document.Path}"),
        .. document.NothingUnder.Select(s => $"nothing left under \"{s}\" in {document.Path}"),
    ];

    private static string Join(ImmutableArray<GateCondition> parts) => string.Join("; ", parts.Select(Of));
}
