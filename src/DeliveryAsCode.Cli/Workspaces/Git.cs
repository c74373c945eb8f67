using System.Diagnostics;
using System.Text;

namespace DeliveryAsCode.Cli.Workspaces;

/// <summary>Calls the git program. Arguments are passed one by one, never through a shell.</summary>
/// <param name="directory">Where git works.</param>
/// <param name="index">A file in place of the repository's index.</param>
public sealed partial class Git(string directory, string? index = null)
{
    /// <summary>The number of the error is the same on Linux, macOS and Windows.</summary>
    private const int NotFound = 2;

    private static readonly string[] Redirections =
    [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_NAMESPACE", "GIT_REPLACE_REF_BASE", "GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_SHALLOW_FILE",
        "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
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
    public byte[]? RunForBytes(params ReadOnlySpan<string> arguments) =>
        Bytes(arguments) is (0, var output, _) ? output : null;

    /// <summary>The bytes that git printed.</summary>
    /// <exception cref="CommandException">Git said no.</exception>
    public byte[] RequireBytes(params ReadOnlySpan<string> arguments) => Bytes(arguments) switch
    {
        (0, var output, _) => output,
        (_, _, var error) => throw Refused(arguments[0], error),
    };

    /// <summary>Starts git and leaves its input open, to be asked one question after the other.</summary>
    /// <exception cref="CommandException">Git is not installed.</exception>
    public Process Converse(params ReadOnlySpan<string> arguments) => Open(arguments);

    private (int ExitCode, byte[] Output, string Error) Bytes(ReadOnlySpan<string> arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return (process.ExitCode, output.ToArray(), error.GetAwaiter().GetResult());
    }

    private Process Start(ReadOnlySpan<string> arguments)
    {
        var process = Open(arguments);
        process.StandardInput.Close();
        return process;
    }

    private Process Open(ReadOnlySpan<string> arguments)
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
        start.Environment["GIT_GRAFT_FILE"] = Path.Combine(directory, ".git", "no-grafts");
        if (index is not null)
            start.Environment["GIT_INDEX_FILE"] = index;
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("core.fsmonitor=false");
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        return Open(start);
    }

    /// <summary>What git printed, without the last line ending.</summary>
    /// <exception cref="CommandException">Git said no.</exception>
    public string Require(params ReadOnlySpan<string> arguments)
    {
        var result = Run(arguments);
        return result.Succeeded
            ? result.Output.TrimEnd('\n')
            : throw Refused(arguments[0], result.Error);
    }

    private static CommandException Refused(string command, string error) => CommandException.World($"git {command} failed: {error.Trim()}");

    private static Process Open(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw e.NativeErrorCode == NotFound
                ? CommandException.World("git was not found", "install git, and make sure that it is on the PATH")
                : CommandException.World($"git could not be started: {e.Message}", "see whether the machine has memory and processes left, then run the command again");
        }
    }
}
