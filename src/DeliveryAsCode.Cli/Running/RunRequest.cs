using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Everything a run needs; it asks nobody else.</summary>
internal sealed record RunRequest
{
    public required Runbook Runbook { get; init; }

    /// <summary>Steps run here, or in a folder below.</summary>
    public required string RepositoryRoot { get; init; }

    /// <summary>Where the journals are.</summary>
    public required string ExecutionsFolder { get; init; }

    /// <summary><c>delivery/locks</c> in the git directory that all work trees share.</summary>
    public required string LocksFolder { get; init; }

    /// <summary>Who runs it.</summary>
    public required string Actor { get; init; }

    /// <summary>Version of this program.</summary>
    public required string Tool { get; init; }

    /// <summary>Environment of this program.</summary>
    public required IReadOnlyDictionary<string, string> Host { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>
    /// Judges gates and rules as they are now: asked behind the lock, and again before the first change. What has been
    /// changed must be brought to an end: from then on only what would run is judged, against how the execution started.
    /// </summary>
    public Func<ExecutionStarted?, ImmutableArray<Diagnostic>> Clearance { get; init; } = _ => [];

    /// <summary>Files that are not as they were approved: what a rollback, which they do not stop, has to say.</summary>
    public Func<ImmutableArray<string>> Differing { get; init; } = () => [];

    public StartIntent Intent { get; init; } = StartIntent.Run;

    /// <summary>What a person says to the execution before it goes on.</summary>
    public PersonWord? Word { get; init; }

    /// <summary>Whether only the word is recorded, with what follows from it: nothing is run here.</summary>
    public bool IsWordOnly { get; init; }

    public Circumstances Circumstances { get; init; } = Circumstances.None;

    public string? Delivery { get; init; }

    /// <summary>HEAD of the repository.</summary>
    public string? Commit { get; init; }

    /// <summary>Digest of the rules that let it start.</summary>
    public string? Rules { get; init; }

    /// <summary>The run of the CI host.</summary>
    public string? Url { get; init; }

    /// <summary>Variables of the environment's list that are no secrets. Only a gated runbook gets any.</summary>
    public ImmutableDictionary<string, string> Plain { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Variables of the environment's list that are masked everywhere.</summary>
    public ImmutableDictionary<string, string> Secrets { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Our own tokens: masked too, given to nobody.</summary>
    public ImmutableArray<string> Tokens { get; init; } = [];

    /// <summary>What a gated runbook may call; an ungated one, which has no secrets to give away, may call any host.</summary>
    public ImmutableArray<AllowedHost>? AllowedHosts { get; init; }

    /// <summary>Whether a runbook that has been run may start once more.</summary>
    public bool IsAgain { get; init; }

    /// <summary>Why a runbook that was run runs again, or goes on although it was changed.</summary>
    public string? Reason { get; init; }

    /// <summary>Where lock and journal are kept too, so that any clone can go on; null: nowhere.</summary>
    public EnvironmentStore? Remote { get; init; }

    /// <summary>The attempt of a workflow run that this is part of.</summary>
    public HostedRun? HostedRun { get; init; }

    /// <summary>An ungated runbook locks itself, since it does not say what it changes.</summary>
    public string LockName => LockNameOf(Runbook);

    public static string LockNameOf(Runbook runbook) => runbook.IsGated ? runbook.Environment : $"{Runbook.NoEnvironment}:{runbook.Path}";
}

/// <param name="By">Who says it; whether this person may is settled.</param>
/// <param name="Events">Taken only if the execution waits for them.</param>
internal sealed record PersonWord(string By, ImmutableArray<JournalEvent> Events);

/// <summary>What happens, for whoever shows it. Closed.</summary>
internal abstract record RunEvent;

/// <summary>What stands in the journal already of the execution that goes on.</summary>
internal sealed record Continued(ImmutableArray<JournalEntry> Entries) : RunEvent;

/// <summary>The entry is durable.</summary>
internal sealed record EntryWritten(JournalEntry Entry) : RunEvent;

/// <summary>A line that a block printed: masked, and safe to print.</summary>
internal sealed record LinePrinted(string Step, string Line) : RunEvent;

/// <summary>Something to know that is not in the journal.</summary>
internal sealed record Noted(string Text) : RunEvent;

/// <param name="By">Who answered; the asker has made sure that this person holds the role.</param>
/// <param name="Event">What the question takes for an answer.</param>
internal sealed record Answer(string By, JournalEvent Event);

/// <summary>Null: nobody is there to answer, and the execution pauses.</summary>
internal delegate Task<Answer?> Asker(Question question, CancellationToken cancellationToken);

internal enum RunConclusion
{
    Succeeded,
    Failed,
    RolledBack,
    OnHold,
    Waiting,
    Interrupted,
    Refused,
    NothingToDo,
}
