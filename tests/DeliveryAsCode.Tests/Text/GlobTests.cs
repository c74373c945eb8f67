using System.Text.RegularExpressions;
using DeliveryAsCode.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Text;

public class GlobTests
{
    [Theory]
    [InlineData("deliveries/*/record.md", "deliveries/acme/record.md", true)]
    [InlineData("deliveries/*/record.md", "deliveries/acme/old/record.md", false)]
    [InlineData("deliveries/*/record.md", "deliveries/record.md", false)]
    [InlineData("infra/**", "infra/a/b.tf", true)]
    [InlineData("infra/**", "infrastructure/a.tf", false)]
    [InlineData("**/*.md", "README.md", true)]
    [InlineData("**/*.md", "docs/a/b.md", true)]
    [InlineData("*.md", "docs/a.md", false)]
    [InlineData("a/**/z", "a/z", true)]
    [InlineData("a/**/z", "a/b/c/z", true)]
    [InlineData("a/**/z", "a/b/c", false)]
    [InlineData("acme-*", "acme-bot", true)]
    [InlineData("acme-*", "Acme-bot", false)]
    [InlineData("acme-*", "acme", false)]
    [InlineData("v?.txt", "v1.txt", true)]
    [InlineData("*a*b*c", "aabbcc", true)]
    [InlineData("*a*b*c", "aabbccd", false)]
    public void A_star_stays_in_its_segment_and_two_cross_them(string pattern, string path, bool expected) =>
        Glob.Parse(pattern).IsMatch(path).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("/deliveries")]
    [InlineData("./deliveries")]
    [InlineData("../deliveries")]
    [InlineData("deliveries//record.md")]
    [InlineData("deliveries\\*")]
    [InlineData("deliveries/**.md")]
    [InlineData("{a,b}")]
    [InlineData("[ab]")]
    public void What_would_match_something_else_than_it_seems_is_refused(string pattern)
    {
        Glob.MistakeIn(pattern).ShouldNotBeNull();
        Should.Throw<ArgumentException>(() => Glob.Parse(pattern));
    }

    [Theory]
    [InlineData("deliveries/*/record.md", "deliveries")]
    [InlineData("a/b/**", "a/b")]
    [InlineData("*.md", "")]
    [InlineData("a/b.md", "a")]
    public void The_folder_to_look_into_is_known(string pattern, string folder) =>
        Glob.Parse(pattern).Folder.ShouldBe(folder);

    [Fact]
    public void It_agrees_with_the_regular_expression_of_the_same_meaning() =>
        Prop.ForAll(
            Arb.From(Words("a", "b", "*", "?", "/", "/**/")),
            Arb.From(Words("a", "b", "c", "/")),
            (pattern, path) => Glob.MistakeIn(pattern) is not null
                || Glob.Parse(pattern).IsMatch(path) == Regex.IsMatch("/" + path, $"^{ToRegex(pattern)}$"))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    private static Gen<string> Words(params string[] words) => Gen.Elements(words).ListOf().Select(string.Concat);

    private static string ToRegex(string pattern) =>
        string.Concat(pattern.Split('/').Select(s => s == "**" ? "(?:/[^/]*)*" : "/" + s.Replace("*", "[^/]*").Replace("?", "[^/]")));
}
