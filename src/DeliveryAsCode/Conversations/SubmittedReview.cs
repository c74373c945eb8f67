using NodaTime;

namespace DeliveryAsCode.Conversations;

/// <summary>A review of a pull request, as a forge tells it.</summary>
/// <param name="AccountId">The forge's immutable id; null where the account is gone.</param>
/// <param name="AccountType">What kind of account it is: only a <c>User</c> is a person.</param>
/// <param name="State">The forge's word, in whatever case: APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED, PENDING.</param>
/// <param name="CommitId">The head that was looked at; null where the forge no longer knows it.</param>
/// <param name="SubmittedAt">Null while it is being written.</param>
public sealed record SubmittedReview(
    long Id, string? AccountId, string Login, string AccountType, string State, string? CommitId, Instant? SubmittedAt, string Body)
{
    /// <summary>Apps, bots and accounts that are gone have no opinion that a role could have.</summary>
    public bool IsByPerson =>
        AccountId is not null && AccountType == "User" && !Login.EndsWith("[bot]", StringComparison.OrdinalIgnoreCase) && !string.Equals(Login, "ghost", StringComparison.OrdinalIgnoreCase);
}
