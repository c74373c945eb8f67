using System.Collections.Immutable;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Transitions;

namespace DeliveryAsCode.Cli.Forges.GitHub;

internal enum PullVerdict
{
    /// <summary>It touches no file of a delivery and no rule.</summary>
    Untouched,

    /// <summary>Everything that it does may be done.</summary>
    Allowed,

    /// <summary>Nothing speaks against it, and evidence is missing: a review, an answer.</summary>
    Waiting,

    Refused,
}

/// <summary>What a pull request does, and what the rules of its base say to that.</summary>
/// <param name="Asked">The gates that it asks to pass.</param>
/// <param name="Findings">What is wrong with the documents that it changes, and with the way it meets its base.</param>
/// <param name="Remarks">Why reviews do not count that somebody might think do.</param>
internal sealed record JudgedPull(Pull Pull, JudgedChange Change, ImmutableArray<AskedDecision> Asked, ImmutableArray<Diagnostic> Findings, ImmutableArray<string> Remarks)
{
    /// <summary>The reviews that it was judged by, as GitHub listed them; null where nobody's word was needed.</summary>
    public ImmutableArray<Review>? Reviews { get; init; }

    /// <summary>The files that it changes.</summary>
    public ImmutableArray<string> Paths { get; init; } = [];

    /// <summary>All that it brings; null where there are more than were read.</summary>
    public ImmutableArray<ComparedCommit>? Commits { get; init; }

    public IEnumerable<Diagnostic> Diagnostics => Findings.Concat(Change.Diagnostics);

    public PullVerdict Verdict => this switch
    {
        { Change.Parts.IsEmpty: true, Findings.IsEmpty: true } => PullVerdict.Untouched,
        _ when Findings.Any(IsRefusal) || Transitions.Any(t => !t.IsAllowed && !t.IsUndecided) || Change.Notices.Any(d => d.Severity == Severity.Error) => PullVerdict.Refused,
        _ when Findings.Any(d => d.Severity == Severity.Error) || Transitions.Any(t => !t.IsAllowed) => PullVerdict.Waiting,
        _ => PullVerdict.Allowed,
    };

    private IEnumerable<JudgedTransition> Transitions => Change.Parts.SelectMany(p => p.Transitions);

    private static bool IsRefusal(Diagnostic finding) => finding.Severity == Severity.Error && finding.Descriptor != DiagnosticCatalog.CannotTell;
}
