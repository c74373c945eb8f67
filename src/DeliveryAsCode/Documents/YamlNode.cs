using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>A YAML value with its place. Closed: anchors, aliases, tags and further documents are refused when reading.</summary>
/// <param name="Span">The value in the source; a mapping or sequence spans its entries.</param>
public abstract record YamlNode(TextSpan Span);

/// <param name="Value">The text after unquoting.</param>
/// <param name="IsQuoted">Quoted or a block scalar: certainly text, whatever it looks like.</param>
public sealed record YamlScalar(TextSpan Span, string Value, bool IsQuoted) : YamlNode(Span)
{
    /// <summary>Nothing, <c>~</c> or <c>null</c>.</summary>
    public bool IsNull => !IsQuoted && Value is "" or "~" or "null" or "Null" or "NULL";
}

public sealed record YamlSequence(TextSpan Span, ImmutableArray<YamlNode> Items) : YamlNode(Span);

/// <param name="Entries">In the order of the file; keys are unique.</param>
public sealed record YamlMapping(TextSpan Span, ImmutableArray<YamlEntry> Entries) : YamlNode(Span)
{
    public YamlEntry? this[string key] => Entries.FirstOrDefault(e => e.Key.Value == key);
}

public sealed record YamlEntry(YamlScalar Key, YamlNode Value);
