using System.Diagnostics;
using System.Text;

namespace DeliveryAsCode.Cli.Tests.Infra;

/// <summary>The program at a pseudo terminal, with somebody who types when asked.</summary>
internal static class PseudoTerminal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <param name="arguments">Without blanks in them.</param>
    /// <param name="dialogue">What is waited for on the screen, and what is typed then.</param>
    public static Finished Run(Delivery delivery, string[] arguments, params (string Prompt, string Typed)[] dialogue)
    {
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--flush", "--command", $"dotnet '{Delivery.Program}' {string.Join(' ', arguments)}", "/dev/null"])
        {
            WorkingDirectory = delivery.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment.Clear();
        start.Environment["TERM"] = "dumb";
        foreach (var (name, value) in delivery.Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var late = new CancellationTokenSource(Patience);
        try
        {
            return TalkAsync(process, dialogue, late.Token).GetAwaiter().GetResult();
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<Finished> TalkAsync(Process process, (string Prompt, string Typed)[] dialogue, CancellationToken late)
    {
        var screen = new StringBuilder();
        var seen = 0;
        var next = 0;
        var buffer = new char[4096];
        while (await process.StandardOutput.ReadAsync(buffer, late) is > 0 and var count)
        {
            screen.Append(buffer, 0, count);
            while (next < dialogue.Length && screen.ToString().IndexOf(dialogue[next].Prompt, seen, StringComparison.Ordinal) is >= 0 and var at)
            {
                seen = at + dialogue[next].Prompt.Length;
                await process.StandardInput.WriteAsync($"{dialogue[next++].Typed}\n");
                await process.StandardInput.FlushAsync(late);
            }
        }

        await process.WaitForExitAsync(late);
        return new Finished(process.ExitCode, screen.ToString(), "");
    }
}
