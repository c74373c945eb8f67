using System.Collections.Immutable;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Cli.Tests.Running;

/// <summary>A repository's folder in which runbooks are run for real; gone when disposed.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly bool _isOwner;

    public RunFolder()
    {
        Root = Directory.CreateTempSubdirectory("delivery-test-").FullName;
        _isOwner = true;
    }

    public RunFolder(string root) => Root = root;

    public string Root { get; }

    public List<RunEvent> Events { get; } = [];

    public string Executions => Path.Combine(Root, "executions");

    public string Locks => Path.Combine(Root, "locks");

    public IEnumerable<string> Lines => Events.OfType<LinePrinted>().Select(l => l.Line);

    public string PathOf(string file) => Path.Combine(Root, file);

    public string[] Read(string file) => File.Exists(PathOf(file)) ? File.ReadAllLines(PathOf(file)) : [];

    public RunRequest Request(Runbook runbook) => new()
    {
        Runbook = runbook,
        RepositoryRoot = Root,
        ExecutionsFolder = Executions,
        LocksFolder = Locks,
        Actor = "diego",
        Tool = "0.1.0",
        Clock = TimeProvider.System,
        Host = ThisProcess,
    };

    /// <summary>With lock and journal at the git remote too.</summary>
    public RunRequest RequestWithRemote(Runbook runbook, string remote = "origin") =>
        Request(runbook) with { Remote = new GitEnvironmentStore(new Git(Root), remote, RunRequest.LockNameOf(runbook)) };

    public Task<RunResult> Run(params ImmutableArray<Phase> phases) => Run(Request(ARunbookOf(phases)));

    public Task<RunResult> Run(RunRequest request, Asker? ask = null, CancellationToken cancellationToken = default) =>
        RunbookRunner.RunAsync(request, ask, Events.Add, cancellationToken);

    public byte[] JournalBytes(RunResult result) => File.ReadAllBytes(result.Journal.ShouldNotBeNull());

    public void Dispose()
    {
        if (_isOwner)
            Directory.Delete(Root, recursive: true);
    }

    private static Runbook ARunbookOf(ImmutableArray<Phase> phases) => DeliveryAsCode.Tests.Execution.ARunbook.Of(phases);

    private static Dictionary<string, string> ThisProcess { get; } =
        Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string)e.Value!);
}
