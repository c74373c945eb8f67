using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>Edits of front matter that touch nothing but the value they are about.</summary>
public static class YamlEdits
{
    /// <summary>
    /// Gives <paramref name="key"/>, at the top level of the front matter, the text <paramref name="value"/>. The quoting
    /// that is there stays where it can; a key that is missing is added at the end, front matter that is missing at the
    /// beginning of the file.
    /// </summary>
    public static EditResult SetScalar(SourceText source, FrontMatter? frontMatter, string key, string value)
    {
        if (frontMatter is null)
            return Begin(source, key, value);

        var region = frontMatter.ContentSpan;
        var read = YamlReader.Read(source, region);
        if (read.HasErrors)
            return new EditResult.Refused(read.Diagnostics.First(d => d.Severity == Severity.Error));

        return read.Value switch
        {
            null => Checked(source, region, Append(source, region, indentation: "", key, value), key, value),
            YamlMapping mapping => Set(source, region, mapping, key, value),
            var other => Refuse(source, other.Span, "the front matter is no mapping, so it has no keys", "write it as lines of the form `key: value`"),
        };
    }

    private static EditResult Set(SourceText source, TextSpan region, YamlMapping mapping, string key, string value)
    {
        var inBrackets = source.Text[mapping.Span.Start] == '{' && mapping.Span.Start < mapping.Entries.FirstOrDefault()?.Key.Span.Start;
        return mapping[key]?.Value switch
        {
            YamlScalar scalar => Checked(source, region, Replace(source, scalar, value, inBrackets), key, value),
            null when inBrackets => Refuse(source, mapping.Span, $"\"{key}\" would have to be added inside brackets", "write the front matter as lines of the form `key: value`"),
            null => Checked(source, region, Append(source, region, IndentationOf(source, mapping), key, value), key, value),
            var other => Refuse(source, other.Span, $"\"{key}\" holds a list or a mapping, not a text", "edit the file by hand"),
        };
    }

    private static TextEdit Replace(SourceText source, YamlScalar scalar, string value, bool inBrackets)
    {
        var old = source.Slice(scalar.Span);
        char? style = old is ['\'' or '"', ..] ? old[0] : null;
        var written = YamlText.Write(value, style, inBrackets);
        var touchesColon = scalar.Span.Start > 0 && source.Text[scalar.Span.Start - 1] is not (' ' or '\t' or '\r' or '\n');
        return new TextEdit(scalar.Span, touchesColon ? $" {written}" : written);
    }

    private static TextEdit Append(SourceText source, TextSpan region, string indentation, string key, string value)
    {
        var lineBreak = source.GetLineBreakAt(region.Start);
        var entry = indentation + Entry(key, value);
        return source.Slice(region) is [] or [.., '\n' or '\r']
            ? TextEdit.Insert(region.End, entry + lineBreak)
            : TextEdit.Insert(region.End, lineBreak + entry);
    }

    private static EditResult Begin(SourceText source, string key, string value)
    {
        var lineBreak = source.GetLineBreakAt(0);
        var entry = Entry(key, value) + lineBreak;
        return Checked(SourceText.From(source.Path, ""), default, TextEdit.Insert(0, entry), key, value) is EditResult.Planned
            ? EditResult.Of(TextEdit.Insert(0, $"---{lineBreak}{entry}---{lineBreak}"))
            : RefuseValue(source, default, key);
    }

    private static string Entry(string key, string value) =>
        $"{YamlText.Write(key, style: null, inBrackets: false)}: {YamlText.Write(value, style: null, inBrackets: false)}";

    private static string IndentationOf(SourceText source, YamlMapping mapping)
    {
        var line = source.GetLine(source.GetLineIndex(mapping.Span.Start));
        return source.ToString(TextSpan.FromBounds(line.Start, mapping.Span.Start));
    }

    /// <summary>No edit leaves here that was not read back: the value is there and every other entry is what it was.</summary>
    private static EditResult Checked(SourceText source, TextSpan region, TextEdit edit, string key, string value)
    {
        var edited = source.Apply(edit);
        var readBack = YamlReader.Read(edited, region with { Length = region.Length + edited.Length - source.Length });
        var before = YamlReader.Read(source, region).Value as YamlMapping;
        return !readBack.HasErrors && readBack.Value is YamlMapping after && Holds(after, key, value) && OthersAreSame(before, after, key)
            ? EditResult.Of(edit)
            : RefuseValue(source, edit.Span, key);
    }

    private static EditResult RefuseValue(SourceText source, TextSpan span, string key) =>
        Refuse(source, span, $"\"{key}\" cannot be set to this value without changing more of the front matter", "edit the file by hand");

    private static EditResult Refuse(SourceText source, TextSpan span, string message, string help) =>
        EditResult.Refuse(DiagnosticCatalog.YamlRefusedEdit, source.Locate(span), message, help);

    private static bool Holds(YamlMapping mapping, string key, string value) =>
        mapping[key]?.Value is YamlScalar scalar && scalar.Value == value;

    private static bool OthersAreSame(YamlMapping? before, YamlMapping after, string key) =>
        Others(before, key).SequenceEqual(Others(after, key));

    private static IEnumerable<string> Others(YamlMapping? mapping, string key) =>
        mapping is null ? [] : mapping.Entries.Where(e => e.Key.Value != key).Select(e => $"{e.Key.Value}\0{Shape(e.Value)}");

    /// <summary>The value without its place, in a form that no other value has.</summary>
    private static string Shape(YamlNode node) => node switch
    {
        YamlScalar scalar => (scalar.IsNull ? "~" : "") + YamlText.InDoubleQuotes(scalar.Value),
        YamlSequence list => $"[{string.Join(',', list.Items.Select(Shape))}]",
        YamlMapping mapping => $"{{{string.Join(',', mapping.Entries.Select(e => $"{Shape(e.Key)}:{Shape(e.Value)}"))}}}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
