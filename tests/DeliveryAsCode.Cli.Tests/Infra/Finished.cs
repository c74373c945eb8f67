using System.Diagnostics;
using System.Text;

namespace DeliveryAsCode.Cli.Tests.Infra;

/// <summary>What is left of a process that ran to its end.</summary>
public sealed record Finished(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs a program with exactly this environment and nothing to read, and waits for it.</summary>
    public static Finished Of(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment, TimeSpan? patience = null)
    {
        using var process = Process.Start(Start(program, arguments, folder, environment))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(patience ?? Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end.");
        }

        return Task.WaitAll([output, error], patience ?? Patience)
            ? new Finished(process.ExitCode, output.Result, error.Result)
            : throw new TimeoutException($"{program} {string.Join(' ', arguments)} left a process behind that holds its output open.");
    }

    private static ProcessStartInfo Start(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return start;
    }
}
