using System.Collections.Immutable;
using System.Globalization;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using NodaTime;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>What one account thinks of a pull request, and in which roles it may think it.</summary>
internal sealed record ReviewVoice(ReviewOpinion Opinion, Person Person, ImmutableArray<string> Roles);

/// <summary>The reviews of a pull request, for one delivery: all pages, one opinion an account, by the head that is judged.</summary>
/// <param name="Voices">Of those who have a role in the delivery, in the order in which they spoke.</param>
/// <param name="Remarks">Why other reviews do not count, a sentence each.</param>
internal sealed record PullReviews(Pull Pull, ImmutableArray<ReviewVoice> Voices, ImmutableArray<string> Remarks)
{
    /// <summary>As GitHub listed them.</summary>
    public ImmutableArray<Review> Read { get; init; } = [];

    public static async Task<PullReviews> ReadAsync(GitHubApi api, Accounts accounts, Pull pull, string deliveryId, CancellationToken cancellation)
    {
        var reviews = await api.ReviewsAsync(pull.Number, cancellation);
        var voices = ImmutableArray.CreateBuilder<ReviewVoice>();
        var remarks = ImmutableArray.CreateBuilder<string>();
        foreach (var late in reviews.Where(review => IsLate(review, pull)))
            remarks.Add($"the approval of {late.User?.Login ?? "ghost"} does not count: it was given after the merge");
        foreach (var opinion in ReviewFold.Of(reviews.Where(review => !IsLate(review, pull)).Select(Submitted), pull.Head.Sha))
        {
            if (WhyNothing(opinion) is { } nothing)
            {
                remarks.Add(nothing);
                continue;
            }

            var (person, roles, doubts) = await accounts.RolesOfAsync(long.Parse(opinion.Review.AccountId!, CultureInfo.InvariantCulture), opinion.Review.Login, deliveryId, cancellation);
            remarks.AddRange(doubts);
            if (roles.IsEmpty)
                remarks.Add($"the review of {opinion.Review.Login} does not count: {person.Name} has no role in this delivery");
            else
                voices.Add(new ReviewVoice(opinion, person, roles));
        }

        return new PullReviews(pull, voices.ToImmutable(), remarks.ToImmutable()) { Read = reviews };
    }

    /// <summary>What was decided was decided by then. Whoever takes a yes back does so at any time.</summary>
    private static bool IsLate(Review review, Pull pull) => review.State == "APPROVED" && pull.MergedAt is { } merged && review.SubmittedAt > merged;

    /// <summary>Those who said that it failed, with the reason that they gave.</summary>
    public IEnumerable<(ReviewVoice Voice, string Reason)> Failures =>
        Voices.Where(v => v.Opinion is ReviewOpinion.Failed).Select(v => (v, ((ReviewOpinion.Failed)v.Opinion).Reason));

    /// <param name="bound">What was looked at; null where it need not be known any more.</param>
    /// <param name="authors">Who wrote it; null if nobody can say.</param>
    /// <param name="client">For whom a delivery manager attests; null for everybody's own word.</param>
    public ImmutableArray<GateWord> Approvals(BoundSet? bound, ImmutableArray<Person>? authors, string? client, Lifecycle rules) =>
        [.. Voices.Where(v => v.Opinion is ReviewOpinion.Approved).Select(voice => WordOf(voice, bound, authors, client, rules)).OfType<GateWord>()];

    public IEnumerable<PendingWord> Objections(string gate, BoundSet bound, ImmutableArray<Person>? authors, Lifecycle rules) =>
        Voices.Where(v => v.Opinion is ReviewOpinion.ChangesRequested or ReviewOpinion.Failed)
            .Select(voice => new PendingWord(gate, WordOf(voice, bound, authors, null, rules)!, IsYes: false));

    private GateWord? WordOf(ReviewVoice voice, BoundSet? bound, ImmutableArray<Person>? authors, string? client, Lifecycle rules)
    {
        var at = voice.Opinion.Review.SubmittedAt ?? Instant.MinValue;
        var source = string.Create(CultureInfo.InvariantCulture, $"review {voice.Opinion.Review.Id} of #{Pull.Number}");
        if (client is null)
            return new GateWord(voice.Person, voice.Roles, at, source, bound?.Digest, bound, authors, null, null, rules);

        return voice.Roles.Contains(Role.DeliveryManager) ? new GateWord(voice.Person, [Role.Client], at, source, bound?.Digest, bound, authors, client, null, rules) : null;
    }

    private static string? WhyNothing(ReviewOpinion opinion) => opinion switch
    {
        ReviewOpinion.Stale { Commit: { } commit } => $"the approval of {opinion.Review.Login} is stale: it was given on commit {Short(commit)}, and the branch has moved on",
        ReviewOpinion.Stale => $"the approval of {opinion.Review.Login} does not count: nobody can say on which commit it was given",
        ReviewOpinion.Dismissed => $"the review of {opinion.Review.Login} was dismissed",
        ReviewOpinion.NotAPerson => $"the review of {opinion.Review.Login} does not count: it is no person's account",
        _ => null,
    };

    private static string Short(string commit) => commit[..Math.Min(7, commit.Length)];

    private static SubmittedReview Submitted(Review review) => new(
        review.Id,
        review.User?.Id.ToString(CultureInfo.InvariantCulture),
        review.User?.Login ?? "ghost",
        review.User?.Type ?? "User",
        review.State,
        review.CommitId,
        review.SubmittedAt is { } at ? Instant.FromDateTimeOffset(at) : null,
        review.Body);
}
