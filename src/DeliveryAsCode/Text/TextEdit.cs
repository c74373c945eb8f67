namespace DeliveryAsCode.Text;

/// <summary>Replaces <paramref name="Span"/> by <paramref name="NewText"/>. An empty span inserts.</summary>
public readonly record struct TextEdit(TextSpan Span, string NewText)
{
    public static TextEdit Insert(int position, string text) => new(new TextSpan(position, 0), text);

    /// <summary>Whether both cannot be applied to one text: they share a unit, or would insert at one place in unknown order.</summary>
    public bool Conflicts(TextEdit other) =>
        (Span.Start < other.Span.End && other.Span.Start < Span.End)
        || (Span.Start == other.Span.Start && (Span.IsEmpty || other.Span.IsEmpty))
        || (Span.IsEmpty && Span.Start > other.Span.Start && Span.Start < other.Span.End)
        || (other.Span.IsEmpty && other.Span.Start > Span.Start && other.Span.Start < Span.End);
}
