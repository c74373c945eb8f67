using System.Collections.Immutable;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using NodaTime;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>A gate that a pull request asks to pass.</summary>
/// <param name="Delivery">As the merge would leave it, without the row that passes the gate, and with what its reviewers say.</param>
internal sealed record AskedDecision(DeliveryCase Delivery, GateDefinition Gate, PullReviews Reviews)
{
    public GateStanding Standing => GateStanding.Of(Delivery, Gate);

    /// <summary>The reviews by which it is passed, as the merge commit remembers them.</summary>
    public ImmutableArray<DecidingReview> Deciding(DateTimeZone zone) =>
    [
        .. from voice in Reviews.Voices
           where voice.Opinion is ReviewOpinion.Approved
           let role = voice.Roles.FirstOrDefault(Gate.DecidedBy.Contains)
           where role is not null && voice.Opinion.Review is { AccountId: not null, SubmittedAt: not null }
           select new DecidingReview(voice.Opinion.Review.Id, voice.Opinion.Review.Login, voice.Opinion.Review.AccountId!, role, voice.Opinion.Review.SubmittedAt!.Value.InZone(zone).Date),
    ];
}
