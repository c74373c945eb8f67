using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Documents;

/// <summary>
/// Documents made of what readers get wrong: pipes, delimiter rows, markers, fences, indentation, blank lines. Left out:
/// front matter, which is not cmark-gfm's business; U+0000, which is refused; a second task mark in a line, since
/// cmark-gfm takes the state of a task from any mark in its line; and a lone tag such as "b" on a lazy continuation line,
/// where cmark-gfm opens an HTML block against its own specification.
/// </summary>
internal static class AwkwardDocuments
{
    private static readonly string[] Indents = ["", "", "", "", " ", "  ", "   ", "    ", "     ", "\t", " \t", "      "];

    private static readonly string[] Containers = ["", "", "", "", "> ", ">", "- ", "* ", "1. ", "2) ", "-   ", "+ ", "> > ", "- - ", "10. ", "-\t"];

    private static readonly string[] Cells =
        ["a", "b1", "", " ", "`x|y`", @"\|", @"\\|", "**b**", "&amp;", "<br>", "[l]", "*", "_c_", "<!-- c -->", "&#124;", "~d~", "`e", "f\\", "—", "👩‍🚀", "- g", "# h"];

    private static readonly string[] Blocks =
        ["", "", "", "text", "more text", "# H", "## H ##", "===", "---", "***", "- - -", "```", "```sh run", "~~~", "~~~~ x", "<div>", "</div>", "<!-- c", "-->", "[ ] t", "[x] t", "[X]  t", "[ ]", "[ ] ", "-", "*", "1.", "    code", "|", "||"];

    private static readonly string[] Delimiters =
        ["|-|", "|-|-|", "---|---", "| :-: | -: |", "-|", "|-", ":-", "|---|---|---|", "|:-:|", "- | -", "| - | - | ", "|-|x|", "--|--|", "|--- | ---"];

    private static readonly string[] LineEnds = ["\n", "\n", "\n", "\n", "\n", "\n", "\r\n", "\r"];

    public static Gen<string> Any { get; } =
        from lines in Gen.NonEmptyListOf(Line())
        where lines.Count > 0
        select string.Concat(lines);

    private static Gen<string> Line() =>
        from indent in Gen.Elements(Indents)
        from container in Gen.Elements(Containers)
        from inner in Gen.Elements(Indents)
        from content in Gen.Frequency((4, Row()), (3, Gen.Elements(Delimiters)), (4, Gen.Elements(Blocks)), (1, TableStart()))
        from end in Gen.Elements(LineEnds)
        select indent + container + (container.Length == 0 ? "" : inner) + content + end;

    private static Gen<string> Row() =>
        from cells in Gen.ListOf(Gen.Elements(Cells), 3)
        from count in Gen.Choose(1, 3)
        from style in Gen.Choose(0, 3)
        let row = string.Join(style % 2 == 0 ? "|" : " | ", cells.Take(count))
        select style < 2 ? $"|{row}|" : row;

    private static Gen<string> TableStart() =>
        from header in Gen.Elements("a|b", "| a | b |", "|a|b")
        from container in Gen.Elements("", "> ", "  ")
        select $"{header}\n{container}|-|-|";
}
