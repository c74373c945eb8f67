using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;
using YamlDotNet.Core;

namespace DeliveryAsCode.Documents;

/// <summary>Says what a person did, where the parser says what it did not expect.</summary>
internal static class YamlMistake
{
    public static void Report(YamlException mistake, TextSpan region, int? openBracket, DiagnosticBag findings)
    {
        var source = findings.Source;
        var at = region.Start + (int)Math.Clamp(mistake.Start.Index, 0, region.Length);

        if (TabOf(mistake, at, region, source) is { } tab)
            ReportTab(tab, findings);
        else if (Says(mistake, "found invalid mapping", "Mapping values are not allowed"))
            ReportColon(at, findings);
        else if (Says(mistake, "quoted scalar, found unexpected end", "quoted scalar, found wrong indentation", "quoted scalar, found unexpected document"))
            ReportUnclosed(new TextSpan(at, 1), findings);
        else if (openBracket is { } bracket && Says(mistake, "parsing a flow", "did not find expected node content"))
            ReportUnclosed(new TextSpan(bracket, 1), findings);
        else if (Says(mistake, "unknown escape", "hexadecimal number", "escape code", "Unicode surrogates"))
            ReportEscape(Rest(source, at), findings);
        else if (Says(mistake, "cannot start any token"))
            ReportFirstSign(new TextSpan(at, 1), findings);
        else if (Says(mistake, "expected '-' indicator", "expected key", "entries are not allowed", "could not find expected ':'", "<document end>", "<document start>"))
            ReportStrayLine(Rest(source, at), findings);
        else
            ReportUnknown(Rest(source, at), mistake.Message, findings);
    }

    /// <param name="end">Up to where the parser came.</param>
    public static void ReportUnknown(int end, int? openBracket, DiagnosticBag findings)
    {
        if (openBracket is { } bracket)
            ReportUnclosed(new TextSpan(bracket, 1), findings);
        else
            ReportUnknown(Rest(findings.Source, end), "", findings);
    }

    private static void ReportUnknown(TextSpan span, string detail, DiagnosticBag findings) =>
        Report(
            span,
            detail.Length == 0 ? "this cannot be read as YAML" : $"this cannot be read as YAML ({char.ToLowerInvariant(detail[0])}{detail[1..].TrimEnd('.')})",
            "compare the indentation, colons, quotes and brackets here with the lines before",
            findings);

    private static void ReportEscape(TextSpan span, DiagnosticBag findings) =>
        Report(
            span,
            "this text in double quotes has a backslash that YAML does not know",
            "double the backslash, or use single quotes, in which it is a plain sign",
            findings);

    private static void ReportFirstSign(TextSpan span, DiagnosticBag findings) =>
        Report(span, $"a plain value cannot begin with \"{findings.Source.ToString(span)}\"", "put the value in quotes", findings);

    private static void ReportStrayLine(TextSpan span, DiagnosticBag findings) =>
        Report(
            span,
            "this line does not continue what stands before it",
            "every entry is `key: value`, or every one begins with `- `, and all entries of one list or mapping are indented alike",
            findings);

    private static void ReportTab(TextSpan span, DiagnosticBag findings) =>
        findings.Report(DiagnosticCatalog.YamlTab, span, "this line is indented with a tab", "use spaces, two for each level");

    private static void ReportUnclosed(TextSpan span, DiagnosticBag findings)
    {
        var mark = findings.Source.ToString(span);
        findings.Report(
            DiagnosticCatalog.YamlUnclosed,
            span,
            mark is "[" or "{" ? $"the \"{mark}\" opened here is not closed" : $"the text that begins with {mark} here has no closing quote",
            mark switch
            {
                "[" => "add the \"]\", and a comma between any two items",
                "{" => "add the \"}\", and a comma between any two entries",
                _ => "add the closing quote, or remove this one",
            });
    }

    /// <param name="colon">The second colon of a line, or one under a value that already ended.</param>
    private static void ReportColon(int colon, DiagnosticBag findings)
    {
        var source = findings.Source;
        var line = source.GetLine(source.GetLineIndex(colon));
        var entry = source.ToString(line);
        var separator = entry.IndexOf(": ", StringComparison.Ordinal);
        if (separator < 0 || line.Start + separator >= colon)
        {
            Report(line, "this entry is indented under a value that is already complete", "indent it like the entry it belongs beside, or leave the value above empty", findings);
            return;
        }

        var value = entry.AsSpan(separator + 2).Trim().ToString();
        var span = new TextSpan(line.Start + entry.IndexOf(value, separator + 2, StringComparison.Ordinal), value.Length);
        var quoted = YamlText.InDoubleQuotes(value);
        findings.Report(
            DiagnosticCatalog.YamlColonInValue,
            span,
            "a colon followed by a space ends a key, so this value cannot be read",
            $"put quotes around the value: {quoted}",
            Fix.Replace("Quote the value", span, quoted));
    }

    private static void Report(TextSpan span, string message, string help, DiagnosticBag findings) =>
        findings.Report(DiagnosticCatalog.YamlSyntax, span, message, help);

    /// <summary>The parser says of some tabs only that the line does not fit, and of others not where they are.</summary>
    private static TextSpan? TabOf(YamlException mistake, int at, TextSpan region, SourceText source) =>
        IndentingTab(source, at)
        ?? (Says(mistake, "invalid tab", "tab character") ? FirstIndentingTab(source, region) ?? new TextSpan(at, 0) : null);

    private static TextSpan? FirstIndentingTab(SourceText source, TextSpan region)
    {
        for (var i = source.GetLineIndex(region.Start); i < source.LineCount && source.GetLine(i).Start < region.End; i++)
        {
            if (IndentingTab(source, source.GetLine(i).Start) is { } tab)
                return tab;
        }

        return null;
    }

    /// <summary>The first tab before the first sign of the line, if the line has signs at all.</summary>
    private static TextSpan? IndentingTab(SourceText source, int position)
    {
        var line = source.GetLine(source.GetLineIndex(position));
        var text = source.Slice(line);
        var indentation = text[..(text.Length - text.TrimStart(" \t").Length)];
        var tab = indentation.IndexOf('\t');
        return tab < 0 || indentation.Length == text.Length ? null : new TextSpan(line.Start + tab, 1);
    }

    private static TextSpan Rest(SourceText source, int position)
    {
        var line = source.GetLine(source.GetLineIndex(position));
        var start = Math.Min(position, line.End);
        return TextSpan.FromBounds(start, start + source.Slice(TextSpan.FromBounds(start, line.End)).TrimEnd().Length);
    }

    private static bool Says(YamlException mistake, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (mistake.Message.Contains(part, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
