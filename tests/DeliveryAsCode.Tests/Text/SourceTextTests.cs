using System.Text;
using DeliveryAsCode.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Text;

public class SourceTextTests
{
    [Fact]
    public void Any_bytes_come_back_as_they_were() =>
        Prop.ForAll(
            AnyBytes(),
            bytes => SourceText.Decode("a.md", bytes).Encode().SequenceEqual(bytes))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'a' }, "a", 0)]
    [InlineData(new byte[] { (byte)'a', 0xE9, (byte)'b' }, "a<E9>b", 1)]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "<ED><A0><80>", 3)]
    [InlineData(new byte[] { 0xF0, 0x9F, 0x98 }, "<F0><9F><98>", 3)]
    public void A_bad_byte_is_one_unit_and_is_remembered(byte[] bytes, string text, int bad)
    {
        var source = SourceText.Decode("a.md", bytes);

        Shown(source.Text).ShouldBe(text);
        source.InvalidBytes.Length.ShouldBe(bad);
    }

    [Fact]
    public void An_edit_keeps_the_byte_order_mark_and_the_bad_bytes()
    {
        var source = SourceText.Decode("a.md", [0xEF, 0xBB, 0xBF, (byte)'a', 0xE9, (byte)'b']);

        var edited = source.Apply(new TextEdit(new TextSpan(2, 1), "ç"));

        edited.Encode().ShouldBe([0xEF, 0xBB, 0xBF, (byte)'a', 0xE9, 0xC3, 0xA7]);
    }

    [Fact]
    public void Lines_end_at_line_feed_carriage_return_and_both()
    {
        var source = SourceText.From("a.md", "one\r\ntwo\rthree\nfour");

        source.LineCount.ShouldBe(4);
        Enumerable.Range(0, 4).Select(i => source.ToString(source.GetLine(i))).ShouldBe(["one", "two", "three", "four"]);
        source.GetPosition(9).ShouldBe(new LinePosition(3, 1));
    }

    [Theory]
    [InlineData("a\r\nb", 3, "\r\n")]
    [InlineData("a\nb\r\nc", 0, "\n")]
    [InlineData("a\nb\r\nc", 2, "\r\n")]
    [InlineData("a", 0, "\n")]
    public void A_new_line_ends_as_its_neighbours_do(string text, int at, string expected) =>
        SourceText.From("a.md", text).GetLineBreakAt(at).ShouldBe(expected);

    [Fact]
    public void Edits_apply_in_any_order()
    {
        var source = SourceText.From("a.md", "0123456789");
        TextEdit[] edits = [new(new TextSpan(8, 1), "eight"), new(new TextSpan(1, 2), ""), TextEdit.Insert(5, "|")];

        source.Apply(edits).Text.ShouldBe("034|567eight9");
        source.Apply([.. edits.Reverse()]).Text.ShouldBe("034|567eight9");
    }

    [Theory]
    [InlineData(1, 3, 2, 2)]
    [InlineData(1, 3, 2, 0)]
    [InlineData(2, 0, 2, 0)]
    [InlineData(2, 0, 2, 4)]
    [InlineData(9, 5, 0, 1)]
    public void Edits_that_overlap_or_lie_outside_are_refused(int start, int length, int otherStart, int otherLength)
    {
        var source = SourceText.From("a.md", "0123456789");
        TextEdit one = new(new TextSpan(start, length), "x"), other = new(new TextSpan(otherStart, otherLength), "y");

        Should.Throw<ArgumentException>(() => source.Apply(one, other));
        Should.Throw<ArgumentException>(() => source.Apply(other, one));
    }

    [Fact]
    public void A_location_keeps_the_line_for_reports()
    {
        var location = SourceText.From("deliveries/acme/record.md", "one\ntwo three\n").Locate(new TextSpan(8, 5));

        location.ToString().ShouldBe("deliveries/acme/record.md:2:5");
        location.Line.ShouldBe("two three");
        location.End.ShouldBe(new LinePosition(2, 10));
    }

    [Fact]
    public void Locations_on_one_line_share_its_text()
    {
        var source = SourceText.From("a.md", "one\ntwo three\n");

        source.Locate(new TextSpan(8, 5)).Line.ShouldBeSameAs(source.Locate(new TextSpan(4, 3)).Line);
        source.Locate(new TextSpan(0, 1)).Line.ShouldBe("one");
    }

    /// <summary>Random bytes, and text with some of its bytes damaged, which reaches the longer UTF-8 sequences.</summary>
    private static Arbitrary<byte[]> AnyBytes()
    {
        var noise = ArbMap.Default.GeneratorFor<byte[]>();
        var damaged =
            from text in Gen.Elements("naïve\r\n", "日本語", "👩‍🚀 e\u0301", "\uFEFFBOM", "plain\r", "€")
            from at in Gen.Choose(0, Encoding.UTF8.GetByteCount(text) - 1)
            from value in Gen.Choose(0, 255)
            select Damage(Encoding.UTF8.GetBytes(text), at, (byte)value);
        return Arb.From(Gen.OneOf(noise, damaged, from a in noise from b in damaged select (byte[])[.. a, .. b]));
    }

    /// <summary>Attributes are stored as UTF-8, which has no lone surrogates.</summary>
    private static string Shown(string text) =>
        string.Concat(text.Select(c => c is >= '\uDC80' and <= '\uDCFF' ? $"<{c - 0xDC00:X2}>" : c.ToString()));

    private static byte[] Damage(byte[] bytes, int at, byte value)
    {
        bytes[at] = value;
        return bytes;
    }
}
