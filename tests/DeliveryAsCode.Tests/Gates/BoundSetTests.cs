using System.Collections.Immutable;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Gates;

public class BoundSetTests
{
    private static readonly Location Somewhere = Location.OfFile("record.md");

    /// <summary>Few signs, so that names and texts run into each other, lone surrogates among them.</summary>
    private static readonly Gen<string> Texts = Gen.Elements("", "a", "b", "ab", "\0", "\ud800", "\ufffd", "\n").ArrayOf().Select(parts => string.Concat(parts));

    private static readonly Gen<ImmutableArray<BoundItem>> Sets =
        Texts.Zip(Texts).Select(t => new BoundItem(t.Item1, t.Item2, Somewhere)).ArrayOf().Select(items => items.Take(4).ToImmutableArray());

    [Fact]
    public void Different_parts_have_different_digests() =>
        Prop.ForAll(Sets.Zip(Sets).ToArbitrary(), pair =>
            (new BoundSet(pair.Item1).Digest == new BoundSet(pair.Item2).Digest) == pair.Item1.SequenceEqual(pair.Item2)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_parts_counts()
    {
        var (a, b) = (new BoundItem("a", "1", Somewhere), new BoundItem("b", "2", Somewhere));

        new BoundSet([a, b]).Digest.ShouldNotBe(new BoundSet([b, a]).Digest);
    }

    [Fact]
    public void Where_a_part_stands_does_not_count() =>
        new BoundSet([new BoundItem("a", "1", Somewhere)]).Digest.ShouldBe(new BoundSet([new BoundItem("a", "1", Location.OfFile("other.md"))]).Digest);

    [Fact]
    public void What_is_the_same_has_not_changed_and_what_has_another_digest_has() =>
        Prop.ForAll(Sets.Zip(Sets).ToArbitrary(), pair =>
        {
            var (before, now) = (Distinct(pair.Item1), Distinct(pair.Item2));
            return now.ChangesSince(before).IsEmpty == before.Items.ToHashSet().SetEquals(now.Items);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_change_is_named_with_the_place_where_it_is()
    {
        var before = new BoundSet([Field("Client", "Acme", 3), File("a.md", "one\ntwo\nthree\n"), File("same.md", "x\n"), Field("Risk", "low", 9)]);
        var now = new BoundSet([Field("Client", "Acme Ltd", 4), File("a.md", "one\ntwo\n3\n"), File("same.md", "x\n"), Field("New", "1", 7)]);

        now.ChangesSince(before).Select(c => $"{c.Name} {c.Location}").ShouldBe(["Client record.md:4:1", "a.md a.md:3:1", "New record.md:7:1", "Risk record.md:9:1"]);
    }

    [Theory]
    [InlineData("one\ntwo\n", "one\n", "a.md:2:1")]
    [InlineData("one\n", "one\ntwo\n", "a.md:2:1")]
    [InlineData("one\n", "", "a.md:1:1")]
    [InlineData("", "one\n", "a.md:1:1")]
    public void A_file_that_became_shorter_or_longer_has_changed_at_its_end(string before, string now, string place) =>
        new BoundSet([File("a.md", now)]).ChangesSince(new BoundSet([File("a.md", before)])).ShouldHaveSingleItem().Location.ToString().ShouldBe(place);

    private static BoundSet Distinct(ImmutableArray<BoundItem> items) => new([.. items.DistinctBy(i => i.Name)]);

    private static BoundItem Field(string name, string value, int line) => new(name, value, Somewhere with { Start = new LinePosition(line, 1) });

    private static BoundItem File(string path, string text) => new(path, text, Location.OfFile(path), IsWholeFile: true);
}
