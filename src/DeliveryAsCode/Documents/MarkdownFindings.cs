using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>What is worth a report in any Markdown document, whatever it is about.</summary>
internal static class MarkdownFindings
{
    public static void Report(MarkdownDocument document, DiagnosticBag diagnostics)
    {
        ReportInvalidBytes(diagnostics);
        ReportUnclosedFrontMatter(document, diagnostics);
        ConflictMarkers.Report(document, diagnostics);
        foreach (var table in document.Blocks.OfType<Table>())
            ReportRaggedRows(table, diagnostics);
    }

    private static void ReportInvalidBytes(DiagnosticBag diagnostics)
    {
        var invalid = diagnostics.Source.InvalidBytes;
        if (invalid.IsEmpty)
            return;

        diagnostics.Report(
            DiagnosticCatalog.InvalidUtf8,
            new TextSpan(invalid[0], 1),
            invalid.Length == 1 ? "one byte is not UTF-8" : $"{invalid.Length} bytes are not UTF-8, the first of them here",
            "they are kept as they are; save the file as UTF-8 to see the right characters");
    }

    private static void ReportUnclosedFrontMatter(MarkdownDocument document, DiagnosticBag diagnostics)
    {
        if (document.FrontMatter is null && FrontMatterParser.IsOpened(document.Source.Text))
        {
            diagnostics.Report(
                DiagnosticCatalog.UnclosedFrontMatter,
                document.Source.GetLine(0),
                "the front matter that begins here has no end, so nothing of it is read",
                "put a line `---` after its last key");
        }
    }

    private static void ReportRaggedRows(Table table, DiagnosticBag diagnostics)
    {
        var columns = table.Header.Cells.Length;
        foreach (var row in table.Rows)
        {
            if (row.Cells.Length > columns)
                ReportSurplus(row, columns, diagnostics);
            else if (row.Cells.Length < columns)
                ReportMissing(row, columns, diagnostics);
        }
    }

    private static void ReportSurplus(TableRow row, int columns, DiagnosticBag diagnostics) =>
        diagnostics.Report(
            DiagnosticCatalog.SurplusCells,
            TextSpan.FromBounds(row.Cells[columns].Outer.Start, row.Cells[^1].Outer.End),
            $"the row has {row.Cells.Length} cells and its header {columns}: GitHub does not show the rest",
            @"if a pipe belongs to the text, write it as \|");

    private static void ReportMissing(TableRow row, int columns, DiagnosticBag diagnostics) =>
        diagnostics.Report(
            DiagnosticCatalog.MissingCells,
            row.Span,
            $"the row has {row.Cells.Length} {(row.Cells.Length == 1 ? "cell" : "cells")} and its header {columns}: the rest is read as empty",
            "add the missing cells, so that nobody has to guess which column is which");
}
