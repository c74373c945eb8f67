namespace DeliveryAsCode.Documents;

/// <summary>
/// What a document may not exceed, checked before a parser sees it: far above any document that people write, and low
/// enough that no file can exhaust memory, time or stack.
/// </summary>
public static class DocumentLimits
{
    public const int MarkdownBytes = 4 * 1024 * 1024;

    public const int YamlBytes = 1024 * 1024;

    /// <summary>In UTF-16 units, without the line ending.</summary>
    public const int LineLength = 64 * 1024;

    /// <summary>Block quotes and list items inside each other.</summary>
    public const int MarkdownDepth = 64;

    public const int YamlDepth = 32;
}
