using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>
/// A part of a Markdown document that GitHub shows, in the order of the file. Closed: what a document can hold is listed
/// here. HTML blocks and comments between the parts are not read.
/// </summary>
/// <param name="Span">All source lines of the block that belong to it, without the last line ending.</param>
public abstract record Block(TextSpan Span);

/// <param name="Level">1 to 6.</param>
/// <param name="TextSpan">The heading's text in the source, without marks, surrounding space and comments.</param>
/// <param name="Text">The text as people read it: no emphasis, code or link marks, no comments.</param>
/// <param name="Comment">The HTML comment the line ends in, where annotations stand.</param>
public sealed record Heading(TextSpan Span, int Level, TextSpan TextSpan, string Text, HtmlComment? Comment) : Block(Span);

/// <param name="Text">As people read it, lines joined by a space.</param>
public sealed record Paragraph(TextSpan Span, string Text) : Block(Span);

/// <summary>A list item, with what it is beside that: a task, a field, or neither. Nested items follow their parent.</summary>
/// <param name="Span">The item's own first paragraph, marker included, without nested blocks.</param>
/// <param name="Depth">0 for an item of an outermost list.</param>
/// <param name="Ordered">Whether the marker is a number.</param>
/// <param name="TextSpan">The item's text in the source, without list marker, task mark, surrounding space and trailing comment.</param>
/// <param name="Text">The text as people read it, lines joined by a space.</param>
/// <param name="Mark">The task mark, if the item is a task.</param>
/// <param name="Field">Label and value, if the item has the form <c>- **Label:** value</c>.</param>
/// <param name="Comment">The HTML comment the item ends in, where annotations stand.</param>
public sealed record ListItem(
    TextSpan Span, int Depth, bool Ordered, TextSpan TextSpan, string Text, TaskMark? Mark, Field? Field, HtmlComment? Comment) : Block(Span);

/// <param name="Language">First word of the info string; empty if there is none.</param>
/// <param name="Attributes">The rest of the info string: <c>name</c>, <c>name=value</c> or <c>name="a value"</c>.</param>
/// <param name="InfoSpan">The info string; empty, after the fence, if there is none.</param>
/// <param name="ContentSpan">The lines between the fences in the source, with their line endings.</param>
/// <param name="Content">The lines between the fences as CommonMark gives them: without the indentation or quote marks of what the block stands in, line endings as LF.</param>
/// <param name="IsClosed">False if the document ended first.</param>
public sealed record FencedBlock(
    TextSpan Span, string Language, ImmutableArray<FenceAttribute> Attributes, TextSpan InfoSpan, TextSpan ContentSpan, string Content, bool IsClosed) : Block(Span);

/// <summary>A table as GitHub sees one.</summary>
/// <param name="Header">Never ragged: GitHub takes the delimiter row's count from it.</param>
/// <param name="Delimiter">The delimiter row's source line content.</param>
public sealed record Table(TextSpan Span, TableRow Header, TextSpan Delimiter, ImmutableArray<TableRow> Rows) : Block(Span)
{
    /// <summary>The header, cell by cell.</summary>
    public ImmutableArray<Label> Columns { get; } = [.. Header.Cells.Select(c => Label.Of(c.Text))];

    /// <summary>Index of the column whose header matches, else -1.</summary>
    public int IndexOfColumn(Label name) => Columns.IndexOf(name);
}

/// <param name="Span">The row in its source line: without indentation, quote marks and trailing space.</param>
/// <param name="Cells">The cells that stand in the source: fewer or more than the header's in a ragged row.</param>
public sealed record TableRow(TextSpan Span, ImmutableArray<TableCell> Cells);

/// <param name="Outer">Everything between the delimiting pipes (or the row's ends).</param>
/// <param name="Span">The content without surrounding space; an empty cell has an empty span inside <paramref name="Outer"/>.</param>
/// <param name="Text">The value: escapes, entities and line break tags resolved, comments left out; other marks as they stand (see <c>PlainText</c>).</param>
public sealed record TableCell(TextSpan Outer, TextSpan Span, string Text);
