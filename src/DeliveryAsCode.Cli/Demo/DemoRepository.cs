using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Templates;

namespace DeliveryAsCode.Cli.Demo;

/// <summary>The example of <c>templates/demo</c> as a real git repository.</summary>
/// <param name="folder">Absolute; made if it does not exist.</param>
internal sealed class DemoRepository(string folder)
{
    private const string Template = "demo/";

    public string Folder => folder;

    /// <summary>Where the web service of the example listens, on loopback.</summary>
    public int Port { get; } = FreePort();

    public void Create(DateOnly today)
    {
        foreach (var template in BuiltInTemplates.List(Template.TrimEnd('/')))
            Write(template[Template.Length..], FillIn(Encoding.UTF8.GetString(BuiltInTemplates.Find(template)!), today));

        Write(".demo/web", ServiceLauncher());
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(folder, ".demo/web"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var git = new Git(folder);
        git.Require("init", "--quiet", "--initial-branch", "main");
        git.Require("config", "user.name", "diego");
        git.Require("config", "user.email", "diego@studio.example");
        git.Require("config", "commit.gpgsign", "false");
        git.Require("add", "--all");
        git.Require("commit", "--quiet", "--message", "A certified delivery, before its deployment");
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    /// <summary>Dates are told from today, so that the example is never out of date.</summary>
    private string FillIn(string text, DateOnly today)
    {
        text = text.Replace("@PORT@", Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        for (var days = -60; days <= 60; days++)
            text = text.Replace($"@DAY{days:+0;-0;+0}@", today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return text;
    }

    /// <summary>The service is this program; steps see neither its path nor the variables that .NET may need.</summary>
    private static string ServiceLauncher()
    {
        var process = Environment.ProcessPath!;
        var program = Path.GetFileNameWithoutExtension(process) == "dotnet" ? $"\"{process}\" \"{Assembly.GetEntryAssembly()!.Location}\"" : $"\"{process}\"";
        return $"""
            #!/bin/sh
            export DOTNET_ROOT="{Environment.GetEnvironmentVariable("DOTNET_ROOT")}"
            [ -n "$DOTNET_ROOT" ] || unset DOTNET_ROOT
            exec {program} {Commands.DemoServiceCommand.CommandName} "$@"

            """;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
