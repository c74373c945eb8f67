namespace DeliveryAsCode.Text;

/// <summary>
/// A span of a file together with what a report needs to show it. It keeps one line of the file, not the file, so that
/// the findings of ten thousand records do not keep ten thousand records in memory.
/// </summary>
/// <param name="Path">Path from the root of the repository, with forward slashes.</param>
/// <param name="Span">The exact range in the file.</param>
/// <param name="Start">Position of the first unit.</param>
/// <param name="End">Position after the last unit.</param>
/// <param name="Line">Text of the line of <paramref name="Start"/>, without its line ending.</param>
public sealed record Location(string Path, TextSpan Span, LinePosition Start, LinePosition End, string Line)
{
    /// <summary>The beginning of a file that could not be read, or of which nothing more exact is known.</summary>
    public static Location OfFile(string path) => new(path, default, new LinePosition(1, 1), new LinePosition(1, 1), "");

    public override string ToString() => $"{Path}:{Start}";
}
