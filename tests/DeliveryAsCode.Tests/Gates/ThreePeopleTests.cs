using System.Collections.Immutable;
using DeliveryAsCode.Tests.Gates.Reference;

namespace DeliveryAsCode.Tests.Gates;

/// <summary>Three people, each with any of three roles and with any state of a review: every case there is.</summary>
public class ThreePeopleTests
{
    private const int States = 5;

    private static readonly string[] People = ["anna", "bo", "cleo"];

    private static readonly string[] Roles = ["author", "builder", "checker"];

    private static readonly int[][] Orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

    private enum Review
    {
        None,
        Approved,
        ChangesRequested,
        Stale,
        OfOwnWork,
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a b")]
    [InlineData("a a")]
    [InlineData("a b c")]
    [InlineData("a | b c")]
    public void A_gate_opens_if_and_only_if_each_place_can_have_a_person_of_its_own(string needs)
    {
        var ways = needs.Split(" | ").Select(way => way.Split(' ').Select(p => p[0] - 'a').ToArray()).ToArray();
        var product = new Product(Process(ways));

        Parallel.For(0, 8 * 8 * 8, roles =>
        {
            int[] held = [roles % 8, roles / 8 % 8, roles / 64];
            foreach (var reviews in EveryReview())
                Check(product, ways, held, reviews);
        });
    }

    private static void Check(Product product, int[][] ways, int[] held, Review[] reviews)
    {
        var history = new History(Process(ways), [], [.. People.Index().Where(p => reviews[p.Index] != Review.None).Select(p => Said(p.Item, held[p.Index], reviews[p.Index]))], null);
        var delivery = product.Case(history);

        var expected = reviews.Contains(Review.ChangesRequested) ? Answer.Blocked
            : ways.Any(way => CanSeat(way, held, reviews)) ? Answer.Open
            : Answer.Undecided;
        var actual = Product.AnswerOf(delivery.Judge(delivery.Lifecycle.Gates.Single()));
        if (actual != expected)
            Assert.Fail($"{expected} expected, {actual} judged\n{history}");
    }

    /// <summary>By trying every order of the people on the places.</summary>
    private static bool CanSeat(int[] places, int[] held, Review[] reviews) =>
        Orders.Any(order => places.Index().All(p => reviews[order[p.Index]] == Review.Approved && (held[order[p.Index]] >> p.Item & 1) == 1));

    private static IEnumerable<Review[]> EveryReview() =>
        Enumerable.Range(0, States * States * States).Select(n => new[] { (Review)(n % States), (Review)(n / States % States), (Review)(n / States / States) });

    private static Happening Said(string person, int held, Review review) => new(
        "Gate",
        review == Review.ChangesRequested ? Reference.Said.No : Reference.Said.Acknowledged,
        Proof.Given,
        person,
        [.. Roles.Where((_, i) => (held >> i & 1) == 1)],
        review == Review.Stale ? 1 : History.Version,
        0,
        review == Review.OfOwnWork ? [person] : [],
        Attests: false,
        HasReason: true);

    private static Process Process(int[][] ways) => new(
        [new Phase("Stage", [new Door("Gate", new Needs.Any([.. ways.Select(way => new Needs.All([.. way.GroupBy(p => p).Select(g => new Needs.Of(Roles[g.Key], g.Count()))]))]))], Leave.Never)],
        [.. Roles.Select(r => (r, People.ToImmutableArray()))]);
}
