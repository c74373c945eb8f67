using DeliveryAsCode.Conversations;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Conversations;

public class BodyLimitTests
{
    private const string Rest = "the rest is in the log";

    [Fact]
    public void A_body_that_fits_stays_as_it_is()
    {
        var body = new string('x', BodyLimit.Most);

        BodyLimit.Cut(body, Rest).ShouldBeSameAs(body);
        BodyLimit.Cut(body + "y", Rest).Length.ShouldBeLessThanOrEqualTo(BodyLimit.Most);
    }

    [Fact]
    public void It_is_cut_before_the_block_that_does_not_fit_and_says_so()
    {
        var table = "| a |\n|---|\n" + string.Concat(Enumerable.Repeat("| row |\n", 50));

        BodyLimit.Cut($"# Title\n\nwords\n\n{table}\nend\n", Rest, 300).ShouldBe("# Title\n\nwords\n\n---\n\n✂️ **Cut here:** 419 more characters are too many for one text; the rest is in the log.\n");
    }

    [Fact]
    public void A_long_list_is_cut_between_its_items()
    {
        var cut = BodyLimit.Cut("words\n\n" + string.Concat(Enumerable.Range(1, 100).Select(i => $"- item {i}\n")), Rest, 300);

        cut.ShouldStartWith("words\n\n- item 1\n- item 2\n");
        cut.ShouldMatch("\n- item [0-9]+\n\n---\n");
    }

    [Fact]
    public void What_is_one_block_only_is_closed_where_it_is_cut()
    {
        var cut = BodyLimit.Cut("<details><summary>x</summary>\n\n````diff\n" + string.Concat(Enumerable.Repeat("+ line ```\n", 100)) + "````\n\n</details>\n", Rest, 500);

        cut.ShouldContain("+ line ```\n````\n\n</details>\n\n---\n");
    }

    [Fact]
    public void Whatever_is_cut_is_short_enough_and_leaves_nothing_open() =>
        Prop.ForAll(Arb.From(from parts in Gen.ListOf(Parts()) from limit in Gen.Choose(200, 1200) select (Body: string.Concat(parts), limit)), c =>
        {
            var cut = BodyLimit.Cut(c.Body, Rest, c.limit);
            return cut.Length <= Math.Max(c.limit, 0)
                && (cut == c.Body || cut.Contains("✂️"))
                && cut.Split("<details>").Length == cut.Split("</details>").Length
                && cut.Split("\n```").Length % 2 == 1
                && !char.IsHighSurrogate(cut.Split("\n\n---")[0].LastOrDefault())
                && (cut == c.Body || !cut.Split("\n\n---")[0].EndsWith("| 1 | 2 |\n|---|---|", StringComparison.Ordinal));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static Gen<string> Parts()
    {
        var rows = Gen.Choose(1, 30).Select(n => "\n\n| 1 | 2 |\n|---|---|\n" + string.Concat(Enumerable.Repeat("| a | b |\n", n)));
        var fence = Gen.Choose(0, 40).Select(n => "\n\n```diff\n" + string.Concat(Enumerable.Repeat("- a\n\n", n)) + "\n```\n\n");
        var details = Gen.Choose(0, 40).Select(n => "\n\n<details>\n<summary>s</summary>\n\n" + string.Concat(Enumerable.Repeat("words\n\n", n)) + "\n```text\nx\n\n```\n\n</details>\n\n");
        var list = Gen.Choose(1, 40).Select(n => "\n\n" + string.Concat(Enumerable.Repeat("- item\n", n)));
        return Gen.OneOf(rows, fence, details, list, Gen.Elements("\n\n# Title\n\n", "words ", "👩", "\n\n", new string('x', 300), string.Concat(Enumerable.Repeat("👩", 200))));
    }
}
