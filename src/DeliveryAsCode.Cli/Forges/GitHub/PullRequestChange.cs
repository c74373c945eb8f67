using System.Collections.Immutable;
using System.Globalization;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;
using DeliveryAsCode.Transitions;
using NodaTime;
using Label = DeliveryAsCode.Documents.Label;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>
/// What a pull request does to its base, as it would be after the merge. Whose word its rows are is told by its
/// reviews; whatever its commits say are claims.
/// </summary>
internal sealed class PullRequestChange : IProposedChange
{
    private readonly GitHubForge _forge;
    private readonly Pull _pull;
    private readonly Comparison _comparison;
    private readonly RepositorySnapshot _mergeBase;
    private readonly RepositorySnapshot _head;
    private readonly Instant _now;
    private readonly Dictionary<string, DeliveryDocuments?> _before = [];
    private readonly Dictionary<string, PullReviews> _reviews = [];
    private readonly Dictionary<string, ImmutableArray<RowEvidence>> _rowsOnBase = [];
    private readonly Dictionary<string, ImmutableArray<Person>?> _authorsOfFile = [];
    private readonly Dictionary<(Label Gate, string By, string Evidence), RowEvidence> _failures = [];
    private readonly HashSet<(string Record, Label Gate)> _opened = [];
    private readonly Dictionary<string, ImmutableArray<string>> _openersRoles = [];
    private ImmutableArray<Person>? _authors;
    private readonly List<AskedDecision> _asked = [];

    private PullRequestChange(GitHubForge forge, Pull pull, Comparison comparison, RepositorySnapshot mergeBase, RepositorySnapshot head, bool hasPartedOnce, Instant now)
    {
        (_forge, _pull, _comparison, _mergeBase, _head, _now) = (forge, pull, comparison, mergeBase, head, now);
        Files = new MergedFiles(forge.Base, mergeBase, head, hasPartedOnce);
    }

    public string BaseTip => _forge.Base.Commit;

    public Rules Rules => _forge.Rules;

    public MergedFiles Files { get; }

    public IReadOnlyList<string> Paths => Files.Changed;

    /// <summary>Paths of the records of the deliveries that it touches.</summary>
    public IEnumerable<string> Records => Paths.Where(p => !Rules.AreChangedBy(p)).Select(RecordOf).OfType<string>().Distinct();

    public bool IsOfDelivery(string path) => !Rules.AreChangedBy(path) && RecordOf(path) is not null;

    /// <summary>The gates that it asks to pass; known once it was judged.</summary>
    public ImmutableArray<AskedDecision> Asked => [.. _asked];

    /// <summary>Those who ask for changes, or say that it failed.</summary>
    public ImmutableArray<ReviewVoice> Objecting => [.. _reviews.Values.SelectMany(r => r.Voices).Where(v => v.Opinion is ReviewOpinion.ChangesRequested or ReviewOpinion.Failed).DistinctBy(v => v.Person)];

    /// <summary>The reviews that it was judged by, as GitHub listed them; null where nobody's word was needed.</summary>
    public ImmutableArray<Review>? Reviews => _reviews.Values.FirstOrDefault()?.Read;

    /// <summary>Why reviews do not count that somebody might think do, a sentence each.</summary>
    public ImmutableArray<string> Remarks => [.. _reviews.Values.SelectMany(r => r.Remarks).Concat(_asked.SelectMany(a => a.WordsOfOthers)).Distinct()];

    /// <summary>Reads all that may be needed to judge it.</summary>
    public static async Task<PullRequestChange> ReadAsync(GitHubForge forge, Pull pull, Comparison comparison, Instant now, CancellationToken cancellation)
    {
        var head = await forge.SnapshotAsync(pull.Head.Sha, cancellation);
        var mergeBase = await forge.SnapshotAsync(comparison.MergeBase, cancellation);
        var hasPartedOnce = await forge.Api.HavePartedOnceAsync(comparison, pull.Head.Sha, cancellation);
        var change = new PullRequestChange(forge, pull, comparison, mergeBase, head, hasPartedOnce, now);
        await change.ReadContentsAsync(cancellation);
        await change.ReadEvidenceAsync(cancellation);
        return change;
    }

    public SourceText? Before(string path) => _mergeBase.Read(path);

    public SourceText? After(string path) => Files.Read(path);

    public bool IsLink(string path) => Files.IsLink(path);

    public DeliveryCase? CaseBefore(string recordPath) =>
        DocumentsBefore(recordPath) is { } documents
            ? CaseOf(documents, [.. documents.Record.Gates.Rows.Select(_ => (RowEvidence)new RowEvidence.Standing())], [])
            : null;

    public DeliveryDocuments? DocumentsAfter(string recordPath) => GitHubForge.DocumentsOf(recordPath, Files.Read, Files.ListFolder);

    public ChangeEvidence EvidenceOf(DeliveryDocuments after, IReadOnlyCollection<int> addedRows)
    {
        var added = addedRows.ToHashSet();
        var onBase = _rowsOnBase.GetValueOrDefault(after.Record.Path, []);
        ImmutableArray<RowEvidence> rows = [.. after.Record.Gates.Rows.Select((row, i) => added.Contains(i) ? Added(row, after.Record) : i < onBase.Length ? onBase[i] : new RowEvidence.Nobody("it does not stand on the base"))];
        var decided = addedRows.Select(i => after.Record.Gates.Rows[i]).Select(row => Rules.Lifecycle.FindGate(row.Label)).OfType<GateDefinition>().DistinctBy(g => g.Name).ToList();
        var delivery = CaseOf(after, rows, decided);
        _asked.AddRange(added.Order().Select(i => AskedBy(i, delivery)).OfType<AskedDecision>());
        return new ChangeEvidence(delivery, addedRows.ToImmutableDictionary(i => i, _ => delivery), escalation => ResolvedBy(escalation, after.Record))
        {
            CompletionOf = row => onBase.ElementAtOrDefault(RowsBefore(after.Record.Path).IndexOf(row)) is { } evidence
                ? RowCompletion.Of(row, evidence, after.Record.Id, Rules.Configuration.Calendar.TimeZone)
                : null,
        };
    }

    private AskedDecision? AskedBy(int index, DeliveryCase delivery)
    {
        var row = delivery.Record.Gates.Rows[index];
        if (row.Decision is not (Decision.Passed or Decision.Acknowledged) || Rules.Lifecycle.FindGate(row.Label) is not { } gate || !_reviews.TryGetValue(delivery.Record.Path, out var reviews)
            || delivery.Evidence.Rows[index] is not RowEvidence.Reviewed)
            return null;

        var words = delivery.Evidence.Rows[index].KnownWords.Select(word => new PendingWord(gate.Name, word, IsYes: true));
        return new AskedDecision(words.Aggregate(delivery.UpToRow(index), (asked, word) => asked.With(word)), gate, reviews);
    }

    public ImmutableArray<Person> ChangedBy(string path)
    {
        var speakers = Speakers(_reviews.Values.FirstOrDefault(), "");
        return speakers.FirstOrDefault(s => s.Roles.Contains(Role.PolicyOwner)) is { } owner ? [owner.Person] : [.. speakers.Select(s => s.Person).Append(OpenedBy).OfType<Person>().Distinct()];
    }

    /// <summary>By the entry of the account that spoke: what a person is by another entry, they are not here.</summary>
    public bool OwnsRules(Person person) => Speakers(_reviews.Values.FirstOrDefault(), "").Any(s => s.Person.Equals(person) && s.Roles.Contains(Role.PolicyOwner));

    private DeliveryCase CaseOf(DeliveryDocuments documents, ImmutableArray<RowEvidence> rows, IReadOnlyCollection<GateDefinition> decided)
    {
        var evidence = _forge.EvidenceOf(documents, rows) with
        {
            Authors = decided.Select(g => (g.Name, Authors: AuthorsOf(g, documents))).Where(g => g.Authors is not null).ToImmutableDictionary(g => g.Name, g => g.Authors!.Value),
            Pending = [.. decided.SelectMany(gate => Objections(gate, documents))],
        };
        return new DeliveryCase(documents, Rules.Lifecycle, Rules.Configuration, evidence, _now);
    }

    private IEnumerable<PendingWord> Objections(GateDefinition gate, DeliveryDocuments documents) =>
        _reviews.TryGetValue(documents.Record.Path, out var reviews) ? reviews.Objections(gate.Name, BoundSetOf(gate, documents), AuthorsOf(gate, documents), Rules.Lifecycle) : [];

    /// <summary>A row counts by the reviews of the pull request that it names, and that is the one that brings it.</summary>
    private RowEvidence Added(GateDecision row, DeliveryRecord record)
    {
        if (row.Decision == Decision.Failed && _failures.GetValueOrDefault((row.Label, row.DecidedBy, row.Evidence)) is { } failure)
            return failure;
        if (WhyNotNamed(row, record.Id) is { } why)
            return new RowEvidence.Nobody(why);
        if (_opened.Count > 1 && GateRowLookup.IsOpening(row))
            return new RowEvidence.Nobody($"the pull request asks about {_opened.Count} gates, and an approval answers one: ask for each in a pull request of its own");
        if (!_reviews.TryGetValue(record.Path, out var reviews))
            return new RowEvidence.CannotTell("the reviews of the pull request were not read");

        var gate = Rules.Lifecycle.FindGate(row.Label);
        var atHead = GitHubForge.DocumentsOf(record.Path, _head.Read, _head.ListFolder);
        var words = reviews.Approvals(gate is null || atHead is null ? null : BoundSetOf(gate, atHead), gate is null ? null : AuthorsOf(gate, atHead ?? DocumentsAfter(record.Path)!), Attestation.ClientOf(row.DecidedBy), Rules.Lifecycle);
        if (row.Date is not null && NamedWithoutWord(row, words) is { } silent)
            return new RowEvidence.CannotTell($"it names {silent}, who has not approved the pull request");

        // That somebody else approved, too, must neither help a gate nor stand in its way.
        return new RowEvidence.Reviewed(row.Decision == Decision.Passed && gate is not null ? [.. words.Where(w => w.SpeaksFor.Any(gate.DecidedBy.Contains) && IsNamed(w, row))] : words, _pull.Number);
    }

    /// <summary>A row that says who decided, and when, is taken by its word once it stands on the base: so it must be true.</summary>
    private static string? NamedWithoutWord(GateDecision row, ImmutableArray<GateWord> words) =>
        NamesIn(row).FirstOrDefault(name => words.All(word => word.By.Name != name));

    private static bool IsNamed(GateWord word, GateDecision row) => row.Date is null || NamesIn(row).Contains(word.By.Name);

    private static string[] NamesIn(GateDecision row) => Attestation.AttestorOf(row.DecidedBy) is { } attestor ? [attestor] : row.DecidedBy.Split(", ");

    /// <summary>Null if the row names this pull request: by its number, or by a branch of our own that asks for this very gate.</summary>
    private string? WhyNotNamed(GateDecision row, string deliveryId) => GateRowLookup.NameOf(row, deliveryId) switch
    {
        var name when name == Number => null,
        var name when name is null || name != _pull.Head.Ref => $"its Evidence does not name the pull request that brings it: write {Number}{(_forge.IsOwn(_pull) ? $" or {_pull.Head.Ref}" : "")}",
        _ when !_forge.IsOwn(_pull) => $"its Evidence names a branch of this repository, and the pull request comes from {_pull.Head.RepositoryFullName ?? "a fork that is gone"}: write {Number}",
        var name when DeliveryBranch.Parse(name!) is DeliveryBranch.Gate branch && branch.Slug != GateSlug.Of(row.Gate) => $"the branch {name} asks for another gate",
        _ => null,
    };

    private string Number => string.Create(CultureInfo.InvariantCulture, $"#{_pull.Number}");

    private BoundSet BoundSetOf(GateDefinition gate, DeliveryDocuments documents) =>
        BoundParts.Of(gate, documents, Rules.Configuration, RecordedExecutions.Newest(documents));

    /// <summary>
    /// Who wrote what the gate is about: the documents that it is bound to, ever, and what is pushed to the pull request. Null
    /// if nobody can say.
    /// </summary>
    private ImmutableArray<Person>? AuthorsOf(GateDefinition gate, DeliveryDocuments documents)
    {
        if (gate.AllowsOwnWork)
            return [];

        var parts = BoundFiles(gate, documents).Select(path => _authorsOfFile.GetValueOrDefault(path)).Append(_authors).ToList();
        return parts.Any(p => p is null) ? null : [.. parts.SelectMany(p => p!.Value).Distinct()];
    }

    private IEnumerable<string> BoundFiles(GateDefinition gate, DeliveryDocuments documents) =>
        BoundSetOf(gate, documents).Items.Where(i => i.IsWholeFile && i.Location.Path != documents.Record.Path).Select(i => i.Location.Path).Distinct().Where(path => _forge.Base.BlobId(path) is not null);

    private Person? OpenedBy => new PullAuthors(_forge, _pull).OpenedBy;

    /// <summary>Who stands for what the pull request does: whoever approved it, and whoever opened it, if nobody else had a hand in it.</summary>
    /// <param name="deliveryId">Empty for the rules, which are of all.</param>
    private ImmutableArray<Speaker> Speakers(PullReviews? reviews, string deliveryId)
    {
        var approved = (reviews?.Voices ?? []).Where(v => v.Opinion is ReviewOpinion.Approved).Select(v => new Speaker(v.Person, v.Roles));
        return OpenedBy is { } opener && _authors is { IsEmpty: false } authors && authors.All(opener.Equals) ? [.. approved, new Speaker(opener, _openersRoles.GetValueOrDefault(deliveryId, []))] : [.. approved];
    }

    private ImmutableArray<Person> ResolvedBy(Escalation escalation, DeliveryRecord record) =>
    [
        .. Speakers(_reviews.GetValueOrDefault(record.Path), record.Id)
            .Where(s => s.Roles.Contains(Role.DeliveryManager) || s.Roles.Contains(escalation.EscalatedTo) || (!s.Roles.IsEmpty && Rules.People.Named(escalation.EscalatedTo).Equals(s.Person)))
            .Select(s => s.Person).Take(1),
    ];

    private ImmutableArray<GateDecision> RowsBefore(string recordPath) => DocumentsBefore(recordPath)?.Record.Gates.Rows ?? [];

    /// <summary>Read once: a row is found again as the very row that it is.</summary>
    private DeliveryDocuments? DocumentsBefore(string recordPath)
    {
        if (!_before.TryGetValue(recordPath, out var documents))
            _before[recordPath] = documents = GitHubForge.DocumentsOf(recordPath, _mergeBase.Read, _mergeBase.ListFolder);
        return documents;
    }

    private string? RecordOf(string path) => _forge.Layout.IsRecord(path) ? path : _forge.Layout.RecordPathAround(path);

    private async Task ReadContentsAsync(CancellationToken cancellation)
    {
        await _forge.LoadAsync(_forge.Base, Records, cancellation);
        var changed = Paths.Where(path => Rules.AreChangedBy(path) || RecordOf(path) is not null);
        await _forge.Blobs.LoadAsync(_head.Commit, [.. changed.Select(_head.BlobId).OfType<string>().Distinct()], cancellation);
    }

    /// <summary>Nothing is asked for that the change does not need: an ordinary edit needs nobody's word.</summary>
    private async Task ReadEvidenceAsync(CancellationToken cancellation)
    {
        var lookup = new GateRowLookup(_forge);
        foreach (var path in Records)
        {
            var rows = RowsBefore(path);
            var after = DocumentsAfter(path);
            var isDecided = after is not null && after.Record.Gates.Rows.Length > rows.Length;
            if (_forge.DocumentsOf(path) is { } onBase)
                _rowsOnBase[path] = await lookup.RowsAsync(onBase.Record, isDecided ? LookupDepth.Newest : LookupDepth.Unfinished, cancellation);
            if (Paths.Contains(path) && after is not null)
                await ReadReviewsAsync(path, after.Record.Id, cancellation);
            if (DocumentsBefore(path) is { } before && before.Record.Escalations.Rows.Any(e => e.IsOpen))
                await ReadSpeakerAsync(before.Record.Id, cancellation);
            if (!isDecided)
                continue;

            var added = after!.Record.Gates.Rows.Skip(rows.Length).ToList();
            _opened.UnionWith(added.Where(GateRowLookup.IsOpening).Select(row => (path, row.Label)));
            await ReadAuthorsAsync(after, added, cancellation);
            foreach (var row in added.Where(r => r.Decision == Decision.Failed))
                _failures[(row.Label, row.DecidedBy, row.Evidence)] = await lookup.FailureAsync(row, after.Record, cancellation);
        }

        if (!Paths.Any(Rules.AreChangedBy))
            return;

        if (_reviews.Count == 0)
            await ReadReviewsAsync(Paths.First(Rules.AreChangedBy), "", cancellation);
        await ReadSpeakerAsync("", cancellation);
    }

    private async Task ReadReviewsAsync(string key, string deliveryId, CancellationToken cancellation) =>
        _reviews[key] = await PullReviews.ReadAsync(_forge.Api, _forge.Accounts, _pull, deliveryId, cancellation);

    private async Task ReadAuthorsAsync(DeliveryDocuments after, IEnumerable<GateDecision> added, CancellationToken cancellation)
    {
        var gates = added.Select(row => Rules.Lifecycle.FindGate(row.Label)).OfType<GateDefinition>().Where(g => !g.AllowsOwnWork).ToList();
        if (gates.Count > 0)
            await ReadAuthorsAsync(cancellation);
        foreach (var path in gates.SelectMany(gate => BoundFiles(gate, after)).Distinct().ToList())
            _authorsOfFile[path] = _forge.Accounts.AuthorsOf(await _forge.Api.CommitsAsync(_forge.Base.Commit, path, null, cancellation));
    }

    private async Task ReadAuthorsAsync(CancellationToken cancellation) =>
        _authors ??= _comparison.AllCommits ? await new PullAuthors(_forge, _pull).OfAsync(_comparison.Commits, cancellation) : null;

    /// <summary>Somebody can speak by proposing something, as long as nobody else had a hand in it.</summary>
    private async Task ReadSpeakerAsync(string deliveryId, CancellationToken cancellation)
    {
        if (_pull.User is not { IsPerson: true } user)
            return;

        await ReadAuthorsAsync(cancellation);
        _openersRoles[deliveryId] = (await _forge.Accounts.RolesOfAsync(user.Id, user.Login, deliveryId, cancellation)).Roles;
    }

    private sealed record Speaker(Person Person, ImmutableArray<string> Roles);
}
