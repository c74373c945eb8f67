using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;

namespace DeliveryAsCode.Cli.Workspaces;

/// <summary>What makes a row the same row in two versions of a record: what is written in it, but not how it is padded.</summary>
/// <param name="Cells">The source of the cells in the grammar's order, so a changed link is a changed row.</param>
/// <param name="Number">From 0, among rows that read the same.</param>
internal readonly record struct RowIdentity(string Cells, int Number)
{
    /// <summary>One for each row, in the order of the file.</summary>
    public static ImmutableArray<RowIdentity> Of(DeliveryRecord record, RecordTable table)
    {
        var counts = new Dictionary<string, int>();
        var identities = ImmutableArray.CreateBuilder<RowIdentity>();
        foreach (var row in table.RowsAsWritten)
        {
            // A cell lies on one line, so a line break separates.
            var cells = string.Join('\n', table.Columns.Select(column => Text(record, row, column)));
            counts[cells] = counts.TryGetValue(cells, out var count) ? count + 1 : 1;
            identities.Add(new RowIdentity(cells, counts[cells] - 1));
        }

        return identities.ToImmutable();
    }

    private static string Text(DeliveryRecord record, RecordRow row, int column) =>
        column >= 0 && column < row.Source.Cells.Length
            ? string.Join(' ', record.Document.Source.ToString(row.Source.Cells[column].Span).Split([' ', '\t', '\v', '\f'], StringSplitOptions.RemoveEmptyEntries))
            : "";
}
