using System.Diagnostics;

namespace DeliveryAsCode.Deliveries;

public enum MetricComparison
{
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    Exactly,
}

/// <summary>What a metric must reach: <c>&gt;= 95 %</c>, <c>at most 800 ms</c>.</summary>
public sealed record MetricTarget(MetricComparison Comparison, Quantity Bound)
{
    private static readonly (string Word, MetricComparison Comparison)[] Words =
    [
        (">=", MetricComparison.AtLeast), ("≥", MetricComparison.AtLeast), ("at least ", MetricComparison.AtLeast),
        ("<=", MetricComparison.AtMost), ("≤", MetricComparison.AtMost), ("at most ", MetricComparison.AtMost),
        (">", MetricComparison.MoreThan), ("more than ", MetricComparison.MoreThan), ("above ", MetricComparison.MoreThan), ("over ", MetricComparison.MoreThan),
        ("<", MetricComparison.LessThan), ("less than ", MetricComparison.LessThan), ("below ", MetricComparison.LessThan), ("under ", MetricComparison.LessThan),
        ("=", MetricComparison.Exactly), ("exactly ", MetricComparison.Exactly),
    ];

    /// <summary>Whether the target says by itself on which side of it a value has to be. A plain number does not.</summary>
    public static bool HasDirection(string text) => FindWord(text) is not null;

    /// <param name="baseline">Where the metric was: a plain number below it is to be fallen to, any other to be risen to.</param>
    /// <returns>Null if the target cannot be read, or needs the baseline and is in another unit.</returns>
    public static MetricTarget? Parse(string text, Quantity? baseline)
    {
        if (FindWord(text) is var (word, comparison))
            return Quantity.Parse(text.TrimStart()[word.Length..]) is { } bound ? new MetricTarget(comparison, bound) : null;

        if (Quantity.Parse(text) is not { } plain || baseline?.Agrees(plain) == false)
            return null;
        return new MetricTarget(baseline?.Value > plain.Value ? MetricComparison.AtMost : MetricComparison.AtLeast, plain);
    }

    /// <returns>Null if the units are not the same.</returns>
    public bool? IsMetBy(Quantity current) => !Bound.Agrees(current) ? null : Comparison switch
    {
        MetricComparison.AtLeast => current.Value >= Bound.Value,
        MetricComparison.MoreThan => current.Value > Bound.Value,
        MetricComparison.AtMost => current.Value <= Bound.Value,
        MetricComparison.LessThan => current.Value < Bound.Value,
        MetricComparison.Exactly => current.Value == Bound.Value,
        _ => throw new UnreachableException(),
    };

    private static (string Word, MetricComparison Comparison)? FindWord(string text)
    {
        var start = text.TrimStart();
        foreach (var word in Words)
        {
            if (start.StartsWith(word.Word, StringComparison.OrdinalIgnoreCase))
                return word;
        }

        return null;
    }
}
