using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Documents;

public class YamlReaderTests
{
    [Fact]
    public void Every_value_has_its_place()
    {
        var source = SourceText.From("delivery.yml", "name: Acme\r\nscope: \"a \\\"b\\\"\"  # why\r\ndays: [monday, {from: x}]\r\nlist:\r\n- one\r\n- two: 😀\r\n  three: '3'\r\nnote: |\r\n  first\r\n  second\r\n\r\nempty:\r\nend: here");

        var root = Read(source);

        Places(source, root).ShouldBe(
        [
            "name = Acme",
            "scope = \"a \\\"b\\\"\"",
            "days = [monday, {from: x}]", "days[0] = monday", "days[1] = {from: x}", "days[1].from = x",
            "list = - one\\r\\n- two: 😀\\r\\n  three: '3'", "list[0] = one", "list[1] = two: 😀\\r\\n  three: '3'", "list[1].two = 😀", "list[1].three = '3'",
            "note = |\\r\\n  first\\r\\n  second",
            "empty = ",
            "end = here",
        ]);
        root["note"]!.Value.ShouldBeOfType<YamlScalar>().Value.ShouldBe("first\nsecond\n");
        root["empty"]!.Value.Span.Start.ShouldBe(source.Text.IndexOf("empty:", StringComparison.Ordinal) + 6);
    }

    [Fact]
    public void Front_matter_is_read_where_it_stands()
    {
        var source = SourceText.From("runbook.md", "---\nenvironment: acme\nneeds: [psql]\n---\n# Title: x\n");

        var root = YamlReader.Read(source, new TextSpan(4, 32)).Value.ShouldBeOfType<YamlMapping>();

        source.ToString(root["environment"]!.Key.Span).ShouldBe("environment");
        source.ToString(root["needs"]!.Value.Span).ShouldBe("[psql]");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# only a comment\n")]
    public void Nothing_is_read_as_nothing(string text)
    {
        var read = YamlReader.Read(SourceText.From("delivery.yml", text));

        read.Value.ShouldBeNull();
        read.Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("~", true)]
    [InlineData("null", true)]
    [InlineData("", true)]
    [InlineData("'null'", false)]
    [InlineData("nul", false)]
    public void Null_is_told_from_text(string value, bool expected) =>
        Read(SourceText.From("a.yml", $"key: {value}\n"))["key"]!.Value.ShouldBeOfType<YamlScalar>().IsNull.ShouldBe(expected);

    [Theory]
    [InlineData("title: Deploy: phase 2", "DAC0121 1:8 Deploy: phase 2", "put quotes around the value: \"Deploy: phase 2\"")]
    [InlineData("- at: 9:00 - 10:00\n- why: a: b # c", "DAC0121 2:8 a: b # c", "put quotes around the value: \"a: b # c\"")]
    [InlineData("a: b\n  c: d", "DAC0120 2:1 __c: d", "indent it like the entry it belongs beside, or leave the value above empty")]
    [InlineData("a:\n\tb: 1", "DAC0122 2:1 \\t", "use spaces, two for each level")]
    [InlineData("a:\n  b: 1\n\tc: 1", "DAC0122 3:1 \\t", "use spaces, two for each level")]
    [InlineData("a: \"x\nb: c\n", "DAC0123 1:4 \"", "add the closing quote, or remove this one")]
    [InlineData("a: 'it''s\n", "DAC0123 1:4 '", "add the closing quote, or remove this one")]
    [InlineData("a: [1, 2\nb: c\n", "DAC0123 1:4 [", "add the \"]\", and a comma between any two items")]
    [InlineData("a: {b: [1, 2]\n", "DAC0123 1:4 {", "add the \"}\", and a comma between any two entries")]
    [InlineData("a: [1, {b: c]", "DAC0123 1:8 {", "add the \"}\", and a comma between any two entries")]
    [InlineData("a: b\n<<<<<<< HEAD\nc: d\n", "DAC0124 2:1 <<<<<<<_HEAD", "decide between the two sides, then remove the lines that begin with <<<<<<<, ======= and >>>>>>>")]
    [InlineData("a: b\0", "DAC0127 1:5 \\0", "save the file as UTF-8 text; a NUL on every second character means that it is UTF-16")]
    [InlineData("a: *b", "DAC0128 1:4 *b", "write the value out here")]
    [InlineData("a: &b c", "DAC0128 1:4 &b", "remove it, and write the value out wherever it is needed")]
    [InlineData("<<: {a: b}", "DAC0128 1:1 <<", "write the entries out here")]
    [InlineData("a: !!str b", "DAC0129 1:4 !!str", "remove it; put quotes around a value that must be text")]
    [InlineData("%YAML 1.2\n---\na: b", "DAC0130 1:1 %YAML 1.2", "remove the line")]
    [InlineData("# hello\n%DOS\n---\na: b", "DAC0130 2:1 %DOS", "remove the line")]
    [InlineData("a: b\n---\nc: d", "DAC0131 2:1 ---", "remove this line, or move what follows into a file of its own")]
    [InlineData("a: b\nc: d\na: e", "DAC0132 3:1 a", "keep one of the two: tools disagree about which one counts")]
    [InlineData("a: b\n'a': e", "DAC0132 2:1 'a'", "keep one of the two: tools disagree about which one counts")]
    [InlineData("? [a]\n: b", "DAC0133 1:3 [a]", "use a word as the key, or quote the whole key if it begins with a bracket")]
    [InlineData("a: @b", "DAC0120 1:4 @", "put the value in quotes")]
    [InlineData("a: \"C:\\dir\"", "DAC0120 1:4 \"C:\\dir\"", "double the backslash, or use single quotes, in which it is a plain sign")]
    [InlineData("- a\nb: c", "DAC0120 2:1 b: c", "every entry is `key: value`, or every one begins with `- `, and all entries of one list or mapping are indented alike")]
    [InlineData("a: b\nc\nd: e", "DAC0120 2:1 c", "every entry is `key: value`, or every one begins with `- `, and all entries of one list or mapping are indented alike")]
    [InlineData("...\n...\n", "DAC0120 1:1 ...", "compare the indentation, colons, quotes and brackets here with the lines before")]
    public void A_mistake_is_explained_where_it_was_made(string text, string place, string help)
    {
        var source = SourceText.From("delivery.yml", text);

        var finding = YamlReader.Read(source).Diagnostics.ShouldHaveSingleItem();

        $"{finding.Code} {finding.Location.Start} {Shown(source.ToString(finding.Location.Span))}".ShouldBe(place.Replace('_', ' '));
        finding.Help.ShouldBe(help);
    }

    [Fact]
    public void The_offered_quotes_repair_the_value()
    {
        var source = SourceText.From("delivery.yml", "title: Deploy: \"phase\" 2\nnext: x\n");

        var repaired = source.Apply([.. YamlReader.Read(source).Diagnostics.Single().Fix!.Edits]);

        repaired.Text.ShouldBe("title: \"Deploy: \\\"phase\\\" 2\"\nnext: x\n");
        Read(repaired)["title"]!.Value.ShouldBeOfType<YamlScalar>().Value.ShouldBe("Deploy: \"phase\" 2");
    }

    [Fact]
    public void What_is_refused_does_not_hide_the_rest()
    {
        var read = YamlReader.Read(SourceText.From("a.yml", "a: &x 1\nb: *x\na: 2\nc: !!int 3\n"));

        read.Diagnostics.Select(d => d.Code).ShouldBe(["DAC0128", "DAC0128", "DAC0132", "DAC0129"]);
        read.Value.ShouldBeOfType<YamlMapping>().Entries.Select(e => e.Key.Value).ShouldBe(["a", "b", "c"]);
    }

    private static YamlMapping Read(SourceText source)
    {
        var read = YamlReader.Read(source);
        read.Diagnostics.ShouldBeEmpty();
        return read.Value.ShouldBeOfType<YamlMapping>();
    }

    private static IEnumerable<string> Places(SourceText source, YamlNode node, string path = "") => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(e => Place(source, e.Value, path.Length == 0 ? e.Key.Value : $"{path}.{e.Key.Value}")),
        YamlSequence list => list.Items.SelectMany((item, i) => Place(source, item, $"{path}[{i}]")),
        _ => [],
    };

    private static IEnumerable<string> Place(SourceText source, YamlNode node, string path) =>
        [$"{path} = {Shown(source.ToString(node.Span))}", .. Places(source, node, path)];

    private static string Shown(string text) =>
        text.Replace("\r", "\\r").Replace("\n", "\\n").Replace("\t", "\\t").Replace("\0", "\\0");
}
