using System.Security.Cryptography;
using System.Text;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Conversations;

/// <summary>
/// A gate's name as a part of a branch's: small ASCII letters, digits and hyphens. Names that are one to the record have
/// one slug. Where letters are lost or cut off, a digest of the name stands for them, so that no two gates share a branch.
/// </summary>
public static class GateSlug
{
    private const int MaxLength = 60;

    public static string Of(string gate)
    {
        var key = Label.Of(gate).Key;
        var words = new string([.. key.Select(c => char.IsAsciiLetterOrDigit(c) ? c : c == ' ' ? '-' : '\0').Where(c => c != '\0')]);
        var slug = string.Join('-', words.Split('-', StringSplitOptions.RemoveEmptyEntries));
        return slug.Length == key.Length && slug.Length is > 0 and <= MaxLength ? slug : $"{slug[..Math.Min(slug.Length, MaxLength)].TrimEnd('-')}-x{Digest(key.Length > 0 ? key : gate)}".Trim('-');
    }

    /// <summary>Null if the lifecycle has no such gate, as after it was renamed.</summary>
    public static GateDefinition? FindIn(Lifecycle lifecycle, string slug) => lifecycle.Gates.FirstOrDefault(g => Of(g.Name) == slug);

    internal static bool IsValid(string slug) =>
        slug.Length is > 0 and <= MaxLength + 20 && slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && slug[0] != '-' && slug[^1] != '-' && !slug.Contains("--", StringComparison.Ordinal);

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
}
