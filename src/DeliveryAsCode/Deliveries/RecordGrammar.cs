using System.Collections.Immutable;
using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Deliveries;

/// <summary>The words of a delivery record: what the reader looks for and the template contains.</summary>
public static class RecordGrammar
{
    public const string TitlePrefix = "Delivery Record";

    public const string Client = "Client";
    public const string Scope = "Scope";
    public const string IntakeDate = "Intake date";
    public const string AgreedDate = "Agreed delivery date";
    public const string ActualDate = "Actual delivery date";
    public const string Status = "Status";
    public const string Complexity = "Complexity";

    public static ImmutableArray<string> RequiredFields { get; } = [Client, Scope, IntakeDate, AgreedDate, ActualDate, Status];

    public static ImmutableArray<Label> RequiredLabels { get; } = [.. RequiredFields.Select(Label.Of)];

    public static ImmutableArray<string> OptionalFields { get; } =
        ["Stakeholders", "Requirements", RecordPlan.DeploymentWindow, RecordPlan.UpdateCadence, RecordPlan.AcceptableDelay, Complexity];

    public static TableGrammar Milestones { get; } = new("Milestones", ["Milestone", "Target date", "Actual date", "Status"], IsRequired: true);

    public static TableGrammar Gates { get; } = new("Gates", ["Gate", "Decision", "Decided by", "Date", "Evidence"], IsRequired: false);

    public static TableGrammar Deliverables { get; } = new("Deliverables", ["Deliverable", "Owner", "Link", "Status"], IsRequired: false);

    public static TableGrammar SuccessMetrics { get; } = new("Success metrics", ["Metric", "Baseline", "Target", "Current", "Source"], IsRequired: false);

    public static TableGrammar Risks { get; } = new("Risk register", ["Risk", "Likelihood", "Impact", "Mitigation"], IsRequired: true);

    public static TableGrammar Escalations { get; } = new("Escalations", ["Date", "Issue", "Escalated to", "Resolution"], IsRequired: true);

    public static TableGrammar Incidents { get; } = new("Incidents", ["Date", "Incident", "Severity", "Resolution"], IsRequired: false);

    public static TableGrammar StatusUpdates { get; } = new("Status updates sent", ["Date", "Type", "Summary"], IsRequired: true);

    /// <summary>In the order in which a record has their sections.</summary>
    public static ImmutableArray<TableGrammar> Tables { get; } =
        [Milestones, Gates, Deliverables, SuccessMetrics, Risks, Escalations, Incidents, StatusUpdates];
}

/// <param name="Section">The heading above the table.</param>
/// <param name="Columns">In the template's order; a document may have them in any order, and others beside them.</param>
public sealed record TableGrammar(string Section, ImmutableArray<string> Columns, bool IsRequired)
{
    public Label Label { get; } = Label.Of(Section);

    public ImmutableArray<Label> ColumnLabels { get; } = [.. Columns.Select(Label.Of)];

    /// <summary>Number of the column with this name, from 0; -1 if there is none.</summary>
    public int IndexOf(Label column) => ColumnLabels.IndexOf(column);
}
