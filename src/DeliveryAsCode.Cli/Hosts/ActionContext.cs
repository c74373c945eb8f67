using System.Collections.Immutable;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>One call of the action: where, why, and what is asked.</summary>
/// <param name="Command">One of <see cref="AllowedEvents.Commands"/>.</param>
/// <param name="Arguments">What stands behind it, without the repository.</param>
/// <param name="Advisory">Why it may only look, and publishes nothing; null: it may do its work.</param>
internal sealed record ActionContext(GitHubActionsHost Host, GitHubEvent Event, string Command, ImmutableArray<string> Arguments, string? Advisory);
