using System.Globalization;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

internal enum GitHubFailure
{
    /// <summary>No answer, or only that the server is in trouble.</summary>
    Unreachable,

    /// <summary>The token is not known, or may not.</summary>
    Refused,

    /// <summary>Too many requests, and the wait would be too long.</summary>
    RateLimited,

    /// <summary>Not there, or not to be seen with this token.</summary>
    NotFound,

    /// <summary>GitHub does not take what was sent.</summary>
    Invalid,

    /// <summary>An answer that cannot be understood, or not believed.</summary>
    Broken,
}

/// <summary>GitHub did not do, or not provably, what was asked of it.</summary>
/// <param name="asked">After "cannot".</param>
/// <param name="said">What GitHub said, or what is wrong with what it said. Free of secrets.</param>
/// <param name="status">Null if there was no answer.</param>
/// <param name="permission">What the token seems to lack.</param>
internal sealed class GitHubException(GitHubFailure kind, string asked, string said, int? status = null, string? permission = null, string? help = null)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"cannot {asked}: {(status is null ? "" : $"GitHub answered {status}: ")}{said}"))
{
    public GitHubFailure Kind { get; } = kind;

    public string Asked { get; } = asked;

    public string Said { get; } = said;

    public int? Status { get; } = status;

    public string? Permission { get; } = permission;

    /// <summary>From when on it is worth asking again; null if GitHub did not say.</summary>
    public DateTimeOffset? Again { get; init; }

    /// <summary>Whether it may have happened all the same: nobody could find out.</summary>
    public bool IsInDoubt { get; init; }

    public string Help { get; } = help ?? "run the command again";

    /// <summary>The same, of something that may have happened.</summary>
    public GitHubException InDoubt() =>
        new(Kind, Asked, $"{Said} (it may have been done all the same)", Status, Permission, $"look whether it was done; {Help}") { Again = Again, IsInDoubt = true };

    public CommandException ToCommandException() => CommandException.World(Message, Help);
}
