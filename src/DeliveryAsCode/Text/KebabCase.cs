using System.Collections.Immutable;
using System.Text;

namespace DeliveryAsCode.Text;

/// <summary>How the members of an enumeration are written in journals and JSON: <c>RolledBack</c> is <c>rolled-back</c>.</summary>
public static class KebabCase
{
    public static string Of<T>(T value) where T : struct, Enum => Names<T>.Of[value];

    public static T? Parse<T>(string name) where T : struct, Enum =>
        Names<T>.From.TryGetValue(name, out var value) ? value : null;

    private static string Write(string name)
    {
        var written = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && written.Length > 0)
                written.Append('-');
            written.Append(char.ToLowerInvariant(letter));
        }

        return written.ToString();
    }

    private static class Names<T> where T : struct, Enum
    {
        public static readonly ImmutableDictionary<T, string> Of =
            Enum.GetValues<T>().ToImmutableDictionary(v => v, v => Write(v.ToString()));

        public static readonly ImmutableDictionary<string, T> From =
            Of.ToImmutableDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
