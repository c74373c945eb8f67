using System.Globalization;
using DeliveryAsCode.Documents;
using NodaTime;

namespace DeliveryAsCode.Conversations;

/// <summary>A review that counted when a gate's pull request was merged, as the merge commit remembers it.</summary>
/// <param name="Id">Of the review.</param>
/// <param name="Login">As it was then.</param>
public sealed record DecidingReview(long Id, string Login, string AccountId, string Role, LocalDate On)
{
    /// <summary>The trailer's value: <c>91 by quinn (17) as qa-engineer on 2026-04-27</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} by {Login} ({AccountId}) as {Role} on {DocumentDate.Format(On)}");
}
