using System.Collections.Immutable;

namespace DeliveryAsCode.Conversations;

/// <summary>
/// The reviews of a pull request, folded to one opinion an account: the newest that decides anything. Pages can come in
/// any order, and a review that changed while they were read can come twice: the answer is the same, and the stricter one.
/// </summary>
public static class ReviewFold
{
    private const string Fail = "FAIL";

    /// <param name="reviews">All of them: one page less may be the one that says no.</param>
    /// <param name="head">Full id of the commit that is judged.</param>
    /// <returns>In the order in which they were given.</returns>
    public static ImmutableArray<ReviewOpinion> Of(IEnumerable<SubmittedReview> reviews, string head) =>
    [
        .. reviews.Where(Decides)
            .GroupBy(r => r.AccountId ?? $"login:{r.Login}")
            .Select(account => account.OrderBy(r => r.SubmittedAt).ThenBy(r => r.Id).ThenBy(Strictness).ThenBy(r => r.CommitId == head ? 0 : 1).ThenBy(r => r.Body, StringComparer.Ordinal).Last())
            .OrderBy(r => r.SubmittedAt).ThenBy(r => r.Id)
            .Select(review => OpinionOf(review, head)),
    ];

    private static ReviewOpinion OpinionOf(SubmittedReview review, string head) => StateOf(review) switch
    {
        _ when !review.IsByPerson => new ReviewOpinion.NotAPerson(review),
        State.Dismissed => new ReviewOpinion.Dismissed(review),
        State.Failed => new ReviewOpinion.Failed(review, ReasonOf(review)),
        State.ChangesRequested => new ReviewOpinion.ChangesRequested(review),
        _ when review.CommitId != head => new ReviewOpinion.Stale(review, review.CommitId),
        _ => new ReviewOpinion.Approved(review),
    };

    private static bool Decides(SubmittedReview review) => StateOf(review) != State.Nothing;

    private static int Strictness(SubmittedReview review) => (int)StateOf(review);

    private static State StateOf(SubmittedReview review) => review.State.ToUpperInvariant() switch
    {
        _ when review.SubmittedAt is null => State.Nothing,
        "DISMISSED" => State.Dismissed,
        "APPROVED" or "CHANGES_REQUESTED" or "COMMENTED" when SaysFail(review) => State.Failed,
        "APPROVED" => State.Approved,
        "CHANGES_REQUESTED" => State.ChangesRequested,
        _ => State.Nothing,
    };

    /// <summary>The word alone, or with its reason behind a colon: <c>FAIL-safe</c> and <c>FAIL is no option</c> are no verdicts.</summary>
    private static bool SaysFail(SubmittedReview review) =>
        FirstLine(review.Body) is var line && (line == Fail || line.StartsWith(Fail + ":", StringComparison.Ordinal));

    private static string ReasonOf(SubmittedReview review) =>
        string.Join(' ', review.Body.Trim()[Fail.Length..].TrimStart(':').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string FirstLine(string body)
    {
        var text = body.AsSpan().Trim();
        var end = text.IndexOfAny('\r', '\n');
        return (end < 0 ? text : text[..end]).TrimEnd().ToString();
    }

    /// <summary>The stricter the later.</summary>
    private enum State
    {
        Nothing,
        Approved,
        ChangesRequested,
        Failed,
        Dismissed,
    }
}
