using System.Diagnostics;

namespace DeliveryAsCode.Tests.Infra;

/// <summary>A program from Debian that a test needs: found where Debian puts it, installed where we may, else asked for by name.</summary>
internal static class DebianPackage
{
    /// <summary>What Debian's packages ask before they start a service.</summary>
    private const string Policy = "/usr/sbin/policy-rc.d";

    private static readonly Lock Installing = new();

    /// <param name="folders">Where to look besides the PATH.</param>
    /// <returns>The program's path.</returns>
    public static string Require(string program, string package, params string[] folders) => Require(() => Find(program, folders), program, package);

    /// <summary>For a program whose folder is known only when it is there.</summary>
    public static string Require(Func<string?> find, string program, string package)
    {
        lock (Installing)
        {
            if (find() is { } present)
                return present;
            if (Find("apt-get", []) is not null && Environment.IsPrivilegedProcess)
                Install(package);
            return find().ShouldNotBeNull($"this test needs {program}: apt-get install -y {package}");
        }
    }

    private static string? Find(string program, string[] folders) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(folders).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static void Install(string package)
    {
        Run("apt-get", "update", "-qq");
        WithoutStartingServices(() => Run("apt-get", "install", "-y", "-qq", "--no-install-recommends", package));
    }

    /// <summary>A server that the package starts for the machine is nobody's wish here. A policy that is there is the machine's own, and stays.</summary>
    private static void WithoutStartingServices(Action install)
    {
        if (File.Exists(Policy))
        {
            install();
            return;
        }

        try
        {
            File.WriteAllText(Policy, "#!/bin/sh\nexit 101\n");
            Run("chmod", "755", Policy);
            install();
        }
        finally
        {
            File.Delete(Policy);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
    }
}
