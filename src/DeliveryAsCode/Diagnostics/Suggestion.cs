namespace DeliveryAsCode.Diagnostics;

/// <summary>"Did you mean …?": the known word nearest to an unknown one.</summary>
public static class Suggestion
{
    /// <summary>
    /// The candidate that a typing slip separates from <paramref name="word"/>, or null: one that is off by more than a
    /// third of the word's length is no slip, and a wrong guess is worse than none.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        string? best = null;
        var bestDistance = Math.Max(1, word.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            var distance = Distance(Fold(word), Fold(candidate), bestDistance);
            if (distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }

        return best;
    }

    /// <summary>The help line that offers the nearest candidate, else lists them when they are few.</summary>
    public static string? Help(string word, IReadOnlyCollection<string> candidates) =>
        Nearest(word, candidates) is { } nearest ? $"did you mean \"{nearest}\"?"
        : candidates.Count is > 0 and <= 12 ? $"one of: {string.Join(", ", candidates)}"
        : null;

    /// <summary>Case, spaces and separators are not what people mistype.</summary>
    private static string Fold(string word) =>
        string.Concat(word.Where(c => c is not (' ' or '-' or '_'))).ToLowerInvariant();

    /// <summary>Edits, including swaps of neighbours, that lead from one word to the other; <paramref name="limit"/> or more is all one.</summary>
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) >= limit)
            return limit;

        var (beforePrevious, previous, current) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
            previous[j] = j;

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
            }

            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }

        return previous[b.Length];
    }
}
