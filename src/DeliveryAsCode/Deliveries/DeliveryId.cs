namespace DeliveryAsCode.Deliveries;

/// <summary>Names of deliveries are names of folders and branches: kebab-case.</summary>
public static class DeliveryId
{
    public const int MaxLength = 64;

    public static bool IsValid(string id) =>
        id.Length is > 0 and <= MaxLength
        && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && !id.StartsWith('-') && !id.EndsWith('-') && !id.Contains("--", StringComparison.Ordinal);

    /// <summary>The nearest valid name.</summary>
    public static string Suggest(string text)
    {
        var words = string.Concat(text.ToLowerInvariant().Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var id = string.Join('-', words);
        return id.Length == 0 ? "acme-support-bot" : id[..Math.Min(id.Length, MaxLength)].TrimEnd('-');
    }
}
