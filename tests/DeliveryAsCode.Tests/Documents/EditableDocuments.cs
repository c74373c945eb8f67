using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Documents;

/// <summary>Documents that hold tables in every style and place, with bytes around them that an edit must not touch.</summary>
internal static class EditableDocuments
{
    public static Gen<string> Values { get; } = Gen.Elements(
        "", "x", "2026-05-12", "✅ Done", "a|b", "`c|d`", "- x", "# y", "two\nlines", " padded ", "\\", "e\u0301", "👩‍🚀", "[l](u)", "<b>", "a much longer value than before");

    private static Gen<string> Cells { get; } = Gen.Elements(
        "", "", "a", "one ", "`x|y`", "\\|", "x\\\\|y", "**b**", "é", "👩‍🚀", "\udce9", "â€¢", "&amp;", "1<br>2", "<!-- c -->");

    public static Gen<string> Any { get; } =
        from before in Gen.Elements("", "# T\n", "text\n\n", "| not | a table |\n\n", "---\na: 1\n---\n", "```\n|a|\n|-|\n```\n")
        from table in TableIn()
        from between in Gen.Elements("\n# T\n\n", "\n\ntext\n\n", "\n- [ ] a\n\n")
        from second in TableIn()
        from lineEnd in Gen.Elements("\n", "\r\n", "\r")
        from after in Gen.Elements("", "\n", "\n\nend")
        select (before + table + between + second + after).Replace("\n", lineEnd);

    private static Gen<string> TableIn() =>
        from place in Gen.Elements(("", ""), ("> ", "> "), ("- ", "  "), ("   ", " "))
        from columns in Gen.Choose(1, 4)
        from style in Gen.Elements(("| ", " | ", " |"), ("|", "|", "|"), ("", " | ", ""), ("|  ", "\t|   ", "  |  "))
        from rows in Gen.ListOf(Gen.ListOf(Cells).Select(c => c.Take(6).ToArray())).Select(r => r.Take(4))
        let header = Row(style, Enumerable.Range(0, columns).Select(i => $"h{i}"))
        let delimiter = Row(style, Enumerable.Repeat(columns == 1 ? ":--" : "---", columns))
        select string.Join("\n" + place.Item2, rows.Where(r => r.Length > 0).Select(r => Row(style, r)).Prepend(delimiter).Prepend(header)) is var lines
            ? place.Item1 + lines : "";

    private static string Row((string Open, string Between, string Close) style, IEnumerable<string> cells) =>
        style.Open + string.Join(style.Between, cells) + style.Close;
}
