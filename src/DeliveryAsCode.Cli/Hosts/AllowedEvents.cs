using System.Collections.Immutable;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>
/// Which command may do its work on which event. The events of a command run the workflow of the default branch, or were
/// started by somebody with write access; on the others the workflow, or what it was started with, is a stranger's.
/// </summary>
internal static class AllowedEvents
{
    /// <summary>Runs a stranger's proposal with the rights of the repository. Nothing needs it.</summary>
    public const string PullRequestTarget = "pull_request_target";

    private static readonly ImmutableArray<string> _judging = ["workflow_run", "merge_group", "workflow_dispatch", "schedule"];
    private static readonly ImmutableArray<string> _bystanders = ["pull_request", "push"];
    private static readonly ImmutableArray<string> _following = ["push", "schedule", "issues", "issue_comment", "workflow_dispatch", "workflow_run"];
    private static readonly ImmutableArray<string> _ordered = ["workflow_dispatch", "repository_dispatch"];

    /// <summary>What the action can be asked for.</summary>
    public static ImmutableArray<string> Commands { get; } = ["check", "status", "list", "plan", "doctor", "reconcile", "run", "resume", "rollback", "watch"];

    /// <exception cref="CommandException">The action has no such command.</exception>
    public static EventPermission Judge(string command, string eventName) => (command, eventName) switch
    {
        (_, PullRequestTarget) => new EventRefused("pull_request_target runs a stranger's proposal with the rights of the repository", "start the check by workflow_run, as the workflows of \"delivery init --forge github\" do"),
        ("check", _) when _bystanders.Contains(eventName) => new EventAdvisory("nothing is published: the workflow is as whoever started it wrote it"),
        ("check", _) => Only(_judging, command, eventName),
        ("reconcile", _) => Only(_following, command, eventName),
        ("run" or "resume" or "rollback", _) => Only(_ordered, command, eventName),
        ("watch", _) => Only([.. _ordered, "schedule"], command, eventName),
        ("doctor" or "list" or "status" or "plan", _) => new EventAllowed(),
        _ => throw CommandException.Unusable($"the action has no command \"{command}\"", Diagnostics.Suggestion.Help(command, Commands) ?? $"one of: {string.Join(", ", Commands)}"),
    };

    private static EventPermission Only(ImmutableArray<string> allowed, string command, string eventName) => allowed.Contains(eventName)
        ? new EventAllowed()
        : new EventRefused($"\"{command}\" does nothing on the event {eventName}", $"call it from a workflow that is started by {string.Join(", ", allowed)}");
}

/// <summary>Whether a command may do its work on an event. Closed.</summary>
internal abstract record EventPermission;

internal sealed record EventAllowed : EventPermission;

/// <summary>It may look and say what it sees, and nothing of it counts.</summary>
internal sealed record EventAdvisory(string Why) : EventPermission;

internal sealed record EventRefused(string Why, string Help) : EventPermission;
