using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>Finds the lines that git leaves in a file when a merge is committed before its conflicts are resolved.</summary>
internal static class ConflictMarkers
{
    private const string Ours = "<<<<<<<";
    private const string Base = "|||||||";
    private const string Middle = "=======";
    private const string Theirs = ">>>>>>>";

    public static void Report(MarkdownDocument document, DiagnosticBag diagnostics)
    {
        var text = document.Source.Text;
        if (!text.Contains(Ours, StringComparison.Ordinal) && !text.Contains(Theirs, StringComparison.Ordinal))
            return;

        var isOpen = false;
        foreach (var line in LinesOutsideFences(document))
        {
            var marker = Marker(document.Source.Slice(line));
            // A line of equals signs alone underlines a heading.
            if (marker is null || (marker is Base or Middle && !isOpen))
                continue;

            isOpen = marker != Theirs;
            diagnostics.Report(
                DiagnosticCatalog.MergeConflict,
                line,
                $"a merge conflict marker stands here: {marker}",
                "keep the lines that are right, and delete the three marker lines");
        }
    }

    private static string? Marker(ReadOnlySpan<char> line) =>
        IsMarker(line, Ours) && line.Length > Ours.Length ? Ours
        : IsMarker(line, Base) ? Base
        : IsMarker(line, Middle) ? Middle
        : IsMarker(line, Theirs) && line.Length > Theirs.Length ? Theirs
        : null;

    private static bool IsMarker(ReadOnlySpan<char> line, string marker) =>
        line.StartsWith(marker) && (line.Length == marker.Length || line[marker.Length] == ' ');

    private static IEnumerable<TextSpan> LinesOutsideFences(MarkdownDocument document)
    {
        var source = document.Source;
        var fences = document.Blocks.OfType<FencedBlock>().Select(f => f.ContentSpan).GetEnumerator();
        var hasFence = fences.MoveNext();
        for (var index = 0; index < source.LineCount; index++)
        {
            var line = source.GetLine(index);
            while (hasFence && fences.Current.End <= line.Start)
                hasFence = fences.MoveNext();
            if (!hasFence || line.Start < fences.Current.Start)
                yield return line;
        }
    }
}
