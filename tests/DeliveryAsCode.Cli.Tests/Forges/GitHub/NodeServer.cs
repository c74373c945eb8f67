using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub;

/// <summary>A script of <c>tests/stand-ins/emulator</c> at work: it says in one line of JSON where it is, and ends when nobody holds its input any more.</summary>
internal sealed class NodeServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _log = Path.GetTempFileName();
    private readonly Process _process;

    private NodeServer(string script, string[] arguments)
    {
        var folder = NodePackages.Install(Folder());
        _process = Process.Start(new ProcessStartInfo(NodePackages.Node(folder), [Path.Combine(folder, script), .. arguments, _log])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = _process.StandardError.ReadToEndAsync();
        var ready = _process.StandardOutput.ReadLineAsync();
        if (ready.Wait(Patience) && ready.Result is { } line)
        {
            Said = JsonDocument.Parse(line).RootElement;
            return;
        }

        _process.Kill();
        throw new InvalidOperationException($"{script} did not start:\n{error.Result}");
    }

    public JsonElement Said { get; }

    /// <summary>What it wrote down so far: its last argument is a file for that.</summary>
    public IReadOnlyList<JsonElement> Log
    {
        get
        {
            using var log = new StreamReader(new FileStream(_log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return [.. log.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        }
    }

    public static NodeServer Start(string script, params string[] arguments) => new(script, arguments);

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
            _process.Kill();
        _process.Dispose();
        File.Delete(_log);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../stand-ins/emulator"));
}
