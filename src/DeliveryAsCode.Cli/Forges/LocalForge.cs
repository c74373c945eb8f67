using System.Collections.Frozen;
using System.Collections.Immutable;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Cli.Forges;

/// <summary>
/// The repository itself as the source of evidence: a gate row is the word of whoever committed it. It is advisory, because
/// anybody can commit under any e-mail address, unless the rules require signatures.
/// </summary>
internal sealed class LocalForge
{
    /// <summary>What is deployed rests on reviews, and only a workflow run with a token can look them up.</summary>
    private static readonly RowEvidence AtGitHub = new RowEvidence.CannotTell("its decision is a review at GitHub: run it by the workflow \"Delivery deploy\"");

    private readonly Workspace _workspace;
    private readonly string? _commit;
    private readonly IReadOnlySet<string> _judged;
    private readonly RulesHistory _rulesHistory;
    private readonly Lazy<GitHistory?> _history;

    /// <summary>What git ignores differs from machine to machine, and is nobody's document.</summary>
    private readonly Lazy<HashSet<string>> _files;

    public LocalForge(Portfolio portfolio)
        : this(portfolio.Workspace, new Rules(portfolio.Configuration, portfolio.Lifecycle, portfolio.Workspace.Exists(RepositoryLayout.ConfigurationPath), HasErrors: false))
    {
    }

    /// <param name="rules">By which is judged.</param>
    /// <param name="revision">Where the history ends.</param>
    /// <param name="judged">Ids of commits that count by the rules that are given, whatever rules they themselves have.</param>
    public LocalForge(Workspace workspace, Rules rules, string revision = "HEAD", IReadOnlySet<string>? judged = null)
    {
        (_workspace, Rules, _judged) = (workspace, rules, judged ?? FrozenSet<string>.Empty);
        _rulesHistory = new RulesHistory(workspace);
        _files = new Lazy<HashSet<string>>(() => [.. workspace.ListFiles()]);
        _commit = workspace.IsGit ? workspace.Git.Resolve(revision) : null;
        _history = new Lazy<GitHistory?>(() => _commit is null ? null : workspace.History(_commit, Pathspecs()));
    }

    public Rules Rules { get; }

    /// <summary>The documents of a delivery as they are committed; null if its record is not, or is none.</summary>
    public DeliveryDocuments? Committed(string recordPath)
    {
        if (_commit is null || _workspace.Objects.At(_commit) is not { } revision || revision.Read(recordPath) is not { } source || Read(source) is not { } record)
            return null;

        return new DeliveryDocuments(record, revision.Read, folder => [.. revision.ListFiles(folder).Where(path => RepositoryLayout.FolderOf(path) == folder)]);
    }

    /// <summary>The documents of a delivery as they are in the work tree; null if there is no record.</summary>
    public DeliveryDocuments? InWorkTree(string recordPath) =>
        _workspace.TryRead(recordPath) is { } source && Read(source) is { } record ? InWorkTree(record) : null;

    public DeliveryDocuments InWorkTree(DeliveryRecord record) => new(record, path => _files.Value.Contains(path) ? _workspace.TryRead(path) : null, folder => _workspace.ListFolder(folder, "*"));

    /// <param name="isThorough">
    /// Whether words are held against what stood there when they were given, and authors are looked for: what a decision
    /// needs, and an overview of many deliveries does not.
    /// </param>
    public DeliveryCase Open(DeliveryDocuments documents, Instant now, bool isThorough = true)
    {
        var executions = RecordedExecutions.Of(documents);
        var evidence = Evidence.None with { Executions = executions, Rows = [.. documents.Record.Gates.Rows.Select(_ => (RowEvidence)new RowEvidence.CannotTell("there is no git history"))] };
        if (Rules.Configuration.Forge == ForgeKind.GitHub)
            return new DeliveryCase(documents, Rules.Lifecycle, Rules.Configuration, evidence with { Rows = AsMerged(documents), ComesFromReviews = true, Facts = isThorough && _commit is not null ? Facts(documents, executions) : FactSheet.Unknown }, now);
        if (_history.Value is not { } shared)
            return new DeliveryCase(documents, Rules.Lifecycle, Rules.Configuration, evidence, now);

        var history = isThorough && Scripts(documents) is { Count: > 0 } scripts ? _workspace.History(_commit!, [.. Pathspecs(), .. scripts]) : shared;
        var words = new LocalWords(_workspace, history, _rulesHistory, Rules, _judged, documents.Record, isThorough);
        return new DeliveryCase(documents, Rules.Lifecycle, Rules.Configuration, evidence with { Rows = words.Rows(), Authors = words.AuthorsOfOpenGates(documents), Facts = isThorough ? Facts(documents, executions) : FactSheet.Unknown }, now);
    }

    /// <summary>
    /// The case as a run has to see it: what was executed here counts against it although it is not committed. A rehearsal
    /// speaks for a run, and so counts only as it is committed.
    /// </summary>
    public DeliveryCase OpenForRun(string recordPath, Instant now)
    {
        var delivery = Open(Committed(recordPath)!, now);
        if (Rules.Configuration.Forge == ForgeKind.GitHub)
            delivery = new DeliveryCase(delivery.Documents, delivery.Lifecycle, delivery.Configuration, delivery.Evidence with { Rows = [.. delivery.Evidence.Rows.Select(_ => AtGitHub)] }, now);
        var here = InWorkTree(recordPath) is { } documents ? RecordedExecutions.Of(documents)?.Where(e => !e.IsRehearsal) : null;
        var executions = delivery.Evidence.Executions is { } committed && here is not null
            ? [.. committed.Where(e => e.Conclusion is not null).Concat(here).Concat(committed).DistinctBy(e => e.Id).OrderBy(e => e.StartedAt).ThenBy(e => e.Id, StringComparer.Ordinal)]
            : (ImmutableArray<ExecutionSummary>?)null;
        return new DeliveryCase(delivery.Documents, delivery.Lifecycle, delivery.Configuration, delivery.Evidence with { Executions = executions }, now);
    }

    /// <summary>A row that is committed stands where pull requests are merged, or will be judged before it does. For an overview that is enough.</summary>
    private ImmutableArray<RowEvidence> AsMerged(DeliveryDocuments documents)
    {
        var committed = Committed(documents.Record.Path)?.Record.Gates.Rows ?? [];
        return [.. documents.Record.Gates.Rows.Select((row, i) => i < committed.Length && IsSame(committed[i], row) ? (RowEvidence)new RowEvidence.Standing() : new RowEvidence.Nobody("the row is not committed"))];
    }

    private static bool IsSame(GateDecision one, GateDecision other) =>
        (one.Label, one.Decision, one.DecidedBy, one.Date, one.Evidence) == (other.Label, other.Decision, other.DecidedBy, other.Date, other.Evidence);

    private static DeliveryRecord? Read(SourceText source) => RecordReader.Read(MarkdownDocument.Read(source).Value, RepositoryLayout.IdOf(source.Path)).Value;

    private static List<string> Scripts(DeliveryDocuments documents) =>
        [.. documents.GatedRunbooks.SelectMany(r => ScriptReferences.Of(r, documents.ReadFile)).Select(s => s.Path).Distinct()];

    /// <summary>What changed since the delivery was last deployed; all files where it never was.</summary>
    private FactSheet Facts(DeliveryDocuments documents, ImmutableArray<ExecutionSummary>? executions) =>
        DeliveryFacts.Of(documents, Rules.Configuration, executions, deployed => deployed is null ? [.. _workspace.Objects.At(_commit!).ListFiles()] : ChangedSince(deployed));

    /// <summary>Null if the commit that was deployed is not known here.</summary>
    private ImmutableArray<string>? ChangedSince(string deployed) =>
        _workspace.Git.Resolve(deployed) is not null ? [.. _workspace.Git.ChangedPaths(deployed, _commit!)] : null;

    /// <summary>What deliveries and rules are made of; a product's own history may be long.</summary>
    private string[] Pathspecs()
    {
        var pattern = Rules.Configuration.Deliveries.Pattern;
        var folder = pattern[..pattern.IndexOf('*')];
        return folder.LastIndexOf('/') is > 0 and var slash
            ? [folder[..slash], RepositoryLayout.ConfigurationPath, .. Rules.Configuration.Lifecycle.Path is { } path ? new[] { path } : []]
            : [];
    }
}
