using System.Collections.Immutable;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Conversations;

/// <summary>What a gate asks for, in a few words of Markdown for the first column of a table.</summary>
internal static class RequirementText
{
    public static string Of(GateCondition condition) => condition switch
    {
        GateCondition.All all => string.Join(", and ", all.Parts.Select(Of)),
        GateCondition.Any any => string.Join(", or ", any.Parts.Select(Of)),
        GateCondition.Not not => $"not: {Of(not.Part)}",
        GateCondition.FieldsFilled fields => $"{Quoted(fields.Names)} filled in",
        GateCondition.MilestonesPlanned => "every milestone planned, in order",
        GateCondition.MilestonesDated dated => $"{Quoted(dated.Names)} reached",
        GateCondition.ChecklistDone checklist => $"checklist {MarkdownText.Code(checklist.Name)} done",
        GateCondition.DocumentComplete document => $"{MarkdownText.Code(document.Path)} complete",
        GateCondition.Acknowledged { Gate: { } gate } acknowledged => $"“{MarkdownText.Of(gate)}” acknowledged by **{MarkdownText.Of(acknowledged.Role)}**",
        GateCondition.Acknowledged acknowledged => $"acknowledged by **{MarkdownText.Of(acknowledged.Role)}**",
        GateCondition.Certified certified => $"certified **PASS** by **{MarkdownText.Of(certified.Role)}**",
        GateCondition.ExecutionSucceeded => "deployment executed, smoke tests passed",
        GateCondition.ChecksSuccessful { Required.IsEmpty: true } => "required checks successful",
        GateCondition.ChecksSuccessful checks => $"{MarkdownText.CodeList(checks.Required.Select(c => c.Name))} successful",
        GateCondition.EscalationsResolved { OfStageOnly: true } => "no open escalation of this stage",
        GateCondition.EscalationsResolved => "no open escalation",
        GateCondition.IncidentsResolved => "no open incident",
        GateCondition.DeliverablesDone { Names.IsEmpty: true } => "all deliverables done",
        GateCondition.DeliverablesDone deliverables => $"{Quoted(deliverables.Names)} done",
        GateCondition.MetricsMet { Names.IsEmpty: true } => "all success metrics met",
        GateCondition.MetricsMet metrics => $"{Quoted(metrics.Names)} met",
        GateCondition.FeedbackGiven => "feedback written down",
        GateCondition.BusinessDaysAfter days => $"{days.Count} business days after “{MarkdownText.Of(days.UpdateType)}”",
        GateCondition.PolicyHolds policy => $"policy {MarkdownText.Code(KebabCase.Of(policy.Policy))} holds",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Quoted(ImmutableArray<string> names) => string.Join(", ", names.Select(name => $"“{MarkdownText.Of(name)}”"));
}
