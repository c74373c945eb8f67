using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Conversations;

/// <summary>Who may give a command. Closed.</summary>
public abstract record CommandPermission
{
    private const string DeploymentSpecialist = "deployment-specialist";

    private static readonly ImmutableArray<string> Intervening = [DeploymentSpecialist, Role.DeliveryManager, "cto"];

    private CommandPermission()
    {
    }

    /// <summary>Whoever can read the repository.</summary>
    public sealed record Anybody : CommandPermission;

    /// <summary>Holders of one of the roles.</summary>
    public sealed record OneOf(ImmutableArray<string> Roles) : CommandPermission;

    /// <summary>Nobody now: there is nothing that it could be about.</summary>
    /// <param name="Why">A sentence without a full stop.</param>
    public sealed record Nobody(string Why) : CommandPermission;

    /// <param name="pending">What the execution waits for; null if it waits for nothing, or there is none.</param>
    public static CommandPermission Of(CommentCommand command, Lifecycle lifecycle, Question? pending) => command switch
    {
        CommentCommand.Status => new Anybody(),
        CommentCommand.Ready ready => lifecycle.FindStageOfGate(ready.Gate) is { } stage ? new OneOf([stage.Owner]) : NoGate(ready.Gate),
        CommentCommand.Fail fail => lifecycle.FindGate(fail.Gate) is { } gate ? new OneOf(gate.DecidedBy) : NoGate(fail.Gate),
        CommentCommand.Confirm => pending is ConfirmationQuestion asked ? Asked(asked) : new Nobody("no execution waits for a confirmation"),
        CommentCommand.Go or CommentCommand.NoGo => pending is DecisionQuestion or WatchQuestion ? Asked(pending) : new Nobody("no execution waits for a go or no-go"),
        CommentCommand.Answer => new OneOf([DeploymentSpecialist]),
        CommentCommand.Hold or CommentCommand.LiftHold or CommentCommand.Rollback => new OneOf(Intervening),
        CommentCommand.AcknowledgeForClient => new OneOf([Role.DeliveryManager]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Where the question names no role, those who run deployments answer.</summary>
    private static OneOf Asked(Question question) => new(question.IsIntervention ? Intervening : [question.Role ?? DeploymentSpecialist]);

    private static Nobody NoGate(string gate) => new($"the lifecycle has no gate \"{gate}\"");
}
