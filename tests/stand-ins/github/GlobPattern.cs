using System.Text.RegularExpressions;

namespace DeliveryAsCode.StandIns.GitHub;

/// <summary><c>*</c> is within a segment, <c>**</c> over any number.</summary>
internal static class GlobPattern
{
    public static bool Matches(string pattern, string path) =>
        Regex.IsMatch(path, $"^{Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal)}$");
}
