using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Deliveries;

public static partial class RecordEdits
{
    /// <summary>Sets several cells of a milestone in one edit.</summary>
    /// <param name="milestone">A row of this very record.</param>
    public static EditResult SetMilestone(DeliveryRecord record, Milestone milestone, params IReadOnlyCollection<(string Column, string Value)> cells)
    {
        var table = record.Milestones;
        var named = cells.Select(c => (Index: table.Grammar.IndexOf(c.Column), c.Value)).ToList();
        if (named.Select(c => RefuseCell(table, c.Index, c.Value, milestone.Location)).FirstOrDefault(reason => reason is not null) is { } refusal)
            return new EditResult.Refused(refusal);

        return EditResult.OfTrial(MarkdownEdits.SetCells(record.Document, table.Table!, milestone.Source, [.. named.Select(c => (table.Columns[c.Index], c.Value))]), milestone.Location);
    }
}
