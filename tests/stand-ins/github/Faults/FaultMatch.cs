namespace DeliveryAsCode.StandIns.GitHub;

/// <summary>Which requests something happens to.</summary>
/// <param name="Method">In capitals, or <c>*</c>.</param>
/// <param name="Path">A pattern over the path: <c>*</c> is within a segment, <c>**</c> over any number.</param>
/// <param name="First">From the how-manieth of the requests that match, counted from 1 since it was added.</param>
/// <param name="Times">How many of them in a row.</param>
public sealed record FaultMatch(string Method = "*", string Path = "**", int First = 1, int Times = 1)
{
    /// <summary>GitHub's operation id, such as <c>git/update-ref</c>; null: any.</summary>
    public string? Operation { get; init; }

    /// <summary>The next request of an operation.</summary>
    public static FaultMatch Of(string operation, int first = 1, int times = 1) => new(First: first, Times: times) { Operation = operation };

    internal bool Covers(string operation, string method, string path) =>
        (Operation is null || Operation == operation) && (Method == "*" || Method == method) && GlobPattern.Matches(Path, path);
}
