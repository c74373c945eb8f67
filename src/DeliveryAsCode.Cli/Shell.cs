using System.Collections;
using System.Collections.Immutable;
using DeliveryAsCode.Cli.Forges.GitHub.Runs;
using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Cli.Reporting;

namespace DeliveryAsCode.Cli;

/// <summary>The world as a command sees it: where it writes, what time it is, which environment it runs in.</summary>
/// <param name="WorkingDirectory">Absolute.</param>
/// <param name="CanAsk">Whether a person can be asked: input and output are a terminal.</param>
public sealed record Shell(
    TextWriter Output,
    TextWriter Error,
    TextReader Input,
    ImmutableDictionary<string, string> Environment,
    TimeProvider Clock,
    string WorkingDirectory,
    Terminal Terminal,
    bool CanAsk)
{
    /// <summary>The workflow run that executes runbooks, with what it needs of GitHub; null outside of one.</summary>
    internal RunSite? Workflow { get; init; }

    /// <summary>Whether a continuous integration host runs the program.</summary>
    public bool IsContinuousIntegration => Environment.ContainsKey("GITHUB_ACTIONS") || Environment.ContainsKey("TF_BUILD");

    /// <summary>Null where a person calls.</summary>
    internal Hosting? Hosting { get; init; }

    public static Shell OfProcess(TextWriter output, TextWriter error) => new(
        output,
        error,
        Console.In,
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToImmutableDictionary(e => (string)e.Key, e => (string?)e.Value ?? ""),
        TimeProvider.System,
        System.Environment.CurrentDirectory,
        Terminal.OfStandardOutput(),
        !Console.IsOutputRedirected && !Console.IsInputRedirected);

    /// <summary>Asks the person at the terminal for a line. An interruption ends the question, and answers nothing.</summary>
    /// <returns>Null for an empty line, and at the end of the input.</returns>
    public async Task<string?> AskAsync(string prompt, CancellationToken cancellation)
    {
        await Output.WriteAsync(prompt);
        await Output.FlushAsync(cancellation);
        // A read of a terminal cannot be cancelled: it is left behind, and whatever it still reads is nobody's answer.
        var line = await Task.Run(Input.ReadLine, CancellationToken.None).WaitAsync(cancellation);
        return line?.Trim() is { Length: > 0 } answer ? answer : null;
    }

    /// <summary>Whether nobody reads the output any more.</summary>
    public bool IsOutputClosed()
    {
        try
        {
            Output.Flush();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
