using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Deliveries;

/// <summary>What an execution says about the record's milestones.</summary>
/// <param name="Started">The day on which the first step that changes something started; null if none did.</param>
/// <param name="Completed">The day on which it succeeded; null if it did not.</param>
/// <param name="HasFailed">It ended, and not with success, after something had been changed.</param>
public sealed record DeploymentMilestones(LocalDate? Started, LocalDate? Completed, bool HasFailed)
{
    private const string Done = "✅ Done";
    private const string InProgress = "⏳ In progress";
    private const string Failed = "❌ Failed";

    /// <param name="start">Name of the milestone that is reached when the deployment starts.</param>
    /// <param name="complete">Name of the one that is reached when it has succeeded.</param>
    /// <returns>The record, unchanged if it says all this already, or has no such milestones.</returns>
    public SourceText Apply(DeliveryRecord record, string start, string complete)
    {
        // One edit after the other: in a row that lacks cells, two edits at once would both add them.
        foreach (var (milestone, column, value) in Cells(record, start, complete))
        {
            if (RecordEdits.SetMilestone(record, milestone, column, value) is EditResult.Planned planned)
                record = Read(record.Document.Source.Apply([.. planned.Edits]), record.Id);
        }

        return record.Document.Source;
    }

    private IEnumerable<(string Milestone, string Column, string Value)> Cells(DeliveryRecord record, string start, string complete)
    {
        if (Started is not { } started)
            return [];

        // The first deployment started the stage: a later attempt does not move that day.
        var first = record.FindMilestone(start) is { Actual: null } m ? Cells(m, started, Done) : [];
        var last = record.FindMilestone(complete) is { } n ? Cells(n, Completed, Completed is not null ? Done : HasFailed ? Failed : InProgress) : [];
        return [.. first, .. last];
    }

    private static IEnumerable<(string Milestone, string Column, string Value)> Cells(Milestone milestone, LocalDate? actual, string status)
    {
        if (actual is { } date && milestone.Actual is null)
            yield return (milestone.Name, "Actual date", DocumentDate.Format(date));
        if (milestone.Status != Wording.OfMilestone.Find(status) && (milestone.Actual is null || actual is not null))
            yield return (milestone.Name, "Status", status);
    }

    private static DeliveryRecord Read(SourceText source, string id) => RecordReader.Read(MarkdownDocument.Read(source).Value, id).Value!;
}
