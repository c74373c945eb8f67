namespace DeliveryAsCode.StandIns.GitHub;

/// <summary>What goes wrong between a client and GitHub. The set is closed.</summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>Whether what was asked for is done although the client is not told.</summary>
    public virtual bool TakesEffect => false;

    /// <summary>No answer ever; nothing was done.</summary>
    public sealed record TimeoutBeforeEffect : Fault;

    /// <summary>No answer ever, though everything was done.</summary>
    public sealed record TimeoutAfterEffect : Fault
    {
        public override bool TakesEffect => true;
    }

    /// <summary>500, 502, 503: with GitHub's short JSON, and as ambiguous as they are.</summary>
    public sealed record Status(int Code, bool AfterEffect = false) : Fault
    {
        public override bool TakesEffect => AfterEffect;
    }

    /// <summary>403: too many at once. Without <paramref name="RetryAfter"/> GitHub does not say how long to wait.</summary>
    public sealed record SecondaryLimit(TimeSpan? RetryAfter = null) : Fault;

    /// <summary>403 with nothing remaining until the clock is at <paramref name="Reset"/>.</summary>
    public sealed record PrimaryLimit(DateTimeOffset Reset) : Fault;

    /// <summary>429.</summary>
    public sealed record TooMany(TimeSpan? RetryAfter = null) : Fault;

    /// <summary>401: the token is no longer believed.</summary>
    public sealed record Unauthorized : Fault;

    /// <summary>403: the token lacks a permission.</summary>
    public sealed record Forbidden : Fault;

    /// <summary>404, as GitHub says for what may not be seen.</summary>
    public sealed record NotFound : Fault;

    public sealed record Conflict409 : Fault;

    public sealed record Unprocessable422 : Fault;

    /// <summary>The answer, whole for HTTP, but its JSON ends in the middle.</summary>
    public sealed record TruncatedJson : Fault
    {
        public override bool TakesEffect => true;
    }

    /// <summary>A page for people, as a proxy or an outage sends it.</summary>
    public sealed record HtmlBody(int Code = 200, bool AfterEffect = false) : Fault
    {
        public override bool TakesEffect => AfterEffect;
    }

    /// <summary>The connection breaks in place of an answer.</summary>
    public sealed record ConnectionReset(bool AfterEffect = false) : Fault
    {
        public override bool TakesEffect => AfterEffect;
    }

    /// <summary>Somebody else does something just before the answer is made: between two pages of a list, or under a writer's hands.</summary>
    public sealed record PageChangesWhileRead(Action Change) : Fault
    {
        public override bool TakesEffect => true;
    }
}
