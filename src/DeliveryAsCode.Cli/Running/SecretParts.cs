using System.Text.RegularExpressions;

namespace DeliveryAsCode.Cli.Running;

/// <summary>What of a secret is one by itself: its lines, the values in its JSON, the password in its URL.</summary>
internal static partial class SecretParts
{
    /// <summary>Shorter values are words such as "true", and would hide half of the log.</summary>
    private const int ShortestPart = 6;

    /// <summary>A URL in JSON in JSON.</summary>
    private const int Deepest = 3;

    public static IEnumerable<string> Of(string secret) => Of(secret, Deepest);

    private static IEnumerable<string> Of(string secret, int depth) =>
        depth == 0 ? Lines(secret) : Lines(secret).Concat(Inner(secret).SelectMany(inner => Of(inner, depth - 1)));

    /// <summary>The whole, and each line of it: logs are cut into lines.</summary>
    private static IEnumerable<string> Lines(string secret) =>
        new[] { secret, secret.Trim() }.Concat(secret.Split(['\r', '\n']).Select(l => l.Trim())).Where(v => v.Length >= SecretMask.ShortestSecret);

    private static IEnumerable<string> Inner(string secret) => SecretJson.Leaves(secret).Concat(Credentials(secret)).Where(v => v.Length >= ShortestPart);

    private static IEnumerable<string> Credentials(string url) =>
        new[] { Authority().Match(url), AnyUserInfo().Match(url) }.Where(m => m.Success).SelectMany(m => Credentials(m.Groups["name"].Value, m.Groups["password"].Value));

    private static IEnumerable<string> Credentials(string name, string password)
    {
        var decoded = Uri.UnescapeDataString(password);
        return [$"{name}:{password}", password, $"{Uri.UnescapeDataString(name)}:{decoded}", decoded];
    }

    [GeneratedRegex(@"^\s*[A-Za-z][A-Za-z0-9+.-]*://(?<name>[^\s/?#:]*):?(?<password>[^\s/?#]*)@", RegexOptions.CultureInvariant)]
    private static partial Regex Authority();

    /// <summary>People forget to encode a password.</summary>
    [GeneratedRegex(@"^\s*[A-Za-z][A-Za-z0-9+.-]*://(?<name>[^\s/?#:]*):(?<password>\S*)@", RegexOptions.CultureInvariant)]
    private static partial Regex AnyUserInfo();
}
