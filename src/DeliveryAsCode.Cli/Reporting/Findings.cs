using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Transitions;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>What was found in a number of files, in the order in which every report shows it.</summary>
/// <param name="Files">How many files were looked at, also those in which nothing was found.</param>
public sealed record Findings(ImmutableArray<Diagnostic> Diagnostics, int Files)
{
    /// <summary>What the judged change does; null where none was judged.</summary>
    public JudgedChange? Change { get; init; }

    public int Errors => Count(Severity.Error);

    public int Warnings => Count(Severity.Warning);

    public int Notes => Count(Severity.Note);

    /// <summary>One line for people: <c>2 errors, 1 warning in 7 files</c>.</summary>
    public string Summary => Count(Errors, Warnings, Notes, Files);

    public static Findings Of(IEnumerable<Diagnostic> diagnostics, int files) =>
        new([.. diagnostics
            .OrderBy(d => d.Location.Path, StringComparer.Ordinal)
            .ThenBy(d => d.Location.Span.Start)
            .ThenBy(d => d.Code, StringComparer.Ordinal)], files);

    public static string Count(int errors, int warnings, int notes, int files)
    {
        string[] counts = [.. new[] { Counted(errors, "error"), Counted(warnings, "warning"), Counted(notes, "note") }.OfType<string>()];
        return $"{(counts.Length == 0 ? "nothing found" : string.Join(", ", counts))} in {Counted(files, "file") ?? "0 files"}";
    }

    private int Count(Severity severity) => Diagnostics.Count(d => d.Severity == severity);

    private static string? Counted(int count, string what) => count switch
    {
        0 => null,
        1 => $"1 {what}",
        _ => $"{count} {what}s",
    };
}
