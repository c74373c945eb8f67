using System.Collections.Immutable;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Planning;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>
/// A repository at GitHub as one call of the program sees it: the rules and files at the tip of a branch that others are merged into, and
/// whatever else was read of it. What was read once is not asked for again.
/// </summary>
internal sealed class GitHubForge
{
    private readonly Dictionary<string, RepositorySnapshot> _snapshots = [];
    private ImmutableArray<HostRule>? _hostRules;

    private GitHubForge(GitHubApi api, RepositoryName repository, string baseBranch, BlobStore blobs, RepositorySnapshot @base)
    {
        (Api, Repository, BaseBranch, Blobs, Base) = (api, repository, baseBranch, blobs, @base);
        Rules = RulesHistory.Of(@base.Read);
        Layout = new RepositoryLayout(Rules.Configuration);
        Accounts = new Accounts(api, Rules);
        _snapshots[@base.Commit] = @base;
    }

    public GitHubApi Api { get; }

    public RepositoryName Repository { get; }

    public string BaseBranch { get; }

    public BlobStore Blobs { get; }

    /// <summary>The tip of the default branch, whose rules judge.</summary>
    public RepositorySnapshot Base { get; }

    public Rules Rules { get; }

    public RepositoryLayout Layout { get; }

    public Accounts Accounts { get; }

    /// <param name="tip">Full id of the commit at the tip of that branch.</param>
    /// <param name="clone">What the machine has of the repository already; null for nothing.</param>
    public static async Task<GitHubForge> OpenAsync(
        GitHubApi api, RepositoryName repository, string baseBranch, string tip, ObjectReader? clone, CancellationToken cancellation)
    {
        var blobs = new BlobStore(api, clone);
        // Rules and documents are asked for one after the other: without a clone they come together.
        if (blobs.IsRemote)
            await blobs.FetchAllAsync(tip, cancellation);
        return new GitHubForge(api, repository, baseBranch, blobs, await ReadAsync(api, blobs, tip, cancellation));
    }

    public async Task<RepositorySnapshot> SnapshotAsync(string commit, CancellationToken cancellation)
    {
        if (!_snapshots.TryGetValue(commit, out var snapshot))
            _snapshots[commit] = snapshot = await ReadAsync(Api, Blobs, commit, cancellation);
        return snapshot;
    }

    /// <summary>Whether the branch of the pull request is one of this repository: a fork may call its branches as it likes.</summary>
    public bool IsOwn(Pull pull) => string.Equals(pull.Head.RepositoryFullName, Repository.ToString(), StringComparison.OrdinalIgnoreCase);

    /// <summary>The documents of a delivery; null if there is no record.</summary>
    public static DeliveryDocuments? DocumentsOf(string recordPath, Func<string, SourceText?> read, Func<string, IReadOnlyList<string>> list) =>
        read(recordPath) is { } source && RecordReader.Read(MarkdownDocument.Read(source).Value, RepositoryLayout.IdOf(recordPath)).Value is { } record
            ? new DeliveryDocuments(record, read, list)
            : null;

    /// <summary>The documents of a delivery at the tip of that branch; null if there is no record.</summary>
    public DeliveryDocuments? DocumentsOf(string recordPath) => DocumentsOf(recordPath, Base.Read, Base.ListFolder);

    /// <summary>Whether others have gone on since it was read: what is missing here may be there by now.</summary>
    public async Task<bool> HasMovedAsync(CancellationToken cancellation) => await Api.RefAsync($"heads/{BaseBranch}", cancellation) != Base.Commit;

    /// <summary>What GitHub itself asks for before it merges into that branch.</summary>
    public async Task<ImmutableArray<HostRule>> HostRulesAsync(CancellationToken cancellation) =>
        _hostRules ??= await BaseRules.ReadAsync(Api, BaseBranch, cancellation);

    /// <summary>What is known of a delivery beside whose word each of its rows is.</summary>
    /// <param name="rows">One for each row of its Gates table.</param>
    public Evidence EvidenceOf(DeliveryDocuments documents, ImmutableArray<RowEvidence> rows)
    {
        var executions = RecordedExecutions.Of(documents);
        return Evidence.None with
        {
            Rows = rows,
            Executions = executions,
            ComesFromReviews = true,
            Facts = DeliveryFacts.Of(documents, Rules.Configuration, executions, deployed => deployed is null ? [.. Base.Files] : null),
        };
    }

    /// <summary>The files of a plan, but for those in whose place something is that the plan could not see: that is not written over.</summary>
    public List<SourceText> FilesOf(Plan plan, ReconcileLog log)
    {
        var files = plan.Files.Select(f => f.After).ToLookup(f => Base.IsTaken(f.Path));
        foreach (var taken in files[true])
            log.Waits(taken.Path, "what is there is a link, or cannot be read as a document, and is not written over");
        return [.. files[false]];
    }

    /// <summary>Reads the contents of the folders of these deliveries, with few requests.</summary>
    public Task LoadAsync(RepositorySnapshot snapshot, IEnumerable<string> recordPaths, CancellationToken cancellation)
    {
        var folders = recordPaths.Select(path => $"{RepositoryLayout.FolderOf(path)}/").ToHashSet();
        var ids = snapshot.Files.Where(path => folders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal))).Select(path => snapshot.BlobId(path)!).Distinct().ToList();
        return Blobs.LoadAsync(snapshot.Commit, ids, cancellation);
    }

    private static async Task<RepositorySnapshot> ReadAsync(GitHubApi api, BlobStore blobs, string commit, CancellationToken cancellation)
    {
        var tree = await api.TreeAsync(commit, recursive: true, cancellation);
        return tree.Truncated
            ? throw CommandException.World($"GitHub does not list all files of commit {commit[..7]}: the repository is too large for one answer, so nothing can be concluded from what is missing",
                "keep deliveries in a repository of their own, or run the command in a clone: delivery check --base REV")
            : new RepositorySnapshot(commit, tree, blobs);
    }
}
