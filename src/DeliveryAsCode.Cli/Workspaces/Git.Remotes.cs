using System.Text;

namespace DeliveryAsCode.Cli.Workspaces;

public sealed partial class Git
{
    /// <summary>Nobody waits longer for a server.</summary>
    private static readonly TimeSpan MostTalking = TimeSpan.FromSeconds(30);

    /// <summary>No hook, no housekeeping in the background and no signature gets in the way of an exchange.</summary>
    private static readonly string[] Plain =
    [
        "-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "push.gpgSign=false",
        "-c", "user.name=delivery", "-c", "user.email=delivery@localhost",
    ];

    /// <summary>Whether the repository knows a remote of that name.</summary>
    public bool HasRemote(string name) =>
        name.Length > 0 && name[0] != '-' && Run("remote", "get-url", name).Succeeded;

    /// <summary>The commit that a ref of the remote stands at; empty if there is no such ref, null if the remote does not answer.</summary>
    /// <param name="why">What git said then.</param>
    public string? TipOf(string remote, string reference, out string why)
    {
        var listed = Talk("ls-remote", "--quiet", remote, reference);
        why = listed.Error.Trim();
        return listed.Succeeded ? listed.Output.Split('\t', '\n')[0] : null;
    }

    /// <summary>Brings what a ref of the remote has into the repository; no ref of the repository moves.</summary>
    public Result Fetch(string remote, string reference) =>
        Talk("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-prune", "--refmap=", remote, reference);

    /// <summary>Moves a ref of the remote if it stands where it is said to stand, in one step; else nothing happens.</summary>
    /// <param name="before">The commit it stands at; null if there is no such ref.</param>
    public Result PushExactly(string remote, string reference, string commit, string? before) => Talk(
        "push", "--porcelain", "--no-verify", "--no-follow-tags", "--no-signed", "--recurse-submodules=no", "--no-force-if-includes",
        $"--force-with-lease={reference}:{before}", remote, $"{commit}:{reference}");

    /// <summary>Keeps a file's content.</summary>
    /// <returns>Its id.</returns>
    public string WriteBlob(ReadOnlySpan<byte> content) => Made(Talk(content, "hash-object", "-w", "--stdin", "--no-filters"));

    /// <param name="entries">As <c>git mktree</c> reads them: mode, kind, id and a name behind a tab.</param>
    public string WriteTree(IEnumerable<string> entries) => Made(Talk(Encoding.UTF8.GetBytes(string.Concat(entries.Select(e => $"{e}\0"))), "mktree", "-z"));

    public string WriteCommit(string tree, string? parent, string message) =>
        Made(Talk(Encoding.UTF8.GetBytes(message), ["commit-tree", tree, .. parent is null ? Array.Empty<string>() : ["-p", parent], "-F", "-"]));

    private static string Made(Result result) => result.Succeeded ? result.Output.TrimEnd('\n') : throw Refused("object", result.Error);

    private Result Talk(params ReadOnlySpan<string> arguments) => Talk(default(ReadOnlySpan<byte>), arguments);

    private Result Talk(ReadOnlySpan<byte> input, params ReadOnlySpan<string> arguments)
    {
        using var process = Open([.. Plain, .. arguments]);
        Task<string>[] said = [process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()];
        try
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading everything, and says why.
        }

        if (process.WaitForExit(MostTalking) && Task.WaitAll(said, MostTalking))
            return new Result(process.ExitCode, said[0].Result, said[1].Result);

        process.Kill(entireProcessTree: true);
        return new Result(-1, "", $"git {arguments[0]} did not end within {MostTalking.TotalSeconds} s");
    }
}
