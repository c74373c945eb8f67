using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
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

    /// <summary>Approvals of people who have roles, but none that this gate asks, a sentence each.</summary>
    public IEnumerable<string> WordsOfOthers =>
        from voice in Reviews.Voices
        where voice.Opinion is ReviewOpinion.Approved && !voice.Roles.Any(IsAsked)
        select $"the approval of {voice.Opinion.Review.Login} does not count for \"{Gate.Name}\": {voice.Person.Name} is {string.Join(", ", voice.Roles)}, and {string.Join(" and ", Gate.DecidedBy)} is asked";

    /// <summary>Beside those who decide: whoever may let a policy pass, and whoever can speak for a client without an account.</summary>
    private bool IsAsked(string role) =>
        Gate.DecidedBy.Contains(role)
        || Gate.OpensWhen.WithParts.OfType<GateCondition.PolicyHolds>().Any(p => p.OverridableBy == role)
        || (role == Role.DeliveryManager && Gate.DecidedBy.Contains(Role.Client));

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
