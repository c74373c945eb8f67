using System.Text;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>What is looked at before the parser sees a character: sizes, and lines that are no YAML of ours.</summary>
internal static class YamlGuard
{
    public static bool Admits(TextSpan region, DiagnosticBag findings) =>
        IsSmallEnough(region, findings) && HasNoNul(region, findings) && LinesAreAdmitted(region, findings);

    private static bool IsSmallEnough(TextSpan region, DiagnosticBag findings)
    {
        var bytes = Encoding.UTF8.GetByteCount(findings.Source.Slice(region));
        if (bytes <= YamlReader.MaxBytes)
            return true;

        findings.Report(
            DiagnosticCatalog.YamlTooLarge,
            new TextSpan(region.Start, 0),
            $"the YAML has {bytes:N0} bytes, more than the {YamlReader.MaxBytes:N0} that are read",
            "split the file, or move what is data and not configuration elsewhere");
        return false;
    }

    private static bool HasNoNul(TextSpan region, DiagnosticBag findings)
    {
        var at = findings.Source.Slice(region).IndexOf('\0');
        if (at < 0)
            return true;

        findings.Report(
            DiagnosticCatalog.YamlNul,
            new TextSpan(region.Start + at, 1),
            "there is a NUL character here, so this is not a text file",
            "save the file as UTF-8 text; a NUL on every second character means that it is UTF-16");
        return false;
    }

    private static bool LinesAreAdmitted(TextSpan region, DiagnosticBag findings)
    {
        var source = findings.Source;
        var admitted = true;
        var mayBeDirective = true;
        for (var i = source.GetLineIndex(region.Start); i < source.LineCount && source.GetLine(i).Start < region.End; i++)
        {
            var line = source.GetLine(i);
            admitted &= IsShortEnough(line, findings);
            admitted &= IsNoConflictMarker(line, findings);
            admitted &= !mayBeDirective || IsNoDirective(line, findings);
            mayBeDirective &= IsBlankOrComment(source.Slice(line));
        }

        return admitted;
    }

    private static bool IsShortEnough(TextSpan line, DiagnosticBag findings)
    {
        if (line.Length <= YamlReader.MaxLineBytes / 3 || Encoding.UTF8.GetByteCount(findings.Source.Slice(line)) <= YamlReader.MaxLineBytes)
            return true;

        findings.Report(
            DiagnosticCatalog.YamlTooLarge,
            new TextSpan(line.Start, 0),
            $"the line is longer than the {YamlReader.MaxLineBytes:N0} bytes that are read",
            "break the line: lists and mappings may stand on many lines");
        return false;
    }

    /// <summary>At the beginning of a line these are nothing that somebody meant to write.</summary>
    private static bool IsNoConflictMarker(TextSpan line, DiagnosticBag findings)
    {
        var text = findings.Source.Slice(line);
        if (!text.StartsWith("<<<<<<< ") && !text.StartsWith(">>>>>>> "))
            return true;

        findings.Report(
            DiagnosticCatalog.YamlConflictMarker,
            line,
            "this line was left by a merge conflict",
            "decide between the two sides, then remove the lines that begin with <<<<<<<, ======= and >>>>>>>");
        return false;
    }

    private static bool IsNoDirective(TextSpan line, DiagnosticBag findings)
    {
        if (!findings.Source.Slice(line).StartsWith('%'))
            return true;

        findings.Report(
            DiagnosticCatalog.YamlDirective,
            line,
            "a line that begins with % is a directive to the YAML parser, and directives are not read",
            "remove the line");
        return false;
    }

    private static bool IsBlankOrComment(ReadOnlySpan<char> line) =>
        line.TrimStart(" \t\uFEFF") is [] or ['#', ..] or ['%', ..];
}
