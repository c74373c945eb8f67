using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Running;

/// <summary>A bare repository and two clones of it, in a temporary folder; gone when disposed.</summary>
internal sealed class TwoClones : IDisposable
{
    private readonly string _place = Directory.CreateTempSubdirectory("delivery-remote-").FullName;

    public TwoClones()
    {
        Git(_place, "init", "--quiet", "--bare", "remote.git");
        (A, B) = (Clone("a"), Clone("b"));
    }

    public RunFolder A { get; }

    public RunFolder B { get; }

    /// <summary>What both clones' steps write to: the world.</summary>
    public string[] Ran => A.Read("../ran");

    public string Remote => Path.Combine(_place, "remote.git");

    /// <summary>What the ref holds, read by nobody's clone.</summary>
    public string Show(string path, string name = "none%3Arunbook%2Emd") => Git(Remote, "show", $"refs/heads/delivery/env/{name}:{path}");

    public string Tip(string name = "none%3Arunbook%2Emd") => Git(Remote, "rev-parse", $"refs/heads/delivery/env/{name}");

    public static LockHolder Holder(string execution, string machine) =>
        new(execution, "runbook.md", ProcessTable.Identify(Environment.ProcessId)!, new DateTimeOffset(2026, 3, 4, 21, 5, 0, TimeSpan.Zero), IsReserved: false) { Machine = machine };

    public void Dispose() => Directory.Delete(_place, recursive: true);

    private RunFolder Clone(string name)
    {
        Git(_place, "clone", "--quiet", "remote.git", name);
        return new RunFolder(Path.Combine(_place, name));
    }

    private string Git(string folder, params string[] arguments)
    {
        var done = Finished.Of("git", arguments, folder, CleanEnvironment.In(_place));
        done.ExitCode.ShouldBe(0, done.Error);
        return done.Output.TrimEnd('\n');
    }
}

/// <summary>A clock that is set by hand.</summary>
internal sealed class HandSetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
