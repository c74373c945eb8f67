using System.Collections.Immutable;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Runbooks;

/// <summary>A deployment plan that people read and the program executes.</summary>
/// <param name="Digest"><c>sha256:</c> and lower-case hex of the file's bytes without the generated log link.</param>
/// <param name="Environment">Name of the environment, or <c>none</c>: ungated.</param>
/// <param name="Needs">Programs that must be there before anything starts.</param>
/// <param name="Env">Names of environment variables, from the environment's list, that steps may read.</param>
/// <param name="Header">Where the front matter stands, for reports to point at.</param>
/// <param name="Phases">In the order of the file.</param>
public sealed record Runbook(
    string Path,
    string Title,
    string Digest,
    string Environment,
    Release? Release,
    ImmutableArray<string> Needs,
    ImmutableArray<string> Env,
    TimeSpan FreshFor,
    string? NoWatchReason,
    Location Header,
    ImmutableArray<Phase> Phases)
{
    public const string NoEnvironment = "none";

    public bool IsGated => Environment != NoEnvironment;

    public IEnumerable<Step> Steps => Phases.SelectMany(p => p.Steps);

    /// <summary>Of a step or of a task item of a phase; null for another id.</summary>
    public string? TitleOf(string id) =>
        Steps.FirstOrDefault(s => s.Id == id)?.Title ?? Phases.SelectMany(p => p.Confirmations).FirstOrDefault(c => c.Id == id)?.Text;

    /// <summary>Phases of the kind, in the order of the file.</summary>
    public IEnumerable<Phase> PhasesOf(PhaseKind kind) => Phases.Where(p => p.Kind == kind);
}

/// <summary>What is deployed.</summary>
/// <param name="Commit">Full object id.</param>
/// <param name="Artifact"><c>sha256:</c> and hex.</param>
public sealed record Release(string? Commit, string? Artifact);

public enum PhaseKind
{
    FinalChecks,
    Execution,
    SmokeTests,
    Monitoring,
    AfterRollback,
}

/// <param name="Id">The heading's slug, unique in the runbook.</param>
/// <param name="Confirmations">Task items that stand directly under the phase's heading.</param>
/// <param name="Location">The heading.</param>
public sealed record Phase(
    string Id, string Name, PhaseKind Kind, ImmutableArray<Confirmation> Confirmations, ImmutableArray<Step> Steps, Location Location);

/// <summary>A task item of a phase that a person ticks off, <c>- [ ] … &lt;!-- confirm: role --&gt;</c>.</summary>
/// <param name="Id"><c>phase/slug-of-the-text</c>.</param>
/// <param name="Role">Who may confirm it; null: anybody who runs the runbook.</param>
public sealed record Confirmation(string Id, string Text, string? Role, Location Location);

/// <summary>A level-3 heading of a phase and the blocks under it.</summary>
/// <param name="Id"><c>phase/step</c>: GitHub's heading slugs, a duplicate gets <c>-2</c>.</param>
/// <param name="Run">What it does; null for a step that only people carry out.</param>
/// <param name="Verify">Runs after <paramref name="Run"/>; failing, it fails the step.</param>
/// <param name="Undo">Runs in a rollback if the step was started.</param>
/// <param name="Confirm">The role whose word the step waits for, before it runs.</param>
/// <param name="Decide">The role that decides go or no-go.</param>
public sealed record Step(
    string Id,
    string Title,
    StepAction? Run,
    StepAction? Verify,
    StepAction? Undo,
    FinalCheck? Check,
    string? Confirm,
    string? Decide,
    StepCondition? When,
    bool IsParallel,
    string? NoRehearsalReason,
    Location Location)
{
    /// <summary>Why a final check is not needed here, <c>&lt;!-- check: backup; n/a: reason --&gt;</c>.</summary>
    public string? NotApplicable { get; init; }

    /// <summary>What the step watches; such a step has no blocks.</summary>
    public Watch? Watch { get; init; }

    /// <summary>Only while the file is read: see <see cref="StrategyExpansion"/>.</summary>
    internal Strategy? Strategy { get; init; }

    /// <summary>Null for a step as the file has it.</summary>
    public StrategyPart? Part { get; init; }

    /// <summary>Whether anything happens in it: a block runs, metrics are watched, or a person is asked.</summary>
    public bool DoesSomething => Run is not null || Watch is not null || NeedsPerson;

    public bool NeedsPerson => Confirm is not null || Decide is not null;
}

/// <summary>Which of the final checks a step is, <c>&lt;!-- check: backup --&gt;</c>.</summary>
public enum FinalCheck
{
    Health,
    Backup,
    RollbackReview,
}
