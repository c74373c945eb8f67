using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Checklists;

/// <summary>What the words of an item say beside its text.</summary>
internal readonly record struct ItemText(string Text, string? NotApplicable, string? Condition, bool IsOptional)
{
    private const string ConditionalMark = "[conditional:";
    private const string OptionalMark = "(optional)";

    public static ItemText Read(ListItem item, SourceText source)
    {
        var text = item.Text;
        var reason = NotApplicableReason(source.ToString(item.TextSpan));
        if (reason is not null && text.LastIndexOf("n/a:", StringComparison.OrdinalIgnoreCase) is > 0 and var at)
            text = text[..at].TrimEnd(' ', '—', '–', '-');

        var condition = Cut(ref text, ConditionalMark, "]");
        var isOptional = Cut(ref text, OptionalMark[..^1], ")") is not null;
        return new ItemText(text.Trim(), reason, condition is null ? null : WithoutIf(condition), isOptional);
    }

    /// <summary>The reason in <c>~~text~~ — n/a: reason</c>; without a reason the item stays open.</summary>
    private static string? NotApplicableReason(string source)
    {
        var end = source.LastIndexOf("~~", StringComparison.Ordinal);
        if (!source.StartsWith("~~", StringComparison.Ordinal) || end <= 1)
            return null;

        var rest = source[(end + 2)..].TrimStart(' ', '—', '–', '-');
        return rest.StartsWith("n/a:", StringComparison.OrdinalIgnoreCase) && rest[4..].Trim() is { Length: > 0 } reason ? reason : null;
    }

    private static string? Cut(ref string text, string open, string close)
    {
        var start = text.IndexOf(open, StringComparison.OrdinalIgnoreCase);
        var end = start < 0 ? -1 : text.IndexOf(close, start + open.Length, StringComparison.Ordinal);
        if (end < 0)
            return null;

        var inside = text[(start + open.Length)..end].Trim();
        text = $"{text[..start].TrimEnd()} {text[(end + 1)..].TrimStart()}".Trim();
        return inside;
    }

    private static string WithoutIf(string condition) =>
        condition.StartsWith("if ", StringComparison.OrdinalIgnoreCase) ? condition[3..].Trim() : condition;
}
