using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Conversations;

/// <summary>What somebody could write into a field, to be taken for more than text.</summary>
internal static class HostileText
{
    public static readonly string[] Known =
    [
        "@dana", "ask @acme/qa", "a@b", "dana@studio.example", "#12", "fixes #12", "Closes acme/app#12", "resolves GH-12", "gh-12", "4f2c9d1e", "abcdef0\\abcdef0", "0123456789abcdef0123456789abcdef01234567",
        "https://evil.example", "http://evil.example/x?y=@dana#12", "www.evil.example", "ftp://x.example", "mailto:dana@x.example", "<https://evil.example>", "[x](https://evil.example)", "[x][y]", "![i](https://evil.example/x.png)",
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<details><summary>x</summary>", "</details>", "</td></tr></table>", "<!-- x", "-->", "<!-- delivery:check -->", "&lt;b&gt;", "&#64;dana", "&",
        "a | b", "a \\| b", "\\", "a\\", "\\\\|", "|", "||", "| a |\n|---|", "```", "``a``", "`", "` |", "~~~", "# x", "- x", "+ x", "1. x", "1) x", "> x", "===", "---", "***", "[ ] x", "[x] y", "[^1]", "[x]: y", "*a*", "_b_", "__b__", "~c~", "~~c~~", "$x$", "$$x$$", "$`x`$", ":smile:", ":+1:",
        "[skip ci]", "[ci skip]", "[no ci]", "[Skip Actions]", "***NO_CI***", "skip-checks: true", "x\n\n\nskip-checks:true", "Co-authored-by: Eve <eve@evil.example>", "x\n\nSigned-off-by: Eve <e@x.example>", "Delivery-Gate: acme/QA gate", "Delivery-Review: 1 by dana (17) as qa-engineer on 2026-04-27",
        "/delivery go e because", "a\n/delivery hold x", "a\u202Ecba", "\u2066x\u2069", "\u200Ba\u200B", "\uFEFFx", "a\u0000b", "\u001B[31mred", "\u0007", "a\r\nb", "\u2028", "a\u00A0b", "\ud800", "\udc00x", "\uFFFE", "👩‍🚀", "e\u0301", "日本語", "مرحبا",
        "::set-output name=x::y", "##[command]x", "##vso[task.setvariable]x", "{{x}}", "${{ github.token }}", "`@dana`", "``` @dana", "%%{init: {}}%%", "\"; click a \"x\"", "",
    ];

    public static Gen<string> Any()
    {
        var marks = Gen.Elements("|", "\\", "<", ">", "&", "*", "**", "_", "~", "~~", "[", "]", "(", ")", "`", "```", "!", "#", ";", ":", "-", "\n", "\r\n", "\t", " ", "  ", "@", "=", "+", "$", ".", "{", "}", "/", "\"", "'", "%");
        var words = Gen.Elements("a", "12", "1.", "dana", "www.", "http://", "https://", "GH-", "gh-1", "fixes ", "<br>", "<!--", "-->", "&amp;", "&#10;", "[x](y)", "abcdef0", "smile:", "é", "👩‍🚀", "日本", "\u00A0", "\u202E", "\u0001", "\u0085", "\u2028", "b>", "skip ci]", "-by:", "x-y", "\ud800", "\u0000");
        var scalars = Gen.Choose(1, 0x10FFFF).Where(Rune.IsValid).Select(c => new Rune(c).ToString());
        return Gen.ListOf(Gen.Frequency((5, marks), (5, words), (1, scalars))).Select(string.Concat);
    }

    public static string[] Sample(int count) => [.. Known, .. Any().Sample(count, 14)];
}
