using DeliveryAsCode.Facts;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Facts;

/// <summary>Random expressions.</summary>
internal static class Expressions
{
    public static Arbitrary<FactExpression> Any { get; } = Arb.From(Gen.Sized(size => OfDepth(Math.Min(size / 10, 5))));

    private static Gen<FactExpression> Leaf { get; } = Gen.OneOf(
        Gen.Elements("code-changed", "needs-dba", "a", "android", "x1").Select(name => (FactExpression)new FactExpression.Fact(name)),
        Gen.Elements("acme-production", "and", "v1.2", "two words", "it's", "say \"x\"").Select(value => (FactExpression)new FactExpression.Equal("environment", value)),
        Gen.Elements("simple", "complex").Select(value => (FactExpression)new FactExpression.NotEqual("complexity", value)));

    private static Gen<FactExpression> OfDepth(int depth)
    {
        if (depth == 0)
            return Leaf;

        var inner = OfDepth(depth - 1);
        return Gen.OneOf(
            Leaf,
            inner.Select(e => (FactExpression)new FactExpression.Not(e)),
            inner.Two().Select(p => (FactExpression)new FactExpression.And(p.Item1, p.Item2)),
            inner.Two().Select(p => (FactExpression)new FactExpression.Or(p.Item1, p.Item2)));
    }

    public static FactExpression Parse(string text) => FactReading.Of(text).ShouldBeOfType<FactReading.Read>().Expression;
}
