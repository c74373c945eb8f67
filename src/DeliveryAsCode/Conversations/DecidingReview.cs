using System.Globalization;
using System.Text.RegularExpressions;
using DeliveryAsCode.Documents;
using NodaTime;

namespace DeliveryAsCode.Conversations;

/// <summary>A review that counted when a gate's pull request was merged, as the merge commit remembers it.</summary>
/// <param name="Id">Of the review.</param>
/// <param name="Login">As it was then.</param>
public sealed partial record DecidingReview(long Id, string Login, string AccountId, string Role, LocalDate On)
{
    /// <summary>The trailer's value: <c>91 by quinn (17) as qa-engineer on 2026-04-27</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} by {Login} ({AccountId}) as {Role} on {DocumentDate.Format(On)}");

    /// <returns>Null for anything else.</returns>
    public static DecidingReview? Parse(string value) =>
        Shape().Match(value) is { Success: true, Groups: var part }
        && long.TryParse(part["id"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && DocumentDate.Parse(part["on"].ValueSpan) is { } on
            ? new DecidingReview(id, part["login"].Value, part["account"].Value, part["role"].Value, on)
            : null;

    [GeneratedRegex(@"\A(?<id>[0-9]{1,18}) by (?<login>[^\s()]+) \((?<account>[0-9]{1,18})\) as (?<role>\S+) on (?<on>[0-9]{4}-[0-9]{2}-[0-9]{2})\z")]
    private static partial Regex Shape();
}
