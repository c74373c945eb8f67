using System.CommandLine;
using System.Net;

namespace DeliveryAsCode.Cli.Commands;

/// <summary>The small web service that the demo deploys: it serves the files of a folder on loopback, read at every request.</summary>
internal static class DemoServiceCommand
{
    public const string CommandName = "demo-service";

    private static readonly Argument<int> Port = new("PORT");
    private static readonly Argument<string> Folder = new("DIR");

    public static Command Create(Shell shell)
    {
        var command = new Command(CommandName, "The web service of the demo") { Port, Folder };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(Port), Path.GetFullPath(parsed.GetRequiredValue(Folder), shell.WorkingDirectory), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int port, string folder, CancellationToken cancellation)
    {
        using var listener = new HttpListener();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        using var stop = cancellation.Register(listener.Abort);
        try
        {
            while (true)
                Answer(await listener.GetContextAsync(), folder);
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException && cancellation.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
    }

    private static void Answer(HttpListenerContext context, string folder)
    {
        var name = context.Request.Url?.AbsolutePath.Trim('/') is { Length: > 0 } path ? path : "index.html";
        // Names of files, never paths: there is nothing to climb out of.
        var file = Path.Combine(folder, Path.GetFileName(name));
        context.Response.StatusCode = File.Exists(file) ? 200 : 404;
        context.Response.Close(File.Exists(file) ? File.ReadAllBytes(file) : "not found\n"u8.ToArray(), willBlock: false);
    }
}
