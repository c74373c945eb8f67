using System.Globalization;
using System.Text.RegularExpressions;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Cli.Tests.Reporting;

public partial class VisibleTests
{
    [Theory]
    [InlineData("E9", "\\xE9")]
    [InlineData("C2 9B", "\\u{9B}")]
    [InlineData("1B 5B 41", "\\u{1B}[A")]
    [InlineData("E2 80 AE", "\\u{202E}")]
    [InlineData("E2 80 8B", "\\u{200B}")]
    [InlineData("23 23 76 73 6F 5B", "\\u{23}#vso[")]
    [InlineData("23 23 5B", "\\u{23}#[")]
    [InlineData("23 E2 80 8D 23 56 73 6F 5B", "\\u{23}\u200D#Vso[")]
    [InlineData("23 23 76 C5 BF 6F 5B", "\\u{23}#v\u017Fo[")]
    [InlineData("23 23 20 47", "## G")]
    public void What_would_act_is_shown_by_its_number(string bytes, string shown) =>
        Visible.Of(SourceText.Decode("a.md", Convert.FromHexString(bytes.Replace(" ", ""))).Text).ShouldBe(shown);

    [Theory]
    [InlineData("## Milestones")]
    [InlineData("issue #31, [link](#gates)")]
    [InlineData("👩\u200D🚀 नमस्ते می\u200Cخواهم")]
    public void What_people_write_is_left_alone(string text) => Visible.Of(text).ShouldBe(text);

    /// <summary>The hosts compare without regard to invisible characters, so they are left out before looking.</summary>
    [Fact]
    public void No_command_survives_in_any_disguise() =>
        Prop.ForAll(
            Arb.From(Gen.ArrayOf(Gen.Elements("#", "##", "[", "v", "S", "o", "vso[", "\u017F", "\u200B", "\u200D", "\u034F", "\uFE0F", "\u00AD", "\e", "\n", "::", "\uDCE9", "a"))),
            pieces =>
            {
                var seen = string.Concat(Visible.Of(string.Concat(pieces)).Where(c => !IsIgnored(c))).Replace('\u017F', 's');
                return !Command().IsMatch(seen) && !seen.Contains('\n');
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    private static bool IsIgnored(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark;

    [GeneratedRegex(@"##(vso)?\[", RegexOptions.IgnoreCase)]
    private static partial Regex Command();
}
