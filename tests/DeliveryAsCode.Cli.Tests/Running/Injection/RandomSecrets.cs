using System.Net;
using System.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DeliveryAsCode.Cli.Tests.Running.Injection;

/// <summary>Secrets of every kind that people have, and how programs spell them.</summary>
internal static class RandomSecrets
{
    private const string Alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const string Special = Alphanumeric + "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ ";
    private static readonly string[] Foreign = ["ñ", "é", "漢", "🔑", "Å", "ß", "a", "b", "7", "Q"];

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<string> Of(int seed, int count)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(i => One(random, i)).ToList();
    }

    private static string One(Random random, int number) => (number % 6) switch
    {
        0 => Text(random, Alphanumeric, Length(random)),
        1 => Text(random, Special, Length(random)).Trim() + "x7Qz",
        2 => string.Concat(Enumerable.Range(0, random.Next(6, 40)).Select(_ => Foreign[random.Next(Foreign.Length)])),
        3 => $"-----BEGIN KEY-----\n{string.Join('\n', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Text(random, Alphanumeric + "+/", 40)))}\n-----END KEY-----\n",
        4 => $"{{\"user\":\"quinn\",\"password\":{JsonSerializer.Serialize(Text(random, Special, random.Next(8, 30)), Relaxed)}}}",
        _ => $"postgres://quinn:{Uri.EscapeDataString(Text(random, Special, random.Next(8, 40)))}@db.acme.example:5432/acme?sslmode=require",
    };

    /// <summary>From 4 to 200, mostly short.</summary>
    private static int Length(Random random) => random.Next(12) == 0 ? random.Next(60, 201) : random.Next(4, 60);

    private static string Text(Random random, string alphabet, int length) => string.Concat(Enumerable.Range(0, length).Select(_ => alphabet[random.Next(alphabet.Length)]));

    /// <summary>A name, the text that a program prints, and what of it tells the secret.</summary>
    public static IEnumerable<(string Name, string Printed, string Hidden)> Spellings(string secret)
    {
        var (strict, hex) = (Uri.EscapeDataString(secret), Convert.ToHexString(Encoding.UTF8.GetBytes(secret)));
        (string Name, string Text)[] whole =
        [
            ("plain", secret), ("hex", hex), ("lower hex", hex.ToLowerInvariant()), ("hex in columns", Wrapped(hex, 32)), ("hex with colons", string.Join(':', hex.Chunk(2).Select(b => new string(b)))),
            ("url", strict), ("lower url", LowerEscapes(strict)), ("form", WebUtility.UrlEncode(secret)), ("json", Unquoted(JsonSerializer.Serialize(secret))), ("plain json", Unquoted(JsonSerializer.Serialize(secret, Relaxed))),
            ("shell", secret.Replace("'", "'\\''", StringComparison.Ordinal)), ("other shell", secret.Replace("'", "'\"'\"'", StringComparison.Ordinal)),
            ("html", WebUtility.HtmlEncode(secret)), ("xml", SecurityElement.Escape(secret)), ("folded", Wrapped(secret, 10)),
        ];
        return whole.Select(w => (w.Name, $"<{w.Text}>", w.Text)).Concat(Base64(secret));
    }

    private static IEnumerable<(string Name, string Printed, string Hidden)> Base64(string secret)
    {
        foreach (var before in new[] { "", "x", "xy" })
        {
            var text = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{before}{secret}"));
            var first = ((before.Length * 8) + 5) / 6;
            var hidden = text[first..((before.Length + Encoding.UTF8.GetByteCount(secret)) * 8 / 6)];
            yield return ($"base64 after {before.Length}", $"<{text}>", hidden);
            yield return ($"base64 without padding after {before.Length}", $"<{text.TrimEnd('=')}>", hidden);
            yield return ($"base64 for urls after {before.Length}", $"<{Url(text)}>", Url(hidden));
            yield return ($"base64 in columns after {before.Length}", $"<{Wrapped(text, 20)}>", hidden);
            yield return ($"base64 in lines after {before.Length}", $"<{Wrapped(text, 76)}>", hidden);
        }
    }

    private static string Url(string base64) => base64.Replace('+', '-').Replace('/', '_');

    private static string Unquoted(string json) => json[1..^1];

    private static string Wrapped(string text, int column)
    {
        var wrapped = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            wrapped.Append(wrapped.Length > 0 && wrapped.ToString().Length % (column + 1) == column ? "\n" : "").Append(rune.ToString());
        return wrapped.ToString();
    }

    private static string LowerEscapes(string url) => System.Text.RegularExpressions.Regex.Replace(url, "%[0-9A-F]{2}", m => m.Value.ToLowerInvariant());
}
