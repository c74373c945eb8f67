using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <param name="Span">The one character between the brackets.</param>
public sealed record TaskMark(TextSpan Span, bool IsDone);

/// <summary>A list item of the form <c>- **Label:** value</c>.</summary>
/// <param name="LabelSpan">The label in the source, emphasis and colon left out.</param>
/// <param name="Label">The label as people read it.</param>
/// <param name="ValueSpan">The value in the source, without surrounding space and trailing comment; empty, at the place where one goes, if there is none.</param>
/// <param name="Value">The value: see <c>PlainText</c>.</param>
public sealed record Field(TextSpan LabelSpan, string Label, TextSpan ValueSpan, string Value);

/// <param name="Span">From <c>&lt;!--</c> to <c>--&gt;</c>.</param>
/// <param name="Annotations">The comment's content read as <c>name: value; name; name: value</c>.</param>
public sealed record HtmlComment(TextSpan Span, ImmutableArray<Annotation> Annotations)
{
    public Annotation? this[string name] => Annotations.FirstOrDefault(a => string.Equals(a.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <param name="Value">Null if only the name was given.</param>
public sealed record Annotation(TextSpan Span, string Name, string? Value)
{
    /// <summary>A part of the value; the whole annotation where its value is not what stands in the source.</summary>
    public TextSpan PlaceOf(SourceText source, int offset, int length)
    {
        var value = Value ?? "";
        return value.Length > 0 && source.ToString(Span).EndsWith(value, StringComparison.Ordinal) ? new TextSpan(Span.End - value.Length + offset, length) : Span;
    }
}

/// <param name="Span">Name and value in the source.</param>
/// <param name="Value">Null if only the name was given.</param>
public sealed record FenceAttribute(TextSpan Span, string Name, string? Value);

/// <summary><c>[[target]]</c> or <c>[[target|text]]</c>, outside code.</summary>
/// <param name="Span">The brackets included.</param>
/// <param name="Target">What stands before a <c>|</c>, trimmed.</param>
public sealed record WikiLink(TextSpan Span, TextSpan TargetSpan, string Target);

/// <summary>The block between two <c>---</c> lines at the beginning of the file.</summary>
/// <param name="Span">Both lines included, without the last line ending.</param>
/// <param name="ContentSpan">The YAML between them.</param>
public sealed record FrontMatter(TextSpan Span, TextSpan ContentSpan);
