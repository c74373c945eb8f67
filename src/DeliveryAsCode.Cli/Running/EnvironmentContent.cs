using System.Collections.Immutable;

namespace DeliveryAsCode.Cli.Running;

/// <summary>What a ref of an environment held when it was looked at.</summary>
/// <param name="Tip">The commit; null if there is no ref.</param>
/// <param name="Journal">Bytes of the journal of <see cref="RemoteLock.Execution"/>.</param>
internal sealed record EnvironmentContent(string? Tip, RemoteLock Lock, byte[] Journal)
{
    public static readonly EnvironmentContent None = new(null, RemoteLock.Free, []);

    /// <summary>Path to blob id of what is kept of other runbooks: see <see cref="RemoteLock.Earlier"/>.</summary>
    public ImmutableDictionary<string, string> Kept { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether the ref vouches for an execution of a runbook, also for one that is no longer the last of the environment.</summary>
    public bool Knows(string execution, string runbook) =>
        Lock.Execution == execution && Lock.Runbook == runbook || Lock.Earlier.Contains(new EarlierOnRef(execution, runbook));
}

/// <summary>How an attempt to move the ref ended. Closed.</summary>
internal abstract record PushOutcome;

internal sealed record Moved(EnvironmentContent Content) : PushOutcome;

/// <summary>Somebody else has moved it since.</summary>
internal sealed record Overtaken : PushOutcome;

/// <summary>Nothing is known to have moved.</summary>
/// <param name="Maybe">The commit that may yet stand there; null: none was made.</param>
internal sealed record Unreachable(string Why, string? Maybe) : PushOutcome;

/// <summary>A file of the ref's tree: with content, or by the id of what is there already.</summary>
internal sealed record RefFile(string Path, byte[]? Content, string? Id);
