using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Reporting;

/// <param name="End">Position after the last unit.</param>
public readonly record struct LineRange(LinePosition Start, LinePosition End);

public readonly record struct LocatedEdit(LineRange Range, string NewText);

/// <summary>
/// A fix with lines and columns. A finding keeps one line of its file, not the file, so only a fix of that line can be
/// told; such are all that a report has a use for: an editor works on the file itself.
/// </summary>
public sealed record LocatedFix(string Title, ImmutableArray<LocatedEdit> Edits)
{
    public static LocatedFix? Of(Diagnostic diagnostic)
    {
        if (diagnostic.Fix is not { } fix)
            return null;

        var location = diagnostic.Location;
        var lineStart = location.Span.Start - (location.Start.Column - 1);
        var line = new TextSpan(lineStart, location.Line.Length);
        return fix.Edits.All(e => line.Contains(e.Span))
            ? new LocatedFix(fix.Title, [.. fix.Edits.Select(e => new LocatedEdit(RangeOf(e.Span), e.NewText))])
            : null;

        LineRange RangeOf(TextSpan span) => new(At(span.Start), At(span.End));

        LinePosition At(int position) => new(location.Start.Line, position - lineStart + 1);
    }
}
