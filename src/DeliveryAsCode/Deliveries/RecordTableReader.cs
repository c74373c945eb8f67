using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Deliveries;

/// <summary>Finds a table of the record by its heading and header names, and reads its rows.</summary>
internal sealed class RecordTableReader(IReadOnlyList<Section> sections, Heading title, DiagnosticBag bag)
{
    public RecordTable<TRow> Read<TRow>(TableGrammar grammar, Func<RowReader, TRow> readRow)
        where TRow : RecordRow
    {
        if (FindSection(grammar) is not { } section)
            return new RecordTable<TRow>(grammar, null, null, NoColumns(grammar), []);
        if (FindTable(section, grammar) is not { } table)
            return new RecordTable<TRow>(grammar, section, null, NoColumns(grammar), []);

        var columns = FindColumns(table, grammar);
        var rows = table.Rows
            .Where(row => row.Cells.Any(c => c.Text.Length > 0))
            .Select(row => readRow(new RowReader(row, columns, bag)));
        return new RecordTable<TRow>(grammar, section, table, columns, [.. rows]);
    }

    private Section? FindSection(TableGrammar grammar)
    {
        var found = sections.Where(s => s.Label == grammar.Label).ToList();
        if (found.Count == 0)
        {
            ReportMissing(grammar);
            return null;
        }

        foreach (var again in found.Skip(1))
        {
            bag.Report(DiagnosticCatalog.Duplicate, again.Heading!.TextSpan, $"the section \"{grammar.Section}\" occurs twice",
                "merge the two: gates cannot be judged while it is unclear which one counts");
        }

        return found[0];
    }

    private void ReportMissing(TableGrammar grammar)
    {
        var headings = sections.Select(s => s.Heading!).Where(h => !IsKnown(h.Text));
        var near = headings.FirstOrDefault(h => Suggestion.Nearest(h.Text, [grammar.Section]) is not null);
        if (near is not null)
        {
            bag.Report(DiagnosticCatalog.NearlyKnownName, near.TextSpan, $"the section \"{near.Text}\" is not known",
                $"did you mean \"{grammar.Section}\"?", Fix.Replace($"Rename to \"{grammar.Section}\"", near.TextSpan, grammar.Section));
        }
        else if (grammar.IsRequired)
        {
            bag.Report(DiagnosticCatalog.MissingSection, title.TextSpan, $"the record has no section \"{grammar.Section}\"",
                $"add a heading \"## {grammar.Section}\" with a table: {string.Join(" | ", grammar.Columns)}");
        }
    }

    private static bool IsKnown(string heading) => RecordGrammar.Tables.Any(t => t.Label == heading);

    private Table? FindTable(Section section, TableGrammar grammar)
    {
        var tables = section.Tables.Where(t => t.IndexOfColumn(grammar.ColumnLabels[0]) >= 0).ToList();
        foreach (var again in tables.Skip(1))
        {
            bag.Report(DiagnosticCatalog.Duplicate, again.Header.Span, $"\"{grammar.Section}\" has two tables with a column \"{grammar.Columns[0]}\"",
                "merge the two: gates cannot be judged while it is unclear which one counts");
        }

        if (tables.Count == 0)
        {
            bag.Report(DiagnosticCatalog.MissingTable, section.Heading!.TextSpan, $"the section \"{grammar.Section}\" has no table with a column \"{grammar.Columns[0]}\"",
                $"a table needs a header, a line of dashes with as many cells, and no empty line between its rows; its columns are: {string.Join(" | ", grammar.Columns)}");
        }

        return tables.FirstOrDefault();
    }

    private ImmutableArray<int> FindColumns(Table table, TableGrammar grammar)
    {
        var columns = grammar.ColumnLabels.Select(table.IndexOfColumn).ToImmutableArray();
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i] < 0)
                ReportMissingColumn(table, grammar.Columns[i], grammar);
        }

        return columns;
    }

    private void ReportMissingColumn(Table table, string column, TableGrammar grammar)
    {
        var unknown = table.Header.Cells.Where(c => grammar.IndexOf(c.Text) < 0);
        var near = unknown.FirstOrDefault(c => Suggestion.Nearest(c.Text, [column]) is not null);
        if (near is not null)
        {
            bag.Report(DiagnosticCatalog.NearlyKnownName, near.Span, $"the column \"{near.Text}\" is not known",
                $"did you mean \"{column}\"?", Fix.Replace($"Rename to \"{column}\"", near.Span, column));
        }
        else
        {
            bag.Report(DiagnosticCatalog.MissingTable, table.Header.Span, $"the table under \"{grammar.Section}\" has no column \"{column}\"",
                $"its columns are: {string.Join(" | ", grammar.Columns)}");
        }
    }

    private static ImmutableArray<int> NoColumns(TableGrammar grammar) => [.. grammar.Columns.Select(_ => -1)];
}

/// <summary>One row of a record's table, its cells by the grammar's column numbers.</summary>
internal sealed class RowReader(TableRow row, ImmutableArray<int> columns, DiagnosticBag bag)
{
    public TableRow Row => row;

    public Location Location => bag.Source.Locate((Cell(0) ?? row.Cells[0]).Span);

    public string Text(int column)
    {
        if (Cell(column) is not { } cell)
            return "";

        ReportPlaceholder(cell);
        return cell.Text;
    }

    public LocalDate? Date(int column)
    {
        if (Cell(column) is not { } cell || Unset.Is(cell.Text) || ReportPlaceholder(cell))
            return null;

        return DateReader.Read(cell.Text, cell.Span, bag);
    }

    public T? Word<T>(int column, Wording<T> wording, string what)
        where T : struct, Enum
    {
        if (Cell(column) is not { } cell || Unset.Is(cell.Text) || ReportPlaceholder(cell))
            return null;

        return WordReader.Read(cell.Text, cell.Span, wording, what, bag);
    }

    /// <summary>A value of another form, of what people see; one that cannot be read is reported as the caller says.</summary>
    public T? Value<T>(int column, Func<string, T?> parse, Action<string, TextSpan, DiagnosticBag> report)
        where T : class
    {
        if (Cell(column) is not { } cell || Unset.Is(cell.Text) || IsPlaceholder(cell))
            return null;

        if (parse(Shown(column)) is { } value)
            return value;

        report(Shown(column), cell.Span, bag);
        return null;
    }

    /// <summary>What stands in the cell, with nothing reported.</summary>
    public string Peek(int column) => Cell(column)?.Text ?? "";

    /// <summary>What people see in the cell, with nothing reported.</summary>
    public string Shown(int column) => Cell(column) is { } cell ? PlainText.Visible(bag.Source.ToString(cell.Span)) : "";

    public bool IsSet(int column) => !Unset.Is(Peek(column));

    public void Report(DiagnosticDescriptor descriptor, int column, string message, string help) =>
        bag.Report(descriptor, Cell(column)!.Span, message, help);

    private TableCell? Cell(int column) =>
        columns[column] is var index && index >= 0 && index < row.Cells.Length ? row.Cells[index] : null;

    private bool IsPlaceholder(TableCell cell) => Unset.IsPlaceholder(bag.Source.ToString(cell.Span));

    private bool ReportPlaceholder(TableCell cell)
    {
        if (!IsPlaceholder(cell))
            return false;

        bag.Report(DiagnosticCatalog.PlaceholderLeft, cell.Span, $"the template's placeholder \"{cell.Text}\" is still there", "fill it in, or write TBD");
        return true;
    }
}

internal static class DateReader
{
    public static LocalDate? Read(string text, TextSpan span, DiagnosticBag bag)
    {
        if (DocumentDate.Parse(text) is { } date)
            return date;

        var readings = DocumentDate.Readings(text);
        bag.Report(DiagnosticCatalog.InvalidDate, span, $"\"{text}\" is not a date", DocumentDate.Help(text),
            readings.Count == 1 ? Fix.Replace($"Write {DocumentDate.Format(readings[0])}", span, DocumentDate.Format(readings[0])) : null);
        return null;
    }
}

internal static class WordReader
{
    public static T? Read<T>(string text, TextSpan span, Wording<T> wording, string what, DiagnosticBag bag)
        where T : struct, Enum
    {
        if (wording.Find(text) is { } value)
            return value;

        var nearest = Suggestion.Nearest(text, wording.Words);
        bag.Report(DiagnosticCatalog.UnknownWord, span, $"\"{text}\" is not a {what}",
            Suggestion.Help(text, wording.Words), nearest is null ? null : Fix.Replace($"Write \"{nearest}\"", span, nearest));
        return null;
    }
}
