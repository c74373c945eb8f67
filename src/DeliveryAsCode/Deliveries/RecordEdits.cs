using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Deliveries;

/// <summary>Turns an address and a value into edits of the record that touch nothing else.</summary>
public static partial class RecordEdits
{
    private static readonly string[] DateColumns = ["Target date", "Actual date", "Date"];

    public static EditResult SetField(DeliveryRecord record, string label, string value)
    {
        if (record.FindField(label) is not { } field)
            return Unknown(record.Title, $"the record has no field \"{label}\"", Suggestion.Help(label, [.. record.Fields.Select(f => f.Source.Label)]));

        if (record.Fields.Count(f => f.Label == field.Label) > 1)
            return Ambiguous(field.Location, $"the record has the field \"{label}\" twice");

        return RefuseField(field, value) is { } reason
            ? new EditResult.Refused(reason)
            : EditResult.OfTrial(MarkdownEdits.SetField(record.Document, field.Source, value), field.Location);
    }

    public static EditResult SetMilestone(DeliveryRecord record, string name, string column, string value) =>
        SetCell(record, RecordGrammar.Milestones, name, column, value);

    /// <param name="name">What the row's first cell says.</param>
    public static EditResult SetCell(DeliveryRecord record, TableGrammar grammar, string name, string column, string value)
    {
        var table = record.TableOf(grammar);
        var what = grammar.Columns[0].ToLowerInvariant();
        return table.RowsAsWritten.Where(r => NameOf(table, r) == Label.Of(name)).ToList() switch
        {
            [var row] => SetCell(record, table, row, column, value),
            [] => Unknown(PlaceOf(record, table), $"the record has no {what} \"{name}\"", Suggestion.Help(name, [.. table.RowsAsWritten.Select(r => FirstCell(table, r))])),
            [var row, ..] => Ambiguous(row.Location, $"the record has the {what} \"{name}\" twice"),
        };
    }

    /// <param name="number">From 1; rows that say nothing do not count.</param>
    public static EditResult SetCell(DeliveryRecord record, TableGrammar grammar, int number, string column, string value)
    {
        var table = record.TableOf(grammar);
        var rows = table.RowsAsWritten;
        return number <= rows.Count
            ? SetCell(record, table, rows[number - 1], column, value)
            : Unknown(PlaceOf(record, table), $"\"{grammar.Section}\" has no row {number}, it has {rows.Count}", "rows count from 1; + in place of the number adds one");
    }

    private static EditResult SetCell(DeliveryRecord record, RecordTable table, RecordRow row, string column, string value)
    {
        var index = table.Grammar.IndexOf(column);
        if (index < 0)
            return Unknown(row.Location, $"\"{table.Grammar.Section}\" has no column \"{column}\"", Suggestion.Help(column, table.Grammar.Columns));

        return RefuseCell(table, index, value, row.Location) is { } reason
            ? new EditResult.Refused(reason)
            : EditResult.OfTrial(MarkdownEdits.SetCell(record.Document, table.Table!, row.Source, table.Columns[index], value), row.Location);
    }

    private static Diagnostic? RefuseField(RecordField field, string value) => field.Label.Key switch
    {
        "intake date" or "agreed delivery date" or "actual delivery date" => RefuseDate(value, field.Location),
        "status" => RefuseWord(value, Wording.OfStatus, field.Location),
        _ => null,
    };

    private static Diagnostic? RefuseCell(RecordTable table, int column, string value, Location place)
    {
        var name = table.Grammar.Columns[column];
        if (table.Columns[column] < 0)
        {
            return new Diagnostic(DiagnosticCatalog.UnknownAddress, place, $"the table \"{table.Grammar.Section}\" has no column \"{name}\"")
            {
                Help = "add the column to its header",
            };
        }

        return RefuseCell(table.Grammar, column, value, place);
    }

    private static Diagnostic? RefuseCell(TableGrammar grammar, int column, string value, Location place) => grammar.Columns[column] switch
    {
        "Status" when grammar == RecordGrammar.Milestones => RefuseWord(value, Wording.OfMilestone, place),
        "Status" when grammar == RecordGrammar.Deliverables && DeliverableReader.ReasonNotNeeded(value) is null => RefuseWord(value, Wording.OfDeliverable, place),
        "Decision" => RefuseWord(value, Wording.OfDecision, place),
        var name when DateColumns.Contains(name) => RefuseDate(value, place),
        _ => null,
    };

    private static Diagnostic? RefuseDate(string value, Location place) =>
        Unset.Is(value) || DocumentDate.Parse(value) is not null ? null
        : new Diagnostic(DiagnosticCatalog.RefusedValue, place, $"\"{value}\" is not a date") { Help = DocumentDate.Help(value) };

    private static Diagnostic? RefuseWord<T>(string value, Wording<T> wording, Location place)
        where T : struct, Enum =>
        Unset.Is(value) || wording.Find(value) is not null ? null
        : new Diagnostic(DiagnosticCatalog.RefusedValue, place, $"\"{value}\" is not one of the words that stand here") { Help = Suggestion.Help(value, wording.Words) };

    private static Label NameOf(RecordTable table, RecordRow row) => Label.Of(FirstCell(table, row));

    private static string FirstCell(RecordTable table, RecordRow row) =>
        table.Columns[0] is >= 0 and var index && index < row.Source.Cells.Length ? row.Source.Cells[index].Text : "";

    private static Location PlaceOf(DeliveryRecord record, RecordTable table) =>
        table.Section?.Heading is { } heading ? record.Document.Source.Locate(heading.TextSpan) : record.Title;

    private static EditResult Ambiguous(Location place, string message) =>
        EditResult.Refuse(DiagnosticCatalog.AmbiguousAddress, place, message, "keep one of them, by hand: nobody can say which one is meant");

    private static EditResult Unknown(Location place, string message, string? help) =>
        EditResult.Refuse(DiagnosticCatalog.UnknownAddress, place, message, help);
}
