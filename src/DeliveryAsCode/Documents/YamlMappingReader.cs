using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>Reads a mapping key by key. A key is known once it was asked for; a key without a value is as good as absent.</summary>
public sealed class YamlMappingReader(YamlMapping mapping, DiagnosticBag findings)
{
    private readonly List<string> _known = [];

    public TextSpan Span => mapping.Span;

    public DiagnosticBag Findings => findings;

    public IEnumerable<YamlEntry> Entries => mapping.Entries;

    /// <summary>The value of the key, or null if there is none.</summary>
    public YamlValue? Find(string key)
    {
        if (!_known.Contains(key))
            _known.Add(key);
        return mapping[key] is { } entry && new YamlValue(entry.Value, findings) is { IsUnset: false } value ? value : null;
    }

    /// <summary>What <paramref name="read"/> makes of the key's value, or null if there is none.</summary>
    public T? Read<T>(string key, Func<YamlValue, T?> read) => Find(key) is { } value ? read(value) : default;

    public string? Text(string key) => Read(key, value => value.Text());

    /// <summary>As <see cref="Read"/>, where something must stand.</summary>
    public T? Require<T>(string key, Func<YamlValue, T?> read, string help)
    {
        if (Find(key) is { } value)
            return read(value);

        findings.Report(DiagnosticCatalog.YamlMissingKey, mapping[key]?.Key.Span ?? Beginning, $"\"{key}\" is missing", help);
        return default;
    }

    public ImmutableArray<T> List<T>(string key, Func<YamlValue, T?> item) where T : class =>
        Read(key, value => value.List(item)) ?? [];

    public ImmutableArray<T> List<T>(string key, Func<YamlValue, T?> item) where T : struct =>
        Read(key, value => value.List(item)) ?? [];

    /// <inheritdoc cref="YamlValue.Named"/>
    public ImmutableArray<T> Named<T>(string key, Func<YamlScalar, YamlValue, T?> entry) where T : class =>
        Read(key, value => value.Named(entry)) ?? [];

    /// <inheritdoc cref="YamlValue.Mapping"/>
    public T? Mapping<T>(string key, Func<YamlMappingReader, T?> read) where T : class =>
        Read(key, value => value.Mapping(read));

    public void RefuseUnknownKeys()
    {
        List<string> absent = [.. _known.Where(key => mapping[key] is null)];
        foreach (var key in mapping.Entries.Select(e => e.Key).Where(k => !_known.Contains(k.Value)))
            RefuseUnknown(key, absent);
    }

    private void RefuseUnknown(YamlScalar key, List<string> absent)
    {
        var nearest = Suggestion.Nearest(key.Value, absent);
        findings.Report(
            DiagnosticCatalog.YamlUnknownKey,
            key.Span,
            $"the key \"{key.Value}\" is not known here",
            nearest is null ? $"the keys known here are: {string.Join(", ", _known)}" : $"did you mean \"{nearest}\"?",
            nearest is null ? null : Fix.Replace($"Change it to \"{nearest}\"", key.Span, nearest));
    }

    /// <summary>A long mapping is not underlined as a whole because something is not in it.</summary>
    private TextSpan Beginning => mapping.Entries is [var first, ..] ? first.Key.Span : mapping.Span;
}
