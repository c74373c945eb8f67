using System.Collections.Immutable;

namespace DeliveryAsCode.Tests.Gates.Reference;

internal static class Shrinking
{
    /// <summary>The smallest history that can be reached one step at a time while it still shows the same.</summary>
    public static History Shrink(this History history, Func<History, bool> shows)
    {
        while (Smaller(history).FirstOrDefault(shows) is { } smaller)
            history = smaller;
        return history;
    }

    private static IEnumerable<History> Smaller(History history) =>
    [
        .. Smaller(history.Rows).Select(rows => history with { Rows = rows }),
        .. Smaller(history.Reviews).Select(reviews => history with { Reviews = reviews }),
        .. history.LastsDays is null ? Array.Empty<History>() : [history with { LastsDays = null }],
    ];

    private static IEnumerable<ImmutableArray<Happening>> Smaller(ImmutableArray<Happening> happenings) =>
        happenings.Select((_, i) => happenings.RemoveAt(i)).Concat(happenings.SelectMany((h, i) => Plainer(h).Where(p => p != h).Select(p => happenings.SetItem(i, p))));

    private static IEnumerable<Happening> Plainer(Happening said) =>
    [
        said with { HasReason = true },
        .. said.Version == History.Version || said.Proof == Proof.Adopted ? Array.Empty<Happening>() : [said with { Version = History.Version }],
        .. said.Authors is { IsEmpty: true } ? Array.Empty<Happening>() : [said with { Authors = [] }],
        .. said.Proof == Proof.Given ? Array.Empty<Happening>() : [said with { Proof = Proof.Given, Version = History.Version }],
    ];
}
