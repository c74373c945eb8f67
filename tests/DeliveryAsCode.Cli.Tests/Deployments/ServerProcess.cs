using System.Diagnostics;
using DeliveryAsCode.Cli.Workspaces;

namespace DeliveryAsCode.Cli.Tests.Deployments;

/// <summary>A server of a test in the foreground, its output in a file; it is stopped by its process id.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly int _stop;

    private ServerProcess(Process process, string log, int stop) => (_process, Log, _stop) = (process, log, stop);

    public string Log { get; }

    /// <param name="folder">Where it runs; its output is written to <c>NAME.log</c> there.</param>
    /// <param name="stop">The signal that asks it to end.</param>
    public static ServerProcess Start(string name, string folder, string[] command, Func<bool> isReady, int stop = Posix.Terminate)
    {
        var log = Path.Combine(folder, $"{name}.log");
        var start = new ProcessStartInfo("bash", ["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1 </dev/null", "bash", log, .. command]) { WorkingDirectory = folder };
        var server = new ServerProcess(Process.Start(start)!, log, stop);
        try
        {
            server.Await(name, isReady);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Posix.SignalProcess(_process.Id, _stop);
        if (!_process.WaitForExit(Patience))
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Await(string name, Func<bool> isReady)
    {
        var watch = Stopwatch.StartNew();
        while (!isReady())
        {
            if (_process.HasExited || watch.Elapsed > Patience)
                throw new InvalidOperationException($"{name} did not start:\n{(File.Exists(Log) ? File.ReadAllText(Log) : "it said nothing")}");
            Thread.Sleep(Look);
        }
    }
}
