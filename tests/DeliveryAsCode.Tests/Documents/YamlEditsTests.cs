using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Documents;

public class YamlEditsTests
{
    [Theory]
    [InlineData("a: 1", "a", "2", "a: 2")]
    [InlineData("a:   1   # why", "a", "2", "a:   2   # why")]
    [InlineData("a: '1' # why", "a", "it's", "a: 'it''s' # why")]
    [InlineData("a: \"1\"", "a", "say \"x\"", "a: \"say \\\"x\\\"\"")]
    [InlineData("a: '1'", "a", "two\nlines", "a: \"two\\nlines\"")]
    [InlineData("a: 1", "a", "Deploy: phase 2", "a: \"Deploy: phase 2\"")]
    [InlineData("a: 1", "a", "x # y", "a: \"x # y\"")]
    [InlineData("a: 1", "a", "2026-05-12 10:00–14:00 Europe/Madrid", "a: 2026-05-12 10:00–14:00 Europe/Madrid")]
    [InlineData("a: 1", "a", "null", "a: \"null\"")]
    [InlineData("a: 1", "a", "", "a: \"\"")]
    [InlineData("a: 1", "a", "[x", "a: \"[x\"")]
    [InlineData("a: 1", "a", "x, y", "a: x, y")]
    [InlineData("{a: 1, b: 2}", "a", "x, y", "{a: \"x, y\", b: 2}")]
    [InlineData("a:", "a", "x", "a: x")]
    [InlineData("a: # why\nb: 1", "a", "x", "a: x # why\nb: 1")]
    [InlineData("a:   \nb: 1", "a", "x", "a: x   \nb: 1")]
    [InlineData("a: |\n  one\n  two\nb: 1", "a", "x", "a: x\nb: 1")]
    [InlineData("a: one\n  two\nb: 1", "a", "x", "a: x\nb: 1")]
    [InlineData("a: {b: 1}\nb: 2", "b", "x", "a: {b: 1}\nb: x")]
    [InlineData("a: 1", "b", "x", "a: 1\nb: x")]
    [InlineData("a: 1\n", "b", "x", "a: 1\nb: x\n")]
    [InlineData("a: 1\r\nc: 3\r\n", "b", "x", "a: 1\r\nc: 3\r\nb: x\r\n")]
    [InlineData("  a: 1\n", "b", "x", "  a: 1\n  b: x\n")]
    [InlineData("a: |+\n  x\n\n", "b", "x", "a: |+\n  x\n\nb: x\n")]
    [InlineData("# nothing yet\n", "b", "x", "# nothing yet\nb: x\n")]
    [InlineData("", "b", "x", "b: x\n")]
    public void Only_the_value_changes(string yaml, string key, string value, string expected) =>
        Set(yaml, key, value).ShouldBe(expected);

    [Theory]
    [InlineData("a: [1]", "a", "\"a\" holds a list or a mapping, not a text")]
    [InlineData("a: {b: 1}", "a", "\"a\" holds a list or a mapping, not a text")]
    [InlineData("{a: 1}", "b", "\"b\" would have to be added inside brackets")]
    [InlineData("- a", "a", "the front matter is no mapping, so it has no keys")]
    [InlineData("a: b: c", "a", "a colon followed by a space ends a key, so this value cannot be read")]
    [InlineData("a: 1\n...\n", "b", "\"b\" cannot be set to this value without changing more of the front matter")]
    public void What_cannot_be_edited_safely_is_refused(string yaml, string key, string reason) =>
        Edit(yaml, key, "x").ShouldBeOfType<EditResult.Refused>().Reason.Message.ShouldBe(reason);

    [Theory]
    [InlineData("# Title\n", "---\na: x\n---\n# Title\n")]
    [InlineData("# Title\r\n", "---\r\na: x\r\n---\r\n# Title\r\n")]
    public void Missing_front_matter_is_added(string text, string expected)
    {
        var source = SourceText.From("record.md", text);

        var edit = YamlEdits.SetScalar(source, frontMatter: null, "a", "x").ShouldBeOfType<EditResult.Planned>();

        source.Apply([.. edit.Edits]).Text.ShouldBe(expected);
    }

    [Fact]
    public void Any_text_comes_back_whatever_stood_there() =>
        Prop.ForAll(
            Arb.From(
                from old in Gen.Elements("1", "'1'", "\"1\"", "", "|\n  1\n", ">-\n  1\n\n  2", "one\n  two", "1 # why")
                from around in Gen.Elements("{0}", "x: y\n{0}\n", "{0}\r\nx: [y]\r\n", "x:\n- y\n{0}\nz: 'q'", "# c\n{0}\n# d\n")
                select around.Replace("{0}", $"key: {old}")),
            Arb.From(Gen.OneOf(
                ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => s.Get),
                Gen.Elements("a: b", " # ", "- a", "? ", "'", "\"", "\\", "\n", "\t", "😀", "\u2028", "\u0085", "{", "]", "---", "...", "&a", "*a", "!a", "<<", "~", "%").ListOf().Select(string.Concat))),
            (yaml, value) =>
            {
                var source = SourceText.From("a.md", Set(yaml, "key", value));
                YamlReader.Read(source).Value.ShouldBeOfType<YamlMapping>()["key"]!.Value.ShouldBeOfType<YamlScalar>().Value.ShouldBe(value);
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static string Set(string yaml, string key, string value)
    {
        var edit = Edit(yaml, key, value).ShouldBeOfType<EditResult.Planned>();
        var edited = SourceText.From("record.md", Document(yaml)).Apply([.. edit.Edits]).Text;
        return edited[4..^9];
    }

    private static EditResult Edit(string yaml, string key, string value)
    {
        var source = SourceText.From("record.md", Document(yaml));
        return YamlEdits.SetScalar(source, new FrontMatter(new TextSpan(0, yaml.Length + 7), new TextSpan(4, yaml.Length)), key, value);
    }

    private static string Document(string yaml) => $"---\n{yaml}---\n: : :";
}
