using System.Diagnostics;
using System.Text;

namespace DeliveryAsCode.Cli.Workspaces;

/// <summary>Calls the git program. Arguments are passed one by one, never through a shell.</summary>
/// <param name="directory">Where git works.</param>
/// <param name="index">A file in place of the repository's index.</param>
public sealed class Git(string directory, string? index = null)
{
    private static readonly string[] Redirections =
    [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_NAMESPACE", "GIT_REPLACE_REF_BASE", "GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE",
    ];

    /// <summary>The exit code and what was printed.</summary>
    public sealed record Result(int ExitCode, string Output, string Error)
    {
        public bool Succeeded => ExitCode == 0;
    }

    /// <exception cref="CommandException">Git is not installed.</exception>
    public Result Run(params ReadOnlySpan<string> arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Result(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>The bytes that git printed, or null if it said no.</summary>
    public byte[]? RunForBytes(params ReadOnlySpan<string> arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        error.GetAwaiter().GetResult();
        return process.ExitCode == 0 ? output.ToArray() : null;
    }

    private Process Start(ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        // Nobody may be asked for a password, and no program of the repository's configuration may be started.
        // A variable must not make git speak of another repository than the one that is looked at.
        foreach (var name in Redirections)
            start.Environment.Remove(name);
        start.Environment["GIT_NO_REPLACE_OBJECTS"] = "1";
        if (index is not null)
            start.Environment["GIT_INDEX_FILE"] = index;
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("core.fsmonitor=false");
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        var process = Start(start);
        process.StandardInput.Close();
        return process;
    }

    /// <summary>What git printed, without the last line ending.</summary>
    /// <exception cref="CommandException">Git said no.</exception>
    public string Require(params ReadOnlySpan<string> arguments)
    {
        var result = Run(arguments);
        return result.Succeeded
            ? result.Output.TrimEnd('\n')
            : throw CommandException.World($"git {arguments[0]} failed: {result.Error.Trim()}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw CommandException.World("git was not found", "install git, and make sure that it is on the PATH");
        }
    }
}
