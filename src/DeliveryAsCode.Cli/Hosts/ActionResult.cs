using System.Collections.Immutable;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>What became of one call of the action.</summary>
/// <param name="Conclusion">One word: see <see cref="Word"/>, or the conclusion of an execution.</param>
/// <param name="Report">The JSON of the command, if it has one.</param>
/// <param name="Summary">Markdown in blocks, each with the line ending it ends with; between two it may be cut.</param>
internal sealed record ActionResult(int ExitCode, string Conclusion, int Errors, int Warnings, string? Report, ImmutableArray<string> Summary)
{
    /// <summary>What an exit code is called where a command has no word of its own.</summary>
    public static string Word(int exitCode) => exitCode switch
    {
        Cli.ExitCode.Done => "succeeded",
        Cli.ExitCode.No => "failed",
        Cli.ExitCode.Unusable => "unusable",
        Cli.ExitCode.World => "broken",
        _ => "interrupted",
    };
}
