namespace DeliveryAsCode.Conversations;

/// <summary>What one account thinks of a head, by the newest of its reviews that decides anything. Closed. Only <see cref="Approved"/> is a yes.</summary>
public abstract record ReviewOpinion(SubmittedReview Review)
{
    public sealed record Approved(SubmittedReview Review) : ReviewOpinion(Review);

    /// <summary>It blocks, on whatever commit it was said.</summary>
    public sealed record ChangesRequested(SubmittedReview Review) : ReviewOpinion(Review);

    /// <summary>The first line of the review says so.</summary>
    /// <param name="Reason">The rest of it on one line; empty if there is none.</param>
    public sealed record Failed(SubmittedReview Review, string Reason) : ReviewOpinion(Review);

    /// <summary>An approval of something that is not the head.</summary>
    /// <param name="Commit">What was approved; null where nobody can say.</param>
    public sealed record Stale(SubmittedReview Review, string? Commit) : ReviewOpinion(Review);

    /// <summary>Somebody took it back, and it gives no older one its force again.</summary>
    public sealed record Dismissed(SubmittedReview Review) : ReviewOpinion(Review);

    /// <summary>Whatever it says, nobody said it.</summary>
    public sealed record NotAPerson(SubmittedReview Review) : ReviewOpinion(Review);
}
