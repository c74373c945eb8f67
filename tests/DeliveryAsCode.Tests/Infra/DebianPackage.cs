using System.Diagnostics;

namespace DeliveryAsCode.Tests.Infra;

/// <summary>A program from Debian that a test needs: found on the PATH, installed where we may, else asked for by name.</summary>
internal static class DebianPackage
{
    private static readonly Lock Installing = new();

    public static void Require(string program, string package)
    {
        lock (Installing)
        {
            if (IsOnPath(program))
                return;
            if (IsOnPath("apt-get") && Environment.IsPrivilegedProcess)
                Install(package);
            IsOnPath(program).ShouldBeTrue($"this test needs {program}: apt-get install -y {package}");
        }
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static void Install(string package)
    {
        Run("apt-get", "update", "-qq");
        Run("apt-get", "install", "-y", "-qq", "--no-install-recommends", package);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
    }
}
