using System.Collections.Immutable;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Cli.Forges;

/// <summary>Finds, for the rows of one record, whose word each is.</summary>
/// <param name="now">The rules by which is judged; a word counts by the rules under which it was given.</param>
/// <param name="judged">Ids of commits whose words count by the rules by which is judged: their own are part of what is judged.</param>
internal sealed class LocalWords(Workspace workspace, GitHistory history, RulesHistory rulesHistory, Rules now, IReadOnlySet<string> judged, DeliveryRecord record, bool isThorough)
{
    private readonly Authorship _authorship = new(workspace, history, now.People, record);
    private readonly ImmutableArray<RowOrigin> _origins = new RecordHistory(history, workspace.Objects).Of(record);

    /// <summary>Of the rows up to the one that is looked at: a later one can depend on what became of those before it.</summary>
    private readonly List<RowEvidence> _evidence = [];

    public ImmutableArray<RowEvidence> Rows()
    {
        for (var i = _evidence.Count; i < record.Gates.Rows.Length; i++)
            _evidence.Add(EvidenceOf(record.Gates.Rows[i], i));
        return [.. _evidence];
    }

    public ImmutableDictionary<string, ImmutableArray<Person>> AuthorsOfOpenGates(DeliveryDocuments documents)
    {
        if (!isThorough || history.IsShallow)
            return ImmutableDictionary<string, ImmutableArray<Person>>.Empty;

        Rows();
        return now.Lifecycle.Gates.ToImmutableDictionary(gate => gate.Name,
            gate => _authorship.Of(gate, BoundParts.Of(gate, documents, now.Configuration, RecordedExecutions.Newest(documents)), After(gate.Name, record.Gates.Rows.Length), history.Commits.Count));
    }

    private RowEvidence EvidenceOf(GateDecision row, int index) => _origins[index] switch
    {
        RowOrigin.Adopted => new RowEvidence.Adopted(),
        RowOrigin.Brought brought => EvidenceOf(row, index, brought.Commit),
        RowOrigin.Uncommitted => new RowEvidence.Nobody("the row is not committed"),
        RowOrigin.Unknown => new RowEvidence.CannotTell("the history is cut off before the row came"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private RowEvidence EvidenceOf(GateDecision row, int index, Commit commit)
    {
        if (commit.IsMerge)
            return new RowEvidence.Nobody($"the merge {Short(commit)} brought it, which nobody committed as a decision");
        if (GateTrailers.Of(commit, record.Id, row) is not { } trailers)
            return new RowEvidence.Nobody($"commit {Short(commit)} brought it without being a decision: use \"delivery acknowledge\"");
        if (now.Configuration.Acknowledgements.RequireSigned && !CommitSignature.Of(workspace.Git, commit.Id).IsBy(commit.Committer))
            return new RowEvidence.Nobody($"commit {Short(commit)} has no good signature of {commit.Committer.Email}");

        var then = commit.Parents is [var parent, ..] && !judged.Contains(commit.Id) ? rulesHistory.At(parent) : now;
        var person = then.People.ByEmail(commit.Committer.Email, commit.Committer.Name);
        return Refusal(row, commit, trailers, then, person) is { } refusal ? new RowEvidence.Nobody(refusal) : Given(row, index, commit, trailers, then, person);
    }

    private string? Refusal(GateDecision row, Commit commit, GateTrailers trailers, Rules then, Person person)
    {
        var needed = trailers.OnBehalfOf is null ? trailers.Role : Role.DeliveryManager;
        if (!then.People.Holds(person, needed, record.Id))
            return $"{person.Name}, who committed it ({Short(commit)}), was no {needed} of this delivery";

        if (trailers.OnBehalfOf is { } client && (row.DecidedBy != DecisionRules.Attested(client, person) || Unset.Is(row.Evidence)))
            return $"it does not say, as {person.Name} who committed it ({Short(commit)}) does, for whom and by what it is attested";

        return trailers.OnBehalfOf is null && !then.People.Named(row.DecidedBy).Equals(person) ? $"it names {row.DecidedBy}, and {person.Name} committed it ({Short(commit)})" : null;
    }

    private RowEvidence Given(GateDecision row, int index, Commit commit, GateTrailers trailers, Rules then, Person person)
    {
        var gate = then.Lifecycle.FindGate(row.Label) ?? now.Lifecycle.FindGate(row.Label);
        var bound = isThorough && gate is not null ? BoundSetAt(commit.Id, gate, then.Configuration) : null;
        if (bound is not null && bound.Digest != trailers.Digest)
            return new RowEvidence.Nobody($"commit {Short(commit)} says that it decides something else than what stood there");

        // Whoever speaks counts as who they are today, so that nobody becomes two people by a change of the rules.
        var speaker = now.People.ByEmail(commit.Committer.Email, commit.Committer.Name);
        var authors = bound is null ? ImmutableArray<Person>.Empty : history.IsShallow ? (ImmutableArray<Person>?)null : _authorship.Of(gate!, bound, After(row.Gate, index), _authorship.NumberOf(commit));
        return new RowEvidence.Given(new GateWord(speaker, [trailers.Role], commit.CommittedAt, $"commit {Short(commit)}", trailers.Digest, bound, authors, trailers.OnBehalfOf, trailers.Overrides, then.Lifecycle));
    }

    private BoundSet? BoundSetAt(string commit, GateDefinition gate, DeliveryConfiguration rules) =>
        new LocalForge(workspace, now, commit).Committed(record.Path) is { } documents ? BoundParts.Of(gate, documents, rules, RecordedExecutions.Newest(documents)) : null;

    /// <summary>
    /// The commit of the last row, before this one, by which the gate was really passed: somebody who may then answered for
    /// what was written before it. No other row does, or whoever wrote something could fail it, and then pass it.
    /// </summary>
    private int After(string gate, int index)
    {
        for (var i = index - 1; i >= 0; i--)
        {
            if (record.Gates.Rows[i] is { Decision: Decision.Passed } row && row.Label == gate && _origins[i] is RowOrigin.Brought brought && Settles(row, i))
                return _authorship.NumberOf(brought.Commit);
        }

        return -1;
    }

    private bool Settles(GateDecision row, int index)
    {
        var until = record with { Gates = record.Gates with { Rows = record.Gates.Rows[..(index + 1)] } };
        return GateDecisions.Of(until, now.Lifecycle, now.People, [.. _evidence.Take(index + 1)]).StateOf(row.Gate).SettledBy == row;
    }

    private static string Short(Commit commit) => commit.Id[..Math.Min(7, commit.Id.Length)];
}
