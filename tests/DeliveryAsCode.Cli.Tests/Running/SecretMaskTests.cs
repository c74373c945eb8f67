using System.Net;
using System.Text;
using DeliveryAsCode.Cli.Running;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Cli.Tests.Running;

public class SecretMaskTests
{
    [Theory]
    [InlineData("a hunter2-hunter2 b", "a *** b")]
    [InlineData("hunter2hunter2-hunter2", "hunter2***")]
    [InlineData("hunter2-hunter", "hunter2-hunter")]
    [InlineData("", "")]
    public void A_secret_is_replaced(string text, string expected) => SecretMask.Of(["hunter2-hunter2"]).Apply(text).ShouldBe(expected);

    [Fact]
    public void Secrets_that_overlap_hide_each_other_whole() =>
        SecretMask.Of(["abcdef", "defghi"]).Apply("xabcdefghiy").ShouldBe("x***y");

    [Fact]
    public void Each_line_of_a_secret_is_one() =>
        SecretMask.Of(["first line\nsecond line\n"]).Apply("x second line\ny first line\n").ShouldBe("x ***\ny ***\n");

    [Fact]
    public void Five_hundred_random_secrets_in_every_encoding_and_however_cut_are_not_shown()
    {
        var cases = from secret in Secret from encode in Gen.Elements(Encodings) from cut in Gen.Choose(0, 200) from shift in Gen.Elements("", "x", "xy") select (secret, encode, cut, shift);
        Prop.ForAll(Arb.From(cases), c =>
        {
            var (text, hidden) = c.encode(c.secret, c.shift);
            var stream = SecretMask.Of([c.secret]).Open();
            var cut = Math.Min(c.cut, text.Length);
            var shown = stream.Write(text.AsSpan(..cut)) + stream.Write(text.AsSpan(cut..)) + stream.End();
            shown.ShouldNotContain(hidden);
            shown.ShouldContain("***");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500 * 10));
    }

    [Fact]
    public void Cut_between_any_two_characters_the_text_is_the_same()
    {
        const string text = "before hunter2-hunter2 between aHVudGVyMi1odW50ZXIy after hunter2-hunter";
        var mask = SecretMask.Of(["hunter2-hunter2"]);
        foreach (var cut in Enumerable.Range(0, text.Length))
        {
            var stream = mask.Open();
            (stream.Write(text.AsSpan(..cut)) + stream.Write(text.AsSpan(cut..)) + stream.End()).ShouldBe(mask.Apply(text));
        }
    }

    private static Gen<string> Secret { get; } =
        Gen.Elements("abcXYZ0189 '\"\\/+&<>%$`=:?ñ🔑".EnumerateRunes().Select(r => r.ToString()).ToArray())
            .ListOf(16).Select(parts => $"Q{string.Concat(parts)}9");

    /// <summary>A text around the secret, and what of it must not be seen.</summary>
    private static Func<string, string, (string Text, string Hidden)>[] Encodings { get; } =
    [
        (s, x) => ($"{x}{s}{x}", s),
        (s, x) => ($"{x} {Convert.ToHexStringLower(Encoding.UTF8.GetBytes(s))}", Convert.ToHexStringLower(Encoding.UTF8.GetBytes(s))),
        (s, x) => ($"{x} {Convert.ToHexString(Encoding.UTF8.GetBytes(s))}", Convert.ToHexString(Encoding.UTF8.GetBytes(s))),
        (s, x) => Base64(s, x, t => t, Encoding.UTF8),
        (s, x) => Base64(s, x, t => t.Replace('+', '-').Replace('/', '_'), Encoding.UTF8),
        (s, x) => Base64(s, x, t => t, Encoding.Unicode),
        (s, x) => ($"{x}={Uri.EscapeDataString(s)}", Uri.EscapeDataString(s)),
        (s, x) => ($"{x}={WebUtility.UrlEncode(s)}", WebUtility.UrlEncode(s)),
        (s, x) => ($"{x}{System.Text.Json.JsonSerializer.Serialize(s)}", System.Text.Json.JsonSerializer.Serialize(s)),
        (s, x) => ($"<{x}a>{WebUtility.HtmlEncode(s)}</a>", WebUtility.HtmlEncode(s)),
    ];

    /// <summary>Six of its characters in a row say something about the secret, wherever it stands in the encoded text.</summary>
    private static (string Text, string Hidden) Base64(string secret, string before, Func<string, string> spell, Encoding encoding)
    {
        var text = spell(Convert.ToBase64String(encoding.GetBytes($"{before}{secret}{before}after")));
        var start = encoding.GetByteCount(before) * 8 / 6 + 1;
        return (text, text.Substring(start, 12));
    }
}
