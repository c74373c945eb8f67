using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Documents;

/// <summary>
/// A YAML value that is being read, with where its mistakes are reported. Reading gives null for a value that cannot be
/// used, and has then said why.
/// </summary>
public readonly record struct YamlValue(YamlNode Node, DiagnosticBag Findings)
{
    /// <summary>Nothing stands there, which counts as if the key were not given.</summary>
    public bool IsUnset => Node is YamlScalar { IsNull: true };

    /// <summary>A text; a number or <c>true</c> is the text that stands there.</summary>
    public string? Text()
    {
        if (Node is YamlScalar { IsNull: false, Value: var text } && text.AsSpan().Trim() is not [])
            return text;

        Report(DiagnosticCatalog.YamlWrongKind, $"a text is needed here, not {Kind}", "write a single value, in quotes if it has special signs");
        return null;
    }

    public bool? Boolean()
    {
        if (Node is YamlScalar { IsQuoted: false, Value: "true" or "false" } scalar)
            return scalar.Value == "true";

        Report(DiagnosticCatalog.YamlWrongKind, $"true or false is needed here, not {Kind}", "write true or false, without quotes");
        return null;
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public int? Number(int least, int most = int.MaxValue)
    {
        if (Node is YamlScalar { IsQuoted: false } scalar
            && int.TryParse(scalar.Value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
            return number;

        Report(DiagnosticCatalog.YamlWrongKind, $"a whole number from {least}{(most < int.MaxValue ? $" to {most}" : "")} is needed here, not {Kind}", "write the number in digits, without quotes");
        return null;
    }

    /// <summary>The items that could be read.</summary>
    public ImmutableArray<T>? List<T>(Func<YamlValue, T?> item) where T : class =>
        Items() is { } items ? [.. items.Select(item).OfType<T>()] : null;

    /// <inheritdoc cref="List{T}(Func{YamlValue, T})"/>
    public ImmutableArray<T>? List<T>(Func<YamlValue, T?> item) where T : struct =>
        Items() is { } items ? [.. items.Select(item).OfType<T>()] : null;

    /// <summary>Reads the known keys; all others are reported.</summary>
    public T? Mapping<T>(Func<YamlMappingReader, T?> read) where T : class
    {
        if (AnyMapping() is not { } mapping)
            return null;

        var result = read(mapping);
        mapping.RefuseUnknownKeys();
        return result;
    }

    /// <summary>Each key is a name that somebody chose.</summary>
    public ImmutableArray<T>? Named<T>(Func<YamlScalar, YamlValue, T?> entry) where T : class
    {
        if (AnyMapping() is not { } mapping)
            return null;

        var findings = Findings;
        return [.. mapping.Entries.Select(e => entry(e.Key, new YamlValue(e.Value, findings))).OfType<T>()];
    }

    /// <summary>A mapping whose unknown keys are none of our business, such as a document's front matter.</summary>
    public YamlMappingReader? AnyMapping()
    {
        if (Node is YamlMapping mapping)
            return new YamlMappingReader(mapping, Findings);
        if (IsUnset)
            return new YamlMappingReader(new YamlMapping(Node.Span, []), Findings);

        Report(DiagnosticCatalog.YamlWrongKind, $"a mapping is needed here, not {Kind}", "write lines of the form `key: value`, indented under the key");
        return null;
    }

    public void Report(DiagnosticDescriptor descriptor, string message, string help, Fix? fix = null) =>
        Findings.Report(descriptor, Node.Span, message, help, fix);

    private IEnumerable<YamlValue>? Items()
    {
        var findings = Findings;
        if (Node is YamlSequence list)
            return list.Items.Select(item => new YamlValue(item, findings));
        if (IsUnset)
            return [];

        Report(DiagnosticCatalog.YamlWrongKind, $"a list is needed here, not {Kind}", "put it in brackets, `[…]`, or write every item on a line that begins with `- `");
        return null;
    }

    private string Kind => Node switch
    {
        YamlScalar { IsNull: true } => "nothing",
        YamlScalar { Value: "" } => "an empty text",
        YamlScalar { Value: { Length: <= 40 } text } => $"\"{text}\"",
        YamlScalar => "this text",
        YamlSequence => "a list",
        YamlMapping => "a mapping",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
