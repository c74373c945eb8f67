using System.Collections.Immutable;

namespace DeliveryAsCode.Metrics;

/// <summary>
/// The Mann-Whitney U test of whether one group of values tends to be greater than another. It asks nothing of how the
/// values are distributed, and one outlier changes little.
/// </summary>
/// <param name="U">Pairs in which the value of the first group is greater; a tie is half a pair.</param>
/// <param name="P">
/// One-sided: how probable a <paramref name="U"/> at least as large is if there is no difference. Exact for small groups without
/// ties, else by the normal distribution with corrections for ties and for continuity.
/// </param>
/// <param name="Effect">Cliff's delta, which is the rank-biserial correlation: from -1, all smaller, to 1, all greater.</param>
public sealed record MannWhitney(double U, double P, double Effect, bool IsExact)
{
    /// <summary>Each group is smaller than this for the exact distribution, as in R's <c>wilcox.test</c>.</summary>
    public const int ExactBelow = 50;

    private static readonly MannWhitney _nothing = new(0, 1, 0, true);

    /// <param name="first">Finite values.</param>
    /// <param name="second">Finite values.</param>
    /// <returns>A group without values differs from nothing: p is 1.</returns>
    public static MannWhitney Greater(ImmutableArray<double> first, ImmutableArray<double> second)
    {
        if (first.IsEmpty || second.IsEmpty)
            return _nothing;

        var ranks = Ranks.Of(first, second);
        var pairs = (double)first.Length * second.Length;
        var u = ranks.SumOfFirst - first.Length * (first.Length + 1.0) / 2;
        var isExact = ranks.Ties == 0 && first.Length < ExactBelow && second.Length < ExactBelow;
        var p = isExact ? ExactTail((int)u, first.Length, second.Length) : NormalTail(u, first.Length, second.Length, ranks.Ties);
        return new MannWhitney(u, p, 2 * u / pairs - 1, isExact);
    }

    private static double NormalTail(double u, double first, double second, double ties)
    {
        var all = first + second;
        var variance = first * second / 12 * (all + 1 - ties / (all * (all - 1)));
        return variance > 0 ? Normal.Above((u - first * second / 2 - 0.5) / Math.Sqrt(variance)) : 1;
    }

    /// <summary>The share of all orders of the values that give at least this U.</summary>
    private static double ExactTail(int u, int first, int second)
    {
        var orders = Orders(first, second);
        return Math.Min(1, orders.Skip(u).Sum() / orders.Sum());
    }

    /// <summary>
    /// In how many orders of the values each U comes about. The greatest value is one of the first group, and exceeds all of
    /// the second, or it is one of the second and exceeds nothing that counts.
    /// </summary>
    private static double[] Orders(int first, int second)
    {
        var counts = Enumerable.Range(0, second + 1).Select(_ => new double[] { 1 }).ToArray();
        for (var i = 1; i <= first; i++)
        {
            var next = new double[second + 1][];
            next[0] = [1];
            for (var j = 1; j <= second; j++)
            {
                next[j] = new double[i * j + 1];
                for (var k = 0; k < next[j].Length; k++)
                    next[j][k] = (k < next[j - 1].Length ? next[j - 1][k] : 0) + (k >= j ? counts[j][k - j] : 0);
            }

            counts = next;
        }

        return counts[second];
    }

    /// <param name="Ties">The sum of t³ - t over all groups of t equal values.</param>
    private sealed record Ranks(double SumOfFirst, double Ties)
    {
        public static Ranks Of(ImmutableArray<double> first, ImmutableArray<double> second)
        {
            var all = first.Select(v => (Value: v, IsFirst: true)).Concat(second.Select(v => (Value: v, IsFirst: false))).OrderBy(v => v.Value).ToList();
            var (sum, ties) = (0.0, 0.0);
            for (var start = 0; start < all.Count;)
            {
                var end = start;
                while (end < all.Count && all[end].Value.Equals(all[start].Value))
                    end++;
                double count = end - start;
                sum += all.GetRange(start, end - start).Count(v => v.IsFirst) * (start + 1 + end) / 2.0;
                ties += count * count * count - count;
                start = end;
            }

            return new Ranks(sum, ties);
        }
    }

    private static class Normal
    {
        /// <summary>Where the series would lose digits, and the continued fraction no longer needs many terms.</summary>
        private const double Far = 3;

        /// <summary>The probability of a standard normal value above <paramref name="z"/>.</summary>
        public static double Above(double z) => z < 0 ? 1 - Above(-z) : z < Far ? 0.5 - Density(z) * Series(z) : Density(z) / Fraction(z);

        private static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

        private static double Series(double z)
        {
            var (term, sum) = (z, z);
            for (var k = 3; term > sum * 1e-17; k += 2)
            {
                term *= z * z / k;
                sum += term;
            }

            return sum;
        }

        private static double Fraction(double z)
        {
            var value = z;
            for (var k = 200; k > 0; k--)
                value = z + k / value;
            return value;
        }
    }
}
