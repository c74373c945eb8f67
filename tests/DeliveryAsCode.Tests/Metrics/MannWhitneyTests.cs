using System.Collections.Immutable;
using System.Numerics;
using DeliveryAsCode.Metrics;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Metrics;

public class MannWhitneyTests
{
    private static readonly ImmutableArray<double> Ages = [19, 22, 16, 29, 24];
    private static readonly ImmutableArray<double> OtherAges = [20, 11, 17, 12];
    private static readonly ImmutableArray<double> AtTerm = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    private static readonly ImmutableArray<double> Early = [1.15, 0.88, 0.90, 0.74, 1.21];
    private static readonly ImmutableArray<double> OzoneInMay = [41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37];
    private static readonly ImmutableArray<double> OzoneInAugust = [39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168, 73, 76, 118, 84, 85];

    /// <summary>The example of R's documentation of wilcox.test: W = 35, p = 0.1272.</summary>
    [Fact]
    public void Permeability_of_membranes_is_judged_as_R_does()
    {
        var test = MannWhitney.Greater(AtTerm, Early);

        (test.U, test.IsExact).ShouldBe((35, true));
        test.P.ShouldBe(0.1272, 0.00005);
        test.Effect.ShouldBe(0.4, 1e-12);
    }

    /// <summary>The example of SciPy's documentation of mannwhitneyu: U = 17, two-sided p = 0.1111 exact.</summary>
    [Fact]
    public void Ages_at_a_diagnosis_are_judged_as_SciPy_does()
    {
        var test = MannWhitney.Greater(Ages, OtherAges);

        (test.U, test.IsExact).ShouldBe((17, true));
        (2 * test.P).ShouldBe(0.1111111111111111, 1e-15);
    }

    /// <summary>R's documentation of wilcox.test on its data set airquality: W = 127.5, two-sided p = 0.0001208, with ties.</summary>
    [Fact]
    public void Ozone_with_its_ties_is_judged_as_R_does()
    {
        var test = MannWhitney.Greater(OzoneInAugust, OzoneInMay);

        (test.U, test.IsExact).ShouldBe((26 * 26 - 127.5, false));
        (2 * test.P).ShouldBe(0.0001208, 0.00000005);
        MannWhitney.Greater(OzoneInMay, OzoneInAugust).U.ShouldBe(127.5);
    }

    [Fact]
    public void Small_groups_without_ties_are_judged_as_counting_all_orders_does() =>
        Prop.ForAll(DistinctGroups().ToArbitrary(), groups =>
            Math.Abs(MannWhitney.Greater(groups.First, groups.Second).P - ByCounting(groups.First, groups.Second)) < 1e-12)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Every_pair_is_won_by_one_of_the_two() =>
        ForAll((a, b) => Math.Abs(MannWhitney.Greater(a, b).U + MannWhitney.Greater(b, a).U - (double)a.Length * b.Length) < 1e-9);

    [Fact]
    public void The_effect_has_the_other_sign_from_the_other_side() =>
        ForAll((a, b) => Math.Abs(MannWhitney.Greater(a, b).Effect + MannWhitney.Greater(b, a).Effect) < 1e-12);

    [Fact]
    public void A_constant_added_to_all_values_changes_nothing() =>
        ForAll((a, b) => MannWhitney.Greater(a, b) == MannWhitney.Greater([.. a.Select(v => v + 1000)], [.. b.Select(v => v + 1000)]));

    [Fact]
    public void Both_directions_cannot_be_significant() =>
        ForAll((a, b) => MannWhitney.Greater(a, b) is { P: >= 0 and <= 1 } one && one.P + MannWhitney.Greater(b, a).P >= 1 - 1e-9);

    [Fact]
    public void U_is_the_number_of_pairs_that_are_won() =>
        ForAll((a, b) => MannWhitney.Greater(a, b).U == a.Sum(x => b.Sum(y => x > y ? 1 : x == y ? 0.5 : 0)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(200, 300)]
    public void Equal_values_show_no_difference(int first, int second) =>
        MannWhitney.Greater([.. Enumerable.Repeat(7.0, first)], [.. Enumerable.Repeat(7.0, second)]).ShouldSatisfyAllConditions(t => t.P.ShouldBe(1), t => t.Effect.ShouldBe(0));

    [Fact]
    public void Nothing_differs_from_nothing() => MannWhitney.Greater([], [1]).P.ShouldBe(1);

    [Fact]
    public void The_exact_and_the_approximate_p_are_near_each_other_where_one_takes_over()
    {
        ImmutableArray<double> first = [.. Enumerable.Range(0, 49).Select(n => n * 2.0 + 12)];
        ImmutableArray<double> second = [.. Enumerable.Range(0, 49).Select(n => n * 2.0 + 1)];

        var exact = MannWhitney.Greater(first, second);
        var approximate = MannWhitney.Greater(first.Add(12.5), second);

        (exact.IsExact, approximate.IsExact).ShouldBe((true, false));
        approximate.P.ShouldBe(exact.P, 0.02);
    }

    private static void ForAll(Func<ImmutableArray<double>, ImmutableArray<double>, bool> holds) =>
        Prop.ForAll(Groups().ToArbitrary(), groups => holds(groups.First, groups.Second)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    /// <summary>Few different values, so that there are ties.</summary>
    private static Gen<(ImmutableArray<double> First, ImmutableArray<double> Second)> Groups() =>
        from first in Gen.NonEmptyListOf(Gen.Choose(-20, 20))
        from second in Gen.NonEmptyListOf(Gen.Choose(-20, 20))
        select (First: first.Select(v => v / 4.0).ToImmutableArray(), Second: second.Select(v => v / 4.0).ToImmutableArray());

    private static Gen<(ImmutableArray<double> First, ImmutableArray<double> Second)> DistinctGroups() =>
        from order in Gen.Shuffle(Enumerable.Range(1, 11).Select(n => (double)n).ToArray())
        from first in Gen.Choose(1, 5)
        from second in Gen.Choose(1, 6)
        select (First: order.Take(first).ToImmutableArray(), Second: order.Skip(first).Take(second).ToImmutableArray());

    /// <summary>Every way to say which of the values belong to the first group, and the share that wins as many pairs.</summary>
    private static double ByCounting(ImmutableArray<double> first, ImmutableArray<double> second)
    {
        double[] all = [.. first, .. second];
        var won = Won(first, second);
        var (atLeast, ways) = (0, 0);
        for (var chosen = 0u; chosen < 1u << all.Length; chosen++)
        {
            if (BitOperations.PopCount(chosen) != first.Length)
                continue;

            var mine = all.Where((_, n) => (chosen >> n & 1) == 1);
            var others = all.Where((_, n) => (chosen >> n & 1) == 0);
            ways++;
            atLeast += Won(mine, others) >= won ? 1 : 0;
        }

        return (double)atLeast / ways;
    }

    private static int Won(IEnumerable<double> first, IEnumerable<double> second) => first.Sum(a => second.Count(b => a > b));
}
