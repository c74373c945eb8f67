using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Deliveries;

public static partial class RecordEdits
{
    public static EditResult AppendGateRow(DeliveryRecord record, string gate, Decision decision, string decidedBy, LocalDate? date, string evidence) =>
        AppendRow(record, RecordGrammar.Gates, [gate, Wording.OfDecision.WordFor(decision), decidedBy, date is { } day ? DocumentDate.Format(day) : "", evidence]);

    /// <summary>Sets several cells of a gate decision in one edit.</summary>
    /// <param name="number">Of the row, from 1.</param>
    public static EditResult SetGateRow(DeliveryRecord record, int number, params IReadOnlyCollection<(string Column, string Value)> cells)
    {
        var (table, row) = (record.Gates, record.Gates.Rows[number - 1]);
        var named = cells.Select(c => (Index: table.Grammar.IndexOf(c.Column), c.Value)).ToList();
        if (named.Select(c => RefuseCell(table, c.Index, c.Value, row.Location)).FirstOrDefault(reason => reason is not null) is { } refusal)
            return new EditResult.Refused(refusal);

        return EditResult.OfTrial(MarkdownEdits.SetCells(record.Document, table.Table!, row.Source, [.. named.Select(c => (table.Columns[c.Index], c.Value))]), row.Location);
    }

    /// <summary>An escalation that is open.</summary>
    public static EditResult AppendEscalation(DeliveryRecord record, LocalDate date, string issue, string escalatedTo) =>
        AppendRow(record, RecordGrammar.Escalations, [DocumentDate.Format(date), issue, escalatedTo, "open"]);

    public static EditResult AppendUpdate(DeliveryRecord record, LocalDate date, string type, string summary) =>
        AppendRow(record, RecordGrammar.StatusUpdates, [DocumentDate.Format(date), type, summary]);

    /// <param name="value">The cells in the grammar's order, separated by <c> | </c>; a cell may be empty.</param>
    public static EditResult AppendRow(DeliveryRecord record, TableGrammar grammar, string value) =>
        AppendRow(record, grammar, SplitCells($" {value} "));

    /// <summary>Adds a row. The first one of an optional table that the record lacks brings the section with it.</summary>
    /// <param name="cells">In the grammar's order.</param>
    public static EditResult AppendRow(DeliveryRecord record, TableGrammar grammar, ImmutableArray<string> cells)
    {
        var table = record.TableOf(grammar);
        var place = PlaceOf(record, table);
        if (RefuseRow(table, cells, place) is { } reason)
            return new EditResult.Refused(reason);
        if (table.Section is null)
            return EditResult.OfTrial(RecordSection.Insert(record, grammar, cells), place);

        return EditResult.OfTrial(MarkdownEdits.AppendRow(record.Document, table.Table!, InColumns(table, cells)), place);
    }

    private static Diagnostic? RefuseRow(RecordTable table, ImmutableArray<string> cells, Location place)
    {
        var grammar = table.Grammar;
        if (table.Table is null && (table.Section is not null || grammar.IsRequired))
            return new Diagnostic(DiagnosticCatalog.UnknownAddress, place, $"the record has no table \"{grammar.Section}\"") { Help = $"add one with the columns {string.Join(" | ", grammar.Columns)}" };

        if (cells.Length != grammar.Columns.Length)
        {
            return new Diagnostic(DiagnosticCatalog.RefusedValue, place, $"a row of \"{grammar.Section}\" has {grammar.Columns.Length} cells, and this value has {cells.Length}")
            {
                Help = $"separate them by \" | \": {string.Join(" | ", grammar.Columns)}",
            };
        }

        return cells
            .Select((cell, column) => table.Table is null ? RefuseCell(grammar, column, cell, place) : RefuseCell(table, column, cell, place))
            .FirstOrDefault(reason => reason is not null);
    }

    /// <summary>Two separators may share their space: <c>one | | three</c>.</summary>
    private static ImmutableArray<string> SplitCells(string padded)
    {
        var cells = ImmutableArray.CreateBuilder<string>();
        var start = 0;
        for (var at = padded.IndexOf(" | ", StringComparison.Ordinal); at >= 0; at = padded.IndexOf(" | ", at + 1, StringComparison.Ordinal))
        {
            cells.Add(padded[start..(at + 1)].Trim());
            start = at + 2;
        }

        cells.Add(padded[start..].Trim());
        return cells.ToImmutable();
    }

    private static string[] InColumns(RecordTable table, ImmutableArray<string> cells)
    {
        var row = new string[table.Table!.Header.Cells.Length];
        Array.Fill(row, "");
        for (var i = 0; i < cells.Length; i++)
            row[table.Columns[i]] = cells[i];
        return row;
    }
}
