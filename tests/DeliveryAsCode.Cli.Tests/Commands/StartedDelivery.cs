using System.Diagnostics;
using System.Globalization;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>The built program while it runs, for tests that cut it short.</summary>
internal sealed class StartedDelivery : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private StartedDelivery(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    public static StartedDelivery Start(Delivery delivery, params string[] arguments)
    {
        // Tests that were started in the background of a shell ignore SIGINT, and so would their children.
        var start = new ProcessStartInfo("env", ["--default-signal=INT,HUP,TERM", "dotnet", Delivery.Program, .. arguments])
        {
            WorkingDirectory = delivery.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in delivery.Environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new StartedDelivery(process);
    }

    /// <summary>Waits until a step has got so far.</summary>
    public async Task Until(Func<bool> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            (watch.Elapsed < Patience && !_process.HasExited).ShouldBeTrue("the run did not get so far");
            await Task.Delay(20);
        }
    }

    /// <summary>Sends a signal and waits for the end.</summary>
    public async Task<Finished> End(string signal)
    {
        using (var kill = Process.Start("bash", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {_process.Id}")]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        // A step that kill -9 left behind may still hold the output open.
        return signal == "KILL" ? new Finished(_process.ExitCode, "", "") : new Finished(_process.ExitCode, await _output.WaitAsync(Patience), await _error.WaitAsync(Patience));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
