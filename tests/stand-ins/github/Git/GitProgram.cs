using System.Diagnostics;
using System.Text;

namespace DeliveryAsCode.StandIns.GitHub.Git;

/// <summary>The git program on one bare repository. Nothing of the machine's configuration is seen by it.</summary>
internal sealed class GitProgram(string repository)
{
    public sealed record Result(int ExitCode, byte[] Output, string Error)
    {
        public bool Succeeded => ExitCode == 0;

        public string Text => Encoding.UTF8.GetString(Output);
    }

    /// <summary>What git printed, which must succeed.</summary>
    public string Require(params ReadOnlySpan<string> arguments) => RequireBytes(arguments) is var bytes ? Encoding.UTF8.GetString(bytes) : "";

    public byte[] RequireBytes(params ReadOnlySpan<string> arguments)
    {
        var result = Try(arguments);
        return result.Succeeded ? result.Output : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {result.Error}");
    }

    public Result Try(params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo("git")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["GIT_CONFIG_NOSYSTEM"] = "1",
                ["GIT_CONFIG_GLOBAL"] = "/dev/null",
                ["GIT_TERMINAL_PROMPT"] = "0",
                ["GIT_AUTHOR_NAME"] = "GitHub",
                ["GIT_AUTHOR_EMAIL"] = "noreply@github.com",
                ["GIT_COMMITTER_NAME"] = "GitHub",
                ["GIT_COMMITTER_EMAIL"] = "noreply@github.com",
            },
        };
        start.ArgumentList.Add("--git-dir");
        start.ArgumentList.Add(repository);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return new Result(process.ExitCode, output.ToArray(), error.GetAwaiter().GetResult());
    }
}
