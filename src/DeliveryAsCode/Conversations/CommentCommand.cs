namespace DeliveryAsCode.Conversations;

/// <summary>What somebody asks for by <c>/delivery …</c> in a comment. Closed.</summary>
/// <param name="Verb">The word behind <c>/delivery</c>.</param>
public abstract record CommentCommand(string Verb)
{
    public sealed record Status() : CommentCommand("status");

    /// <summary>Open the gate's pull request.</summary>
    public sealed record Ready(string Gate) : CommentCommand("ready");

    /// <param name="Reason">Or a link to it.</param>
    public sealed record Fail(string Gate, string Reason) : CommentCommand("fail");

    /// <param name="Step">Id or title of a step, or of a task of a phase.</param>
    public sealed record Confirm(string Step) : CommentCommand("confirm");

    /// <param name="PlanDigest"><c>sha256:</c> and hex, whole or the beginning of it; null if it names no plan.</param>
    public sealed record Go(string Execution, string? PlanDigest, string Reason) : CommentCommand("go");

    public sealed record NoGo(string Execution, string Reason) : CommentCommand("no-go");

    public sealed record Answer(string Step, StepAnswer Outcome, string Reason) : CommentCommand("answer");

    public sealed record Hold(string Reason) : CommentCommand("hold");

    public sealed record LiftHold(string Reason) : CommentCommand("lift-hold");

    public sealed record Rollback(string Reason) : CommentCommand("rollback");

    /// <summary>A delivery manager attests what a client without an account said.</summary>
    /// <param name="Evidence">Where that can be looked up.</param>
    public sealed record AcknowledgeForClient(Uri Evidence, string Client) : CommentCommand("ack");

    /// <summary>The command as people write it. Reading it gives the same command.</summary>
    public sealed override string ToString() => CommandUsage.Format(this);
}

/// <summary>What became of a step whose end nobody saw.</summary>
public enum StepAnswer
{
    Done,
    Failed,
    Again,
}
