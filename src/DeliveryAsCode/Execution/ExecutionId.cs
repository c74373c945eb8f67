using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DeliveryAsCode.Execution;

public static partial class ExecutionId
{
    /// <summary>Whether it can be one: what others wrote becomes the name of a file only then.</summary>
    public static bool IsValid(string id) => Shape().IsMatch(id);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]{0,99}\z")]
    private static partial Regex Shape();

    /// <summary>The minute and a number: <c>2026-03-04T21-05Z-1</c>, the first that is not taken.</summary>
    /// <param name="earlier">Everything in the folder of the executions, rehearsals too.</param>
    public static string Next(ImmutableArray<EarlierExecution> earlier, DateTimeOffset now)
    {
        var minute = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH-mm'Z'", CultureInfo.InvariantCulture);
        var taken = earlier.Select(e => e.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Enumerable.Range(1, int.MaxValue - 1).Select(n => $"{minute}-{n}").First(id => !taken.Contains(id));
    }
}
