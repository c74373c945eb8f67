using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>What keeps a hostile or broken file from the parser. Everything here is one pass over the text.</summary>
internal static class MarkdownGuards
{
    public static bool Pass(DiagnosticBag diagnostics) =>
        IsSmallEnough(diagnostics) && IsText(diagnostics) && LinesAreShortEnough(diagnostics) && IsShallowEnough(diagnostics);

    public static void ReportDepth(DiagnosticBag diagnostics, TextSpan span) =>
        diagnostics.Report(
            DiagnosticCatalog.NestedTooDeeply,
            span,
            $"lists and quotes are nested more than {DocumentLimits.MarkdownDepth} deep",
            "nothing of this file was read: flatten the list or quote, or put what is not Markdown into a code fence");

    private static bool IsSmallEnough(DiagnosticBag diagnostics)
    {
        var source = diagnostics.Source;
        if (source.Length <= DocumentLimits.MarkdownBytes)
            return true;

        diagnostics.Report(
            DiagnosticCatalog.FileTooLarge,
            default,
            $"the file is larger than {DocumentLimits.MarkdownBytes / (1024 * 1024)} MiB",
            "nothing of it was read: split it, or move data and output to files of their own");
        return false;
    }

    private static bool IsText(DiagnosticBag diagnostics)
    {
        var position = diagnostics.Source.Text.IndexOf('\0', StringComparison.Ordinal);
        if (position < 0)
            return true;

        diagnostics.Report(
            DiagnosticCatalog.BinaryFile,
            new TextSpan(position, 1),
            "the file holds a NUL character, so it is not text",
            "nothing of it was read: save it as UTF-8 text (UTF-16 files look like this too), or give it another extension");
        return false;
    }

    private static bool LinesAreShortEnough(DiagnosticBag diagnostics)
    {
        var source = diagnostics.Source;
        for (var line = 0; source.Length > DocumentLimits.LineLength && line < source.LineCount; line++)
        {
            var span = source.GetLine(line);
            if (span.Length <= DocumentLimits.LineLength)
                continue;

            diagnostics.Report(
                DiagnosticCatalog.LineTooLong,
                new TextSpan(span.Start + DocumentLimits.LineLength, 1),
                $"the line has {span.Length} characters, and a line may have {DocumentLimits.LineLength}",
                "nothing of this file was read: break the line, or move data to a file of its own");
            return false;
        }

        return true;
    }

    private static bool IsShallowEnough(DiagnosticBag diagnostics)
    {
        if (NestingGauge.FindTooDeep(diagnostics.Source.Text) is not { } span)
            return true;

        ReportDepth(diagnostics, span);
        return false;
    }
}
