using System.Collections.Immutable;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Documents;

public class MarkdownEditsTests
{
    [Theory]
    [InlineData("| a   | b |\n|-----|---|\n| one | 2 |\n", "x", "| a   | b |\n|-----|---|\n| x   | 2 |\n")]
    [InlineData("| a   | b |\n|-----|---|\n| one | 2 |\n", "longer", "| a   | b |\n|-----|---|\n| longer | 2 |\n")]
    [InlineData("|a|b|\r\n|-|-|\r\n|one|2|\r\n", "x", "|a|b|\r\n|-|-|\r\n|x|2|\r\n")]
    [InlineData("|a|b|\n|-|-|\n||2|", "x", "|a|b|\n|-|-|\n|x|2|")]
    [InlineData("| a | b |\n|---|---|\n| | 2 |", "x", "| a | b |\n|---|---|\n| x | 2 |")]
    [InlineData("| a | b |\n|---|---|\n| one\t| 2 |", "x", "| a | b |\n|---|---|\n| x\t| 2 |")]
    [InlineData("a | b\n---|---\none | 2", "x", "a | b\n---|---\nx | 2")]
    [InlineData("> | a | b |\n> |---|---|\n> | one | 2 |", "a|b", "> | a | b |\n> |---|---|\n> | a\\|b | 2 |")]
    [InlineData("- | a | b |\n  |---|---|\n  | one | 2 |", "", "- | a | b |\n  |---|---|\n  |  | 2 |")]
    [InlineData("| a | b |\n|---|---|\n| `x|y` | z |", "x", "| a | b |\n|---|---|\n| x|y` | z |")]
    public void A_cell_is_written_where_it_stands(string text, string value, string expected) =>
        Applied(text, d => MarkdownEdits.SetCell(d, TableOf(d), TableOf(d).Rows[0], 0, value)).ShouldBe(expected);

    [Theory]
    [InlineData("| a | b | c |\n|---|---|---|\n| 1 |\n", "| a | b | c |\n|---|---|---|\n| 1 | x |\n")]
    [InlineData("a|b|c\n-|-|-\n1\n", "a|b|c\n-|-|-\n1 |x\n")]
    public void A_short_row_gets_the_cells_that_it_lacks(string text, string expected) =>
        Applied(text, d => MarkdownEdits.SetCell(d, TableOf(d), TableOf(d).Rows[0], 1, "x")).ShouldBe(expected);

    [Theory]
    [InlineData("| a | b |\n|---|---|\n", "| a | b |\n|---|---|\n| x | y |\n")]
    [InlineData("| a | b |\r\n|---|---|\r\n| 1 | 2 |", "| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n| x | y |")]
    [InlineData("|a|b|\n|-|-|\n|1|2|\n\ntext", "|a|b|\n|-|-|\n|1|2|\n|x|y|\n\ntext")]
    [InlineData("> | a | b |\n> |---|---|\n", "> | a | b |\n> |---|---|\n> | x | y |\n")]
    [InlineData("| Date | B   |\n|------|-----|\n| 1    | two |\n", "| Date | B   |\n|------|-----|\n| 1    | two |\n| x    | y   |\n")]
    [InlineData("| a | b |\n|---|---|\n| | |\n", "| a | b |\n|---|---|\n| x | y |\n")]
    public void A_row_is_added_as_the_last_one_looks(string text, string expected) =>
        Applied(text, d => MarkdownEdits.AppendRow(d, TableOf(d), ["x", "y"])).ShouldBe(expected);

    [Fact]
    public void A_task_is_ticked_and_struck_out()
    {
        Applied("- [ ] Back up\n", d => MarkdownEdits.SetMark(Items(d)[0].Mark!, true)).ShouldBe("- [x] Back up\n");
        Applied("- [X] Back up\n", d => MarkdownEdits.SetMark(Items(d)[0].Mark!, true)).ShouldBe("- [X] Back up\n");
        Applied("- [ ] Back up <!-- id: b -->\n", d => MarkdownEdits.SetNotApplicable(d, Items(d)[0], "no data"))
            .ShouldBe("- [ ] ~~Back up~~ — n/a: no data <!-- id: b -->\n");
    }

    [Theory]
    [InlineData("- **Status:** QA\r\n- b", "Done", "- **Status:** Done\r\n- b")]
    [InlineData("- **Status:**\n", "Done", "- **Status:** Done\n")]
    [InlineData("- **Status:** \n", "Done", "- **Status:** Done\n")]
    [InlineData("* Status: QA <!-- c -->\n", "a*b*", "* Status: a\\*b\\* <!-- c -->\n")]
    public void A_field_gets_its_value(string text, string value, string expected) =>
        Applied(text, d => MarkdownEdits.SetField(d, Items(d)[0].Field!, value)).ShouldBe(expected);

    [Theory]
    [InlineData("# A\ntext\n## B\nb\n", "# A\ntext\n\n## New\n\nbody\n\n## B\nb\n")]
    [InlineData("# A\r\ntext", "# A\r\ntext\r\n\r\n## New\r\n\r\nbody")]
    [InlineData("# A\n\n", "# A\n\n## New\n\nbody\n")]
    public void A_section_is_added_behind_another(string text, string expected) =>
        Applied(text, d => MarkdownEdits.InsertSection(d, d.Sections[0] with { Span = SpanBefore(d, "## B") }, 2, "New", "body\n")).ShouldBe(expected);

    [Fact]
    public void A_section_inside_an_open_fence_is_refused()
    {
        var document = Read("# A\n```\ncode");

        MarkdownEdits.InsertSection(document, document.Sections[0], 2, "New", "body").ShouldBeNull();
    }

    [Fact]
    public void A_value_that_would_start_a_list_in_an_unframed_row_is_refused()
    {
        var document = Read("a | b\n--|--\n1 | 2\n");

        MarkdownEdits.SetCell(document, TableOf(document), TableOf(document).Rows[0], 0, "- x").ShouldBeNull();
    }

    [Fact]
    public void Writing_what_is_there_changes_no_byte() =>
        ForEveryCell((document, table, row, column, _) =>
        {
            var edits = MarkdownEdits.SetCell(document, table, row, column, row.Cells[column].Text);
            return edits is { } e && document.Source.Apply(e.AsSpan()).Encode().SequenceEqual(document.Source.Encode());
        });

    [Fact]
    public void One_edit_changes_one_cell() =>
        ForEveryCell((document, table, row, column, value) =>
        {
            if (MarkdownEdits.SetCell(document, table, row, column, value) is not { } edits)
                return true;

            var outer = row.Cells[column].Outer;
            var after = document.Source.Apply(edits.AsSpan());
            var (before, edited) = (document.Source.Text, after.Text);
            var tail = before.Length - outer.End;
            return edits.All(e => outer.Contains(e.Span))
                && edited[..outer.Start] == before[..outer.Start]
                && edited[^tail..] == before[^tail..]
                && CellsOf(MarkdownDocument.Read(after).Value).SequenceEqual(Replaced(document, table, row, column, value));
        });

    [Fact]
    public void Edits_of_different_cells_compose() =>
        Prop.ForAll(
            Arb.From(EditableDocuments.Any),
            text =>
            {
                var document = Read(text);
                var edits = document.Blocks.OfType<Table>()
                    .SelectMany(t => t.Rows.Select(r => MarkdownEdits.SetCell(document, t, r, 0, "new").ShouldNotBeNull()));
                var after = MarkdownDocument.Read(document.Source.Apply([.. edits.SelectMany(e => e)])).Value;
                return CellsOf(after).SequenceEqual(
                    RowsOf(document).SelectMany(r => r.IsHeader ? r.Cells : r.Cells.SetItem(0, "new")));
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static void ForEveryCell(Func<MarkdownDocument, Table, TableRow, int, string, bool> holds) =>
        Prop.ForAll(
            Arb.From(EditableDocuments.Any),
            Arb.From(EditableDocuments.Values),
            (text, value) =>
            {
                var document = Read(text);
                var cells =
                    from table in document.Blocks.OfType<Table>()
                    from row in table.Rows
                    from column in Enumerable.Range(0, Math.Min(row.Cells.Length, table.Header.Cells.Length))
                    select (table, row, column);
                return cells.Take(6).All(c => holds(document, c.table, c.row, c.column, value));
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static IEnumerable<string> CellsOf(MarkdownDocument document) => RowsOf(document).SelectMany(r => r.Cells);

    private static IEnumerable<(bool IsHeader, ImmutableArray<string> Cells)> RowsOf(MarkdownDocument document) =>
        from table in document.Blocks.OfType<Table>()
        from row in table.Rows.Prepend(table.Header)
        select (ReferenceEquals(row, table.Header), row.Cells.Select(c => c.Text).ToImmutableArray());

    private static IEnumerable<string> Replaced(MarkdownDocument document, Table table, TableRow row, int column, string value) =>
        document.Blocks.OfType<Table>().SelectMany(t => t.Rows.Prepend(t.Header))
            .SelectMany(r => r.Cells.Select((c, i) => ReferenceEquals(r, row) && i == column ? value : c.Text));

    private static string Applied(string text, Func<MarkdownDocument, ImmutableArray<TextEdit>?> edit)
    {
        var document = Read(text);
        var edits = edit(document).ShouldNotBeNull();
        return document.Source.Apply(edits.AsSpan()).Text;
    }

    private static TextSpan SpanBefore(MarkdownDocument document, string marker) =>
        document.Source.Text.IndexOf(marker, StringComparison.Ordinal) is > 0 and var end ? TextSpan.FromBounds(0, end) : document.Source.Span;

    private static MarkdownDocument Read(string text) => MarkdownDocument.Read(SourceText.From("a.md", text)).Value;

    private static Table TableOf(MarkdownDocument document) => document.Blocks.OfType<Table>().First();

    private static ImmutableArray<ListItem> Items(MarkdownDocument document) => [.. document.Blocks.OfType<ListItem>()];
}
