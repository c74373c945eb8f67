using System.Globalization;
using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Deliveries;

/// <summary>Where in a delivery's documents an edit goes, as people write it on the command line. Closed.</summary>
public abstract record RecordAddress
{
    public const string Forms =
        "field:LABEL, milestone:NAME:COLUMN, deliverable:NAME:COLUMN, metric:NAME:COLUMN, risk:N:COLUMN, escalation:N:COLUMN, incident:N:COLUMN, update:N:COLUMN (or risk:+ and so on for a new row), checklist:FILE/ITEM, front:KEY";

    /// <summary>The address, or null if the text has none of the <see cref="Forms"/>.</summary>
    public static RecordAddress? Parse(string text) => text.Split(':', 3) switch
    {
        ["field", var label] => new FieldAddress(label),
        ["field", var label, var rest] => new FieldAddress($"{label}:{rest}"),
        ["milestone", var name, var column] => new MilestoneAddress(name, column),
        ["deliverable", var row, .. var column] => NamedRow(RecordGrammar.Deliverables, row, column),
        ["metric", var row, .. var column] => NamedRow(RecordGrammar.SuccessMetrics, row, column),
        ["risk", var row, .. var column] => Row(RecordGrammar.Risks, row, column),
        ["escalation", var row, .. var column] => Row(RecordGrammar.Escalations, row, column),
        ["incident", var row, .. var column] => Row(RecordGrammar.Incidents, row, column),
        ["update", var row, .. var column] => Row(RecordGrammar.StatusUpdates, row, column),
        ["checklist", var item] => ChecklistItem(item),
        ["checklist", var item, var rest] => ChecklistItem($"{item}:{rest}"),
        ["front", var key] => new FrontMatterAddress(key),
        _ => null,
    };

    /// <summary>By its number or by its name: a name that is a number, or +, is written with its row's number.</summary>
    private static RecordAddress? NamedRow(TableGrammar table, string row, string[] column) =>
        Row(table, row, column)
            ?? (column is [var name] && !Label.Of(row).IsEmpty && !row.All(char.IsAsciiDigit) ? new NamedRowAddress(table, row, name) : null);

    private static RecordAddress? Row(TableGrammar table, string row, string[] column) => (row, column) switch
    {
        ("+", []) => new NewRowAddress(table),
        (_, [var name]) when int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 =>
            new RowAddress(table, number, name),
        _ => null,
    };

    private static ChecklistAddress? ChecklistItem(string text) =>
        text.IndexOf('/') is > 0 and var slash && slash < text.Length - 1 ? new ChecklistAddress(text[..slash], text[(slash + 1)..]) : null;
}

public sealed record FieldAddress(string Field) : RecordAddress;

public sealed record MilestoneAddress(string Milestone, string Column) : RecordAddress;

/// <param name="Number">From 1; empty rows do not count.</param>
public sealed record RowAddress(TableGrammar Table, int Number, string Column) : RecordAddress;

/// <param name="Name">What the row's first cell says.</param>
public sealed record NamedRowAddress(TableGrammar Table, string Name, string Column) : RecordAddress;

public sealed record NewRowAddress(TableGrammar Table) : RecordAddress;

/// <param name="File">Name of a file in the delivery's <c>checklists</c> folder, with or without <c>.md</c>.</param>
/// <param name="Item">An id, or the beginning of an item's text.</param>
public sealed record ChecklistAddress(string File, string Item) : RecordAddress;

public sealed record FrontMatterAddress(string Key) : RecordAddress;
