using System.Globalization;
using System.Text;
using DeliveryAsCode.Cli.Hosts;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Cli.Tests.Hosts;

public class SafeOutputTests
{
    [Theory]
    [InlineData("::add-mask::a", "| ::add-mask::a")]
    [InlineData("  \u00A0::stop-commands::x", "|   \u00A0::stop-commands::x")]
    [InlineData("\u001B[31m::error::x", "| \u001B[31m::error::x")]
    [InlineData("text ##[set-output name=a;]b", @"text ##\[set-output name=a;]b")]
    [InlineData("x##vso[task.setvariable variable=a]b", @"x##\vso[task.setvariable variable=a]b")]
    [InlineData("###[error]", @"###\[error]")]
    [InlineData("#\u200D#[a]", "#\u200D#\\[a]")]
    [InlineData("##\u001B[0m[a]", "##\\\u001B[0m[a]")]
    [InlineData("#\u001B[0m#vso[a]b", "#\u001B[0m#\\vso[a]b")]
    [InlineData("##v\u017Fo[a]b", "##\\v\u017Fo[a]b")]
    [InlineData("\uFF03#\uFF56so\uFF3Ba]b", "\uFF03#\\\uFF56so\uFF3Ba]b")]
    [InlineData("#\u200B#[a]", @"#\u{200B}#[a]")]
    [InlineData("\u202Egnp.exe", @"\u{202E}gnp.exe")]
    [InlineData("a\u001B[2Jb\u001B]0;title\u0007c", "abc")]
    [InlineData("a\bb\0c", @"a\u{8}b\u{0}c")]
    [InlineData("\u001B[1;32mok\u001B[0m", "\u001B[1;32mok\u001B[0m")]
    [InlineData("⚠️ 👩‍🚀 naïve\tC::Name ## [x]", "⚠️ 👩‍🚀 naïve\tC::Name ## [x]")]
    public void A_line_is_shown_so_that_nobody_obeys_it(string line, string expected) => SafeOutput.Line(line).ShouldBe(expected);

    [Theory]
    [InlineData("a\r::add-mask::b")]
    [InlineData("a\u0085::add-mask::b")]
    [InlineData("a\u2028::add-mask::b")]
    [InlineData("a\v::add-mask::b")]
    [InlineData("a\f::add-mask::b")]
    public void Whatever_ends_a_line_for_somebody_ends_it_here(string text) => SafeOutput.Lines(text).ShouldBe(["a", "| ::add-mask::b"]);

    [Fact]
    public void A_line_that_was_made_safe_stays_as_it_is_when_it_is_printed_again() =>
        Check(text => SafeOutput.Lines(text).All(l => SafeOutput.Lines(l).SequenceEqual([l]) || l.StartsWith("| ", StringComparison.Ordinal)), 10_000);

    [Fact]
    public void Two_hundred_thousand_hostile_lines_give_no_command() =>
        Check(text => SafeOutput.Lines(text).All(l => !Parsers.TakeForCommand(l)), 200_000);

    [Theory]
    [InlineData("::set-output name=a::b")]
    [InlineData("\u00A0 \u3000::add-mask::b")]
    [InlineData("a ##[add-mask]b")]
    [InlineData("a #\u200B#\u00AD[add-mask]b")]
    [InlineData(":\u200B:add-mask::b")]
    [InlineData("x ##vso[task.setvariable variable=a]b")]
    public void The_parsers_of_this_test_take_the_raw_lines_for_commands(string line) => Parsers.TakeForCommand(line).ShouldBeTrue();

    private static void Check(Func<string, bool> holds, int times) =>
        Prop.ForAll(Arb.From(Hostile), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(times));

    private static Gen<string> Hostile { get; } =
        Gen.Elements(
            "::", ":", "##[", "##vso[", "#", "##", "[", "vso", "VSO", "v", "so[", "]", "add-mask", "set-output name=a", "command", "error",
            "stop-commands", "task.setvariable variable=a;issecret=true", " ", "\t", "\r", "\n", "\v", "\f", "\u0085", "\u00A0", "\u1680",
            "\u2000", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000", "\uFEFF", "\u200B", "\u200C", "\u200D", "\u2060", "\u00AD", "\u034F",
            "\uFE0F", "\uFE0E", "\u180E", "\u061C", "\u202E", "\u2066", "\0", "\b", "\u001B", "\u001B[0m", "\u001B[31m", "\u001B[2K", "\u001B]8;;x\a",
            "\u009B", "\u007F", "\uD800", "\uDC80", "\U000E0020", "\uE000", "\uFFFE", "a", "🚀", "é", "%0A", "| ")
        .ListOf(12).Select(parts => string.Concat(parts));

    /// <summary>What the runners take for a command, written from the documented rules.</summary>
    private static class Parsers
    {
        public static bool TakeForCommand(string line) =>
            line.Split(['\r', '\n', '\v', '\f', '\u0085', '\u2028', '\u2029'])
                .SelectMany(part => new[] { part, AsCompared(part) })
                .Any(part => IsActionCommand(part) || IsBracketCommand(part, "##[") || IsBracketCommand(part, "##vso["));

        /// <summary><c>::name properties::value</c> after white space.</summary>
        private static bool IsActionCommand(string line)
        {
            var trimmed = line.TrimStart();
            return trimmed.StartsWith("::", StringComparison.Ordinal);
        }

        /// <summary><c>##[name properties]value</c>, anywhere.</summary>
        private static bool IsBracketCommand(string line, string mark) => line.Contains(mark, StringComparison.OrdinalIgnoreCase);

        /// <summary>A comparison by culture does not see these.</summary>
        private static string AsCompared(string text)
        {
            var seen = new StringBuilder();
            foreach (var rune in text.EnumerateRunes())
            {
                if (!(Rune.IsControl(rune) && rune.Value != '\t' || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
                    || rune.Value is 0x34F or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF)))
                    seen.Append(rune);
            }

            return seen.ToString();
        }
    }
}
