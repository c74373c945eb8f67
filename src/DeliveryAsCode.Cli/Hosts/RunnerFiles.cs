using System.Collections.Immutable;
using System.Text;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>
/// The files by which the runner is told outputs and a summary. They are how a result is shown and never what it is: one
/// that is missing or cannot be written is a warning.
/// </summary>
/// <param name="warn">Told what could not be written.</param>
/// <param name="chance">128 bits that nobody could know, in hexadecimal.</param>
internal sealed class RunnerFiles(GitHubActionsHost host, Action<string> warn, Func<string> chance)
{
    /// <summary>The runner shows nothing of a summary that is larger.</summary>
    private const int MostSummary = 1024 * 1024;

    private const string Cut = "\n_The rest does not fit here: it is in the log of the step._\n";

    public void WriteOutputs(IEnumerable<(string Name, string Value)> outputs) =>
        Append(host.OutputFile, "GITHUB_OUTPUT", "outputs", string.Concat(outputs.Select(o => Output(o.Name, o.Value))));

    /// <param name="blocks">Each with the line ending it ends with.</param>
    public void WriteSummary(ImmutableArray<string> blocks) =>
        Append(host.SummaryFile, "GITHUB_STEP_SUMMARY", "the summary", Fitting(blocks, MostSummary - LengthOf(host.SummaryFile)));

    /// <summary>As many blocks as fit, and a word about the rest.</summary>
    internal static string Fitting(ImmutableArray<string> blocks, long most)
    {
        var text = string.Concat(blocks);
        if (Encoding.UTF8.GetByteCount(text) <= most)
            return text;

        var left = most - Encoding.UTF8.GetByteCount(Cut);
        var fitting = blocks.TakeWhile(block => (left -= Encoding.UTF8.GetByteCount(block)) >= 0);
        return most < Encoding.UTF8.GetByteCount(Cut) ? "" : string.Concat([.. fitting, Cut]);
    }

    /// <summary>A value may hold anything, also lines: what ends it is chosen so that it does not.</summary>
    private string Output(string name, string value)
    {
        string end;
        do
            end = $"end-{chance()}";
        while (value.Contains(end, StringComparison.Ordinal));
        return $"{name}<<{end}\n{value}\n{end}\n";
    }

    private void Append(string? path, string variable, string what, string text)
    {
        if (path is null)
        {
            warn($"{what} could not be written: {variable} names no file");
            return;
        }

        try
        {
            // The runner has made it. Where it has not, a file that we make is one that nobody reads.
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            stream.Seek(0, SeekOrigin.End);
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            warn($"{what} could not be written: {exception.Message}");
        }
    }

    private static long LengthOf(string? path) => path is not null && File.Exists(path) ? new FileInfo(path).Length : 0;
}
