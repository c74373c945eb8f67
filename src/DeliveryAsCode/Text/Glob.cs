using System.Collections.Immutable;

namespace DeliveryAsCode.Text;

/// <summary>
/// A pattern for paths and names: <c>*</c> and <c>?</c> stand for signs within a segment, <c>**</c> for any number of
/// segments. Upper and lower case differ, as in a repository.
/// </summary>
public sealed record Glob
{
    private readonly ImmutableArray<string> _segments;

    private Glob(string pattern)
    {
        Pattern = pattern;
        _segments = [.. pattern.Split('/')];
    }

    public string Pattern { get; }

    /// <summary>The folder, without a final slash, under which everything lies that can match; empty is the root.</summary>
    public string Folder => string.Join('/', _segments.TakeWhile(s => !IsPattern(s)).Take(_segments.Length - 1));

    /// <exception cref="ArgumentException">The pattern has a <see cref="MistakeIn"/>.</exception>
    public static Glob Parse(string pattern) =>
        MistakeIn(pattern) is { } mistake ? throw new ArgumentException($"\"{pattern}\": {mistake}", nameof(pattern)) : new Glob(pattern);

    /// <summary>What is wrong with the pattern, or null.</summary>
    public static string? MistakeIn(string pattern)
    {
        if (pattern.Length == 0)
            return "the pattern is empty";
        if (pattern.IndexOfAny(['[', ']', '{', '}', '!']) >= 0)
            return "only *, ** and ? are known in patterns";
        if (pattern.Contains('\\', StringComparison.Ordinal))
            return "paths are written with forward slashes";

        var segments = pattern.Split('/');
        return segments.Any(s => s is "" or "." or "..") ? "the path must start at the root of the repository, without a leading slash, \".\" or \"..\""
            : segments.Any(s => s != "**" && s.Contains("**", StringComparison.Ordinal)) ? "** stands alone between slashes"
            : null;
    }

    public bool IsMatch(string path)
    {
        var names = path.Split('/');

        // reachable[j]: the segments so far can match the first j names.
        var reachable = new bool[names.Length + 1];
        reachable[0] = true;
        foreach (var segment in _segments)
            reachable = segment == "**" ? AfterAnything(reachable) : AfterSegment(reachable, segment, names);
        return reachable[^1];
    }

    public bool Equals(Glob? other) => other is not null && Pattern == other.Pattern;

    public override int GetHashCode() => Pattern.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Pattern;

    private static bool[] AfterAnything(bool[] reachable)
    {
        var first = Array.IndexOf(reachable, true);
        return [.. reachable.Select((_, j) => first >= 0 && j >= first)];
    }

    private static bool[] AfterSegment(bool[] reachable, string segment, string[] names) =>
        [false, .. names.Select((name, j) => reachable[j] && MatchesName(segment, name))];

    /// <summary>Goes back to the last star only, which is enough and keeps it below length times length.</summary>
    private static bool MatchesName(string segment, string name)
    {
        var (s, n, star, resume) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (s < segment.Length && segment[s] == '*')
                (star, resume) = (s++, n);
            else if (s < segment.Length && (segment[s] == '?' || segment[s] == name[n]))
                (s, n) = (s + 1, n + 1);
            else if (star >= 0)
                (s, n) = (star + 1, ++resume);
            else
                return false;
        }

        return segment.AsSpan(s).TrimStart('*').IsEmpty;
    }

    private static bool IsPattern(string segment) => segment.AsSpan().IndexOfAny('*', '?') >= 0;
}
