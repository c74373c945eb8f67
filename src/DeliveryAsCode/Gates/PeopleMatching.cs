using System.Collections.Immutable;

namespace DeliveryAsCode.Gates;

/// <summary>
/// Gives each demand a person of its own, as many as possible. Who comes first must not decide: somebody who could fill
/// two roles must not keep the only place that somebody else could take. Augmenting paths (Kuhn).
/// </summary>
internal static class PeopleMatching
{
    /// <param name="demands">Number of places.</param>
    /// <param name="people">Number of people.</param>
    /// <param name="fits">Whether a person can take a place.</param>
    /// <returns>For each place the person who takes it; -1 for nobody.</returns>
    public static ImmutableArray<int> Match(int demands, int people, Func<int, int, bool> fits)
    {
        var placeOf = new int[people];
        Array.Fill(placeOf, -1);
        for (var demand = 0; demand < demands; demand++)
            TryPlace(demand, placeOf, new bool[people], fits);

        var taken = new int[demands];
        Array.Fill(taken, -1);
        for (var person = 0; person < people; person++)
        {
            if (placeOf[person] >= 0)
                taken[placeOf[person]] = person;
        }

        return [.. taken];
    }

    private static bool TryPlace(int demand, int[] placeOf, bool[] visited, Func<int, int, bool> fits)
    {
        for (var person = 0; person < placeOf.Length; person++)
        {
            if (visited[person] || !fits(demand, person))
                continue;

            visited[person] = true;
            if (placeOf[person] >= 0 && !TryPlace(placeOf[person], placeOf, visited, fits))
                continue;

            placeOf[person] = demand;
            return true;
        }

        return false;
    }
}
