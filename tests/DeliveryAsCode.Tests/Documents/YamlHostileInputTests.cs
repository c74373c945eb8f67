using System.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Documents;

public class YamlHostileInputTests
{
    private static readonly string[] Shapes =
    [
        "[", "{", "[\n", "{\n", "- ", "-\t", "-\n", "? ", "?\n", "- ? ", "? - ", "[a,", "{a: ", "{? ", "[ #\n", "[&a ", "[!a ", "[*a,",
        "\"", "'", "\"\\", "'\n", "|\n", ">\n", "a: |\n", "a: &a\n", "a: *a\n", "a: !a\n", "a:\n", ":", ": ", ",", "]", "}", "[]", "{},", "- [\n",
        "---\n", "...\n", "%A b\n", "%TAG ! a\n", "<<: ", "<<<<<<< a\n", "#", "#\n", " ", "\t", "\n", "\r", "\r\n", "\uFEFF", "\u0085", "\u2028", "@", "`", "a",
    ];

    public static TheoryData<string, int> Bombs()
    {
        var bombs = new TheoryData<string, int>();
        foreach (var shape in Shapes)
        {
            bombs.Add(shape, 20);
            bombs.Add(shape, 1000);
            bombs.Add(shape, YamlReader.MaxLineBytes / shape.Length / 3);
            bombs.Add(shape, 1_000_000);
        }

        return bombs;
    }

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Repetition_neither_overflows_a_small_stack_nor_takes_long(string shape, int times)
    {
        var source = SourceText.From("a.yml", string.Concat(Enumerable.Repeat(shape, times)));

        OnSmallStack(() => YamlReader.Read(source)).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Deep_indentation_is_refused_where_it_becomes_too_deep()
    {
        var text = string.Concat(Enumerable.Range(0, 400).Select(i => $"{new string(' ', i)}a:\n"));

        var finding = YamlReader.Read(SourceText.From("a.yml", text)).Diagnostics.ShouldHaveSingleItem();

        finding.Code.ShouldBe("DAC0126");
        finding.Location.Start.ShouldBe(new LinePosition(33, 33));
    }

    [Fact]
    public void Thirty_two_levels_are_read() =>
        YamlReader.Read(SourceText.From("a.yml", new string('[', 32) + new string(']', 32))).Diagnostics.ShouldBeEmpty();

    [Fact]
    public void An_alias_bomb_stays_small()
    {
        var lines = Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 9))}]");
        var read = YamlReader.Read(SourceText.From("a.yml", $"a0: &a0 lol\n{string.Join('\n', lines)}\n"));

        read.Diagnostics.ShouldAllBe(d => d.Code == "DAC0128");
        read.Diagnostics.Length.ShouldBe(91);
    }

    [Fact]
    public void A_file_of_refusals_is_given_up()
    {
        var read = YamlReader.Read(SourceText.From("a.yml", $"[{string.Concat(Enumerable.Repeat("*a,", 20_000))}]"));

        read.Value.ShouldBeNull();
        read.Diagnostics.Length.ShouldBe(100);
    }

    [Fact]
    public void Size_is_counted_in_bytes_and_in_the_region_only()
    {
        var line = new string('é', 1000) + "\n";
        var text = string.Concat(Enumerable.Repeat($"- {line}", 530));

        YamlReader.Read(SourceText.From("a.yml", text)).Diagnostics.Single().Code.ShouldBe("DAC0125");
        YamlReader.Read(SourceText.From("a.yml", text), new TextSpan(0, text.Length / 2)).Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void A_long_line_is_refused_at_its_beginning()
    {
        var finding = YamlReader.Read(SourceText.From("a.yml", $"a: b\nc: {new string('é', 40_000)}\n")).Diagnostics.ShouldHaveSingleItem();

        finding.Code.ShouldBe("DAC0125");
        finding.Location.Start.ShouldBe(new LinePosition(2, 1));
    }

    [Fact]
    public void Bad_bytes_are_kept_in_values()
    {
        var source = SourceText.Decode("a.yml", [(byte)'a', (byte)':', (byte)' ', 0xE9, (byte)'t', 0xE9]);

        var value = YamlReader.Read(source).Value.ShouldBeOfType<YamlMapping>()["a"]!.Value.ShouldBeOfType<YamlScalar>();

        value.Value.Length.ShouldBe(3);
        value.Span.ShouldBe(new TextSpan(3, 3));
    }

    [Fact]
    public void Any_bytes_are_read_with_places_inside_the_file() =>
        Prop.ForAll(
            Arb.From(ArbMap.Default.GeneratorFor<byte[]>()),
            bytes => PlacesAreInside(SourceText.Decode("a.yml", bytes)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Any_pieces_of_yaml_are_read_with_places_inside_the_file() =>
        Prop.ForAll(
            Arb.From(Gen.Elements([.. Shapes, "a: b\n", "  c: d\n", "- e\n", "  ", "\"f\"", "'g'", "...", "😀", "\uDC80", "\uD83D", "\0"]).ListOf().Select(string.Concat)),
            text => PlacesAreInside(SourceText.From("a.yml", text)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void The_text_at_the_place_of_a_plain_value_is_the_value() =>
        Prop.ForAll(
            Arb.From(
                from key in Gen.Elements("key", "a key", "😀", "naïve", "\uDC80k")
                from value in Gen.Elements("plain", "two words", "e\u0301 👩‍🚀", "x#y", "a:b", "\uDCE9t\uDCE9", "12:30")
                from before in Gen.Elements("", "# c: d\r\n", "x:\r\n  - {y: z}\r\n", "b: |\n  1\n\n\n", "q: \"a\r\n\r\n  b\"\r", "p: a\n  b\n", "😀😀: 😀\u0085")
                from after in Gen.Elements("", "\n", "\r\n", "\r", "  # c\n", "\nz: '1'", "\n\n...\n")
                select $"{before}{key}: {value}{after}"),
            text => PlainValuesStandAtTheirPlaces(SourceText.From("a.yml", text)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static bool PlainValuesStandAtTheirPlaces(SourceText source)
    {
        var read = YamlReader.Read(source);
        read.Diagnostics.ShouldBeEmpty();
        foreach (var scalar in Nodes(read.Value).OfType<YamlScalar>().Where(s => !s.IsQuoted && s.Value != "a b"))
            source.ToString(scalar.Span).ShouldBe(scalar.Value);
        return true;
    }

    private static bool PlacesAreInside(SourceText source)
    {
        var read = YamlReader.Read(source);
        return Nodes(read.Value).All(n => IsInside(n.Span, source)) && read.Diagnostics.All(d => IsInside(d.Location.Span, source));
    }

    private static bool IsInside(TextSpan span, SourceText source) => span.Length >= 0 && source.Span.Contains(span);

    private static IEnumerable<YamlNode> Nodes(YamlNode? node) => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(e => Nodes(e.Value).Prepend(e.Key)).Prepend(node),
        YamlSequence list => list.Items.SelectMany(Nodes).Prepend(node),
        YamlScalar => [node],
        _ => [],
    };

    /// <summary>The parser promises no recursion; on 128 KiB a broken promise ends the test run.</summary>
    private static TimeSpan OnSmallStack(Action action)
    {
        var watch = Stopwatch.StartNew();
        var thread = new Thread(() => action(), 128 << 10) { IsBackground = true };
        thread.Start();
        thread.Join(TimeSpan.FromSeconds(30));
        return watch.Elapsed;
    }
}
