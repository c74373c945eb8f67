using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Diagnostics;

/// <summary>A repair of the file in which the diagnostic stands, for editors and reports to offer.</summary>
public sealed record Fix(string Title, ImmutableArray<TextEdit> Edits)
{
    public static Fix Replace(string title, TextSpan span, string newText) => new(title, [new TextEdit(span, newText)]);
}
