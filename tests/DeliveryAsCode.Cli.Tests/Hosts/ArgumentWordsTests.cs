using DeliveryAsCode.Cli.Hosts;

namespace DeliveryAsCode.Cli.Tests.Hosts;

public class ArgumentWordsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  \n ", "")]
    [InlineData("acme --quiet", "acme|--quiet")]
    [InlineData("  a \t b  ", "a|b")]
    [InlineData("--reason \"two words\" 'and more'", "--reason|two words|and more")]
    [InlineData("a'b'\"c\"d", "abcd")]
    [InlineData("''", "<empty>")]
    [InlineData("\"say \\\"no\\\" \\\\ \\n\"", "say \"no\" \\ \\n")]
    [InlineData("'\\'", "\\")]
    [InlineData("a\\ b \\'", "a b|'")]
    [InlineData("end\\", "end\\")]
    [InlineData("$HOME `id` $(id) *.md ~ # no", "$HOME|`id`|$(id)|*.md|~|#|no")]
    public void One_line_is_words(string arguments, string words) =>
        ArgumentWords.Split(arguments).Select(word => word.Length == 0 ? "<empty>" : word).ShouldBe(words.Split('|', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Of_several_lines_each_is_one_argument_as_it_is() =>
        ArgumentWords.Split("acme\r\n\n  --reason  \nit's \"fixed\" \\ $(now)\n").ShouldBe(["acme", "--reason", "it's \"fixed\" \\ $(now)"]);

    [Theory]
    [InlineData("a 'b c", 3)]
    [InlineData("\"\\\"", 1)]
    public void A_quote_that_is_never_closed_is_named(string arguments, int character) =>
        Should.Throw<CommandException>(() => ArgumentWords.Split(arguments)).Message.ShouldContain($"at character {character}");
}
