using System.Diagnostics;
using System.IO.Pipes;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Cli.Running;

/// <summary>
/// Runs a script in a session and process group of its own. The step ends when its script ends: what it leaves in its
/// session is ended too, so a service that is to stay is started with <c>setsid</c>, its output redirected.
/// </summary>
/// <param name="Folder">Working directory, inside the repository.</param>
/// <param name="Variables">The whole environment.</param>
/// <param name="Started">Called as soon as the process is there.</param>
internal sealed record StepProcess(
    string Folder, IReadOnlyDictionary<string, string> Variables, string Key, Action<ProcessIdentity> Started, TimeProvider Clock)
{
    /// <summary>After the script, only what is already in the pipe is read: a process that stays may hold it open for ever.</summary>
    private const int MostAfterEnd = 1024 * 1024;

    public async Task<ActionResult> RunAsync(ScriptFile script, ActionOptions options, StepOutput output, CancellationToken cancellationToken)
    {
        using var process = Start(script);
        process.StandardInput.Close();
        await AnnounceAsync(process);

        var errors = new OutputReader(process.StandardError, output.Open());
        var lines = output.Open();
        var reader = new OutputReader(process.StandardOutput, lines);
        var end = await WaitAsync(process, options.Timeout, cancellationToken);
        reader.End();
        errors.End();
        cancellationToken.ThrowIfCancellationRequested();
        return end with { Output = options.Output is null ? null : lines.LastLine };
    }

    private Process Start(ScriptFile script)
    {
        // setsid makes the child leader of its session and group, and then becomes the interpreter: one process id for all.
        var start = new ProcessStartInfo("setsid", script.Command)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>A process that cannot be written down does not stay.</summary>
    private async Task AnnounceAsync(Process process)
    {
        try
        {
            if (ProcessTable.Identify(process.Id) is { } identity)
                Started(identity);
        }
        catch
        {
            await new ProcessTree(process.Id, Key, Clock).EndAsync(ProcessTree.Grace);
            throw;
        }
    }

    private async Task<ActionResult> WaitAsync(Process process, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = Clock.GetTimestamp();
        using var late = new CancellationTokenSource(timeout, Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await process.WaitForExitAsync(either.Token);
            await new ProcessTree(process.Id, null, Clock).EndAsync(ProcessTree.Grace);
            return Ended(process.ExitCode, Clock.GetElapsedTime(started));
        }
        catch (OperationCanceledException)
        {
            await new ProcessTree(process.Id, Key, Clock).EndAsync(ProcessTree.Grace);
            await process.WaitForExitAsync(CancellationToken.None);
            return new ActionResult(Outcome.TimedOut, Clock.GetElapsedTime(started), Reason: $"it did not end within {Seconds(timeout)} and was stopped");
        }
    }

    private static ActionResult Ended(int exitCode, TimeSpan duration) => exitCode == 0
        ? new ActionResult(Outcome.Succeeded, duration, exitCode)
        : new ActionResult(Outcome.Failed, duration, exitCode, Reason: $"exit code {exitCode}");

    private static string Seconds(TimeSpan time) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");

    /// <summary>Reads one pipe on a thread of its own, until its end or until the script has ended and nothing is left.</summary>
    private sealed class OutputReader
    {
        private const int Patience = 50;

        private readonly PipeStream _pipe;
        private readonly StepOutput.Channel _channel;
        private readonly Thread _thread;
        private volatile bool _hasEnded;

        public OutputReader(StreamReader reader, StepOutput.Channel channel)
        {
            _pipe = (PipeStream)reader.BaseStream;
            _channel = channel;
            _thread = new Thread(Read) { IsBackground = true, Name = "output of a step" };
            _thread.Start();
        }

        public void End()
        {
            _hasEnded = true;
            _thread.Join();
            _channel.End();
        }

        private void Read()
        {
            var buffer = new byte[16 * 1024];
            var afterEnd = 0;
            while (afterEnd < MostAfterEnd)
            {
                var isLast = _hasEnded;
                if (Posix.WaitReadable(_pipe.SafePipeHandle, isLast ? 0 : Patience))
                {
                    var count = _pipe.Read(buffer);
                    if (count == 0)
                        return;
                    _channel.Write(buffer.AsSpan(..count));
                    afterEnd += isLast ? count : 0;
                }
                else if (isLast)
                {
                    return;
                }
            }
        }
    }
}
