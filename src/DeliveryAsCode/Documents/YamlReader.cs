using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>
/// Reads the part of YAML that people write: mappings, lists and texts. What makes two readers disagree about a file
/// (anchors, tags, directives, duplicate keys, a second document) is refused.
/// </summary>
public static class YamlReader
{
    public const int MaxBytes = 1 << 20;
    public const int MaxLineBytes = 64 << 10;
    public const int MaxDepth = 32;

    public static ReadResult<YamlNode?> Read(SourceText source) => Read(source, source.Span);

    /// <summary>
    /// Reads the YAML that stands in <paramref name="region"/>; spans are those of the whole file. The value is null if
    /// nothing stands there, and with an error if it cannot be read at all.
    /// </summary>
    public static ReadResult<YamlNode?> Read(SourceText source, TextSpan region)
    {
        var findings = new DiagnosticBag(source);
        var root = YamlGuard.Admits(region, findings) ? new YamlTreeBuilder(region, findings).Build() : null;
        return new ReadResult<YamlNode?>(root, findings.ToImmutable());
    }
}
