using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Deliveries;

/// <summary>What counts as a place where a deliverable can be looked at.</summary>
internal static class DeliverableLink
{
    public static bool Is(string text) => IsMarkdownLink(text) || IsWikiLink(text) || IsAddress(text.Trim('<', '>', '`', ' ')) || IsPath(text.Trim('`', ' '));

    private static bool IsMarkdownLink(string text)
    {
        for (var at = text.IndexOf("](", StringComparison.Ordinal); at >= 0; at = text.IndexOf("](", at + 1, StringComparison.Ordinal))
        {
            // "()" is two characters, and leads nowhere.
            if (LinkTarget.LengthAt(text.AsSpan(at + 1)) > 2)
                return true;
        }

        return false;
    }

    private static bool IsWikiLink(string text) =>
        text.IndexOf("[[", StringComparison.Ordinal) is >= 0 and var open && text.IndexOf("]]", StringComparison.Ordinal) > open + 2;

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0;

    /// <summary><c>docs/plan</c> or <c>plan.md</c>: one word, with a folder or with an ending.</summary>
    private static bool IsPath(string text) =>
        !text.Any(char.IsWhiteSpace) && !text.Contains("://", StringComparison.Ordinal)
        && (text.Trim('/').Contains('/') || (text.LastIndexOf('.') is > 0 and var dot && dot < text.Length - 1));
}
