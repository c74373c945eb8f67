using DeliveryAsCode.Facts;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Facts;

public class FactReadingTests
{
    [Theory]
    [InlineData("data-persistence", "data-persistence")]
    [InlineData(" a  and\tb ", "a and b")]
    [InlineData("a or b and c", "a or b and c")]
    [InlineData("(a or b) and c", "(a or b) and c")]
    [InlineData("((a or (b and c)))", "a or b and c")]
    [InlineData("a and (b and c)", "a and (b and c)")]
    [InlineData("(a and b) and c", "a and b and c")]
    [InlineData("not a and b", "not a and b")]
    [InlineData("not (a and b)", "not (a and b)")]
    [InlineData("not not (a)", "not not a")]
    [InlineData("not environment==\"acme-production\"", "not environment == acme-production")]
    [InlineData("environment != 'two words' or complexity == simple", "environment != \"two words\" or complexity == simple")]
    [InlineData("android or notify", "android or notify")]
    public void It_is_read_by_how_tightly_its_words_bind(string text, string canonical) => Expressions.Parse(text).ToString().ShouldBe(canonical);

    [Fact]
    public void Not_binds_tighter_than_and_and_and_tighter_than_or() =>
        Expressions.Parse("not a and b or c").ShouldBe(
            new FactExpression.Or(
                new FactExpression.And(new FactExpression.Not(new FactExpression.Fact("a")), new FactExpression.Fact("b")),
                new FactExpression.Fact("c")));

    [Fact]
    public void What_is_written_is_read_back_as_the_same() =>
        Prop.ForAll(Expressions.Any, expression =>
            expression.ToString().Length > 1000 || FactReading.Of(expression.ToString()) is FactReading.Read read && read.Expression == expression)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData("", 0, "a fact is missing at the end")]
    [InlineData("a and", 5, "a fact is missing at the end")]
    [InlineData("a and or b", 6, "a fact is missing before \"or\"")]
    [InlineData("and", 0, "a fact is missing before \"and\"")]
    [InlineData("a b", 2, "\"and\" or \"or\" is missing before \"b\"")]
    [InlineData("data persistence", 5, "\"and\" or \"or\" is missing before \"persistence\"")]
    [InlineData("(a or b", 0, "the \"(\" opened here is not closed")]
    [InlineData("(a b)", 3, "\"and\" or \"or\" is missing before \"b\"")]
    [InlineData("a)", 1, "this \")\" closes nothing")]
    [InlineData("()", 1, "a fact is missing before \")\"")]
    [InlineData("a && b", 2, "\"&\" has no meaning in a condition")]
    [InlineData("not docs/**", 8, "\"/\" has no meaning in a condition")]
    [InlineData("a or 💥", 5, "\"💥\" has no meaning in a condition")]
    [InlineData("Code-Changed", 0, "\"Code-Changed\" cannot be the name of a fact")]
    [InlineData("a or 1st", 5, "\"1st\" cannot be the name of a fact")]
    [InlineData("\"a\"", 0, "the name of a fact stands without quotes")]
    [InlineData("environment", 0, "\"environment\" is no fact, it has a value")]
    [InlineData("environment ==", 14, "a value is missing after \"==\"")]
    [InlineData("environment != \"\"", 15, "a value is missing after \"!=\"")]
    [InlineData("environment == \"acme", 15, "the text that begins here has no closing quote")]
    [InlineData("complexity == smple", 14, "no delivery has the complexity \"smple\"")]
    [InlineData("a or documentation-only == yes", 5, "\"documentation-only\" has no value that could be compared")]
    [InlineData("enviroment == acme", 0, "\"enviroment\" has no value that could be compared")]
    [InlineData("a = b", 2, "\"=\" has no meaning in a condition")]
    public void A_mistake_is_told_with_its_place(string text, int offset, string message)
    {
        var mistake = FactReading.Of(text).ShouldBeOfType<FactReading.Mistaken>();

        (mistake.Offset, mistake.Message).ShouldBe((offset, message));
        mistake.Help.ShouldNotBeEmpty();
    }

    [Fact]
    public void Facts_and_values_are_told_with_their_places() =>
        ((FactReading.Read)FactReading.Of("a and environment == 'x y' or not b")).Mentions.ShouldBe(
            [new FactMention("a", null, 0, 1), new FactMention("environment", "x y", 21, 5), new FactMention("b", null, 34, 1)]);

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void It_nests_so_deep_and_no_deeper(int depth, bool isRead)
    {
        (FactReading.Of($"{new string('(', depth)}a{new string(')', depth)}") is FactReading.Read).ShouldBe(isRead);
        (FactReading.Of($"{string.Concat(Enumerable.Repeat("not ", depth))}a") is FactReading.Read).ShouldBe(isRead);
    }

    [Fact]
    public void A_text_of_any_length_is_answered()
    {
        FactReading.Of(new string('(', 1_000_000)).ShouldBeOfType<FactReading.Mistaken>().Offset.ShouldBe(1000);
        FactReading.Of($"a{string.Concat(Enumerable.Repeat(" or a", 199))}").ShouldBeOfType<FactReading.Read>();
    }

    [Fact]
    public void No_text_is_too_strange_to_be_answered() =>
        Prop.ForAll(
            Arb.From(Gen.Elements("a", "not", "and", "or", "(", ")", "==", "!=", "environment", "\"", "'", " ", "💥", "-").ListOf().Select(words => string.Join(' ', words))),
            text => FactReading.Of(text) switch
            {
                FactReading.Mistaken mistake => mistake.Offset + mistake.Length <= text.Length,
                FactReading.Read read => read.Mentions.All(m => m.Offset + m.Length <= text.Length),
                _ => false,
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
}
