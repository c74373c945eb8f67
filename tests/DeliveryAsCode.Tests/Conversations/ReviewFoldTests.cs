using System.Collections.Immutable;
using DeliveryAsCode.Conversations;
using NodaTime;

namespace DeliveryAsCode.Tests.Conversations;

public class ReviewFoldTests
{
    private const string Head = "9f8e7d6c5b4a39281706f5e4d3c2b1a098765432";
    private const string Old = "0123456789abcdef0123456789abcdef01234567";

    private static readonly Instant Morning = Instant.FromUtc(2026, 4, 27, 9, 0);

    [Fact]
    public void An_approval_of_the_head_is_a_yes() => Told(A(1, "APPROVED")).ShouldBe("Approved");

    [Theory]
    [InlineData("COMMENTED")]
    [InlineData("PENDING")]
    [InlineData("SOMETHING_NEW")]
    public void What_decides_nothing_is_no_opinion_and_leaves_the_older_one(string state)
    {
        Told(A(1, state)).ShouldBe("");
        Told(A(1, "APPROVED"), A(2, state)).ShouldBe("Approved");
    }

    [Theory]
    [InlineData("APPROVED", "CHANGES_REQUESTED", "ChangesRequested")]
    [InlineData("CHANGES_REQUESTED", "APPROVED", "Approved")]
    [InlineData("APPROVED", "DISMISSED", "Dismissed")]
    [InlineData("DISMISSED", "APPROVED", "Approved")]
    [InlineData("APPROVED", "approved", "Approved")]
    public void The_newest_decides(string first, string second, string opinion)
    {
        Told(A(1, first), A(2, second)).ShouldBe(opinion);
        Told(A(2, second), A(1, first)).ShouldBe(opinion);
    }

    [Fact]
    public void A_review_that_was_begun_first_and_sent_last_is_the_newest() =>
        Told(A(7, "APPROVED", at: 1), A(3, "CHANGES_REQUESTED", at: 2)).ShouldBe("ChangesRequested");

    [Theory]
    [InlineData(Old)]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("9f8e7d6")]
    public void An_approval_of_another_commit_is_stale(string? commit) => Told(A(1, "APPROVED", commit: commit)).ShouldBe("Stale");

    [Fact]
    public void What_blocks_blocks_on_whatever_commit_it_was_said()
    {
        Told(A(1, "CHANGES_REQUESTED", commit: Old)).ShouldBe("ChangesRequested");
        Told(A(1, "COMMENTED", commit: Old, body: "FAIL")).ShouldBe("Failed");
    }

    [Theory]
    [InlineData("FAIL", "")]
    [InlineData("FAIL: 3 of 41 scenarios", "3 of 41 scenarios")]
    [InlineData("\r\n FAIL \r\n\r\n3 of 41\r\nscenarios fail", "3 of 41 scenarios fail")]
    [InlineData("FAIL:\nsee #31", "see #31")]
    public void A_review_that_begins_with_the_word_fails_the_gate(string body, string reason)
    {
        foreach (var state in new[] { "APPROVED", "CHANGES_REQUESTED", "COMMENTED" })
            ReviewFold.Of([A(1, state, body: body)], Head).ShouldHaveSingleItem().ShouldBeOfType<ReviewOpinion.Failed>().Reason.ShouldBe(reason);
        foreach (var state in new[] { "DISMISSED", "PENDING" })
            ReviewFold.Of([A(1, state, body: body)], Head).ShouldAllBe(o => o is ReviewOpinion.Dismissed);
    }

    [Theory]
    [InlineData("FAIL-safe is right")]
    [InlineData("FAILED")]
    [InlineData("fail")]
    [InlineData("Does not FAIL")]
    [InlineData("FAIL is no option")]
    [InlineData("Fine.\nFAIL")]
    [InlineData("> FAIL")]
    public void A_review_that_only_speaks_of_failing_does_not(string body) => Told(A(1, "APPROVED", body: body)).ShouldBe("Approved");

    [Theory]
    [InlineData("9", "quinn", "Bot")]
    [InlineData("9", "quinn", "Organization")]
    [InlineData("9", "quinn", "user")]
    [InlineData("9", "quinn[bot]", "User")]
    [InlineData("9", "Ghost", "User")]
    [InlineData(null, "quinn", "User")]
    public void Nobody_speaks_through_a_machine_or_an_account_that_is_gone(string? id, string login, string type) =>
        ReviewFold.Of([A(1, "APPROVED") with { AccountId = id, Login = login, AccountType = type }], Head).ShouldHaveSingleItem().ShouldBeOfType<ReviewOpinion.NotAPerson>();

    [Fact]
    public void Two_hundred_and_fifty_approvals_and_one_no_are_a_no()
    {
        var reviews = Enumerable.Range(1, 250).Select(i => A(i, "APPROVED", at: i)).Append(A(251, "CHANGES_REQUESTED", at: 251)).Reverse();

        Told([.. reviews]).ShouldBe("ChangesRequested");
    }

    [Fact]
    public void A_review_that_was_dismissed_while_the_pages_were_read_is_dismissed()
    {
        Told(A(1, "APPROVED"), A(1, "DISMISSED")).ShouldBe("Dismissed");
        Told(A(1, "DISMISSED"), A(1, "APPROVED")).ShouldBe("Dismissed");
    }

    /// <summary>All histories of up to four reviews by two accounts, in all orders of the pages, beside a judge who was written without looking at the other.</summary>
    [Fact]
    public void Every_short_history_is_folded_as_the_plain_words_of_the_rules_say()
    {
        string[] accounts = ["1", "2"], states = ["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED", "PENDING"], commits = [Head, Old], bodies = ["", "FAIL"];
        var kinds = (from account in accounts
                     from state in states
                     from commit in commits
                     from body in bodies
                     where body.Length == 0 || state is "COMMENTED" or "DISMISSED"
                     select A(0, state, commit: commit, body: body) with { AccountId = account, Login = $"user{account}" }).ToArray();
        var histories = Enumerable.Range(0, 4).SelectMany(length => Histories(kinds, length)).ToList();
        histories.Count.ShouldBeGreaterThan(20_000);

        foreach (var history in histories)
        {
            var expected = Reference(history);
            Opinions([.. history]).ShouldBe(expected);
            Opinions([.. history.Reverse()]).ShouldBe(expected);
        }
    }

    private static IEnumerable<ImmutableArray<SubmittedReview>> Histories(SubmittedReview[] kinds, int length) =>
        length == 0 ? [[]]
        : from shorter in Histories(kinds, length - 1) from kind in kinds select shorter.Add(kind with { Id = length, SubmittedAt = kind.State == "PENDING" ? null : Morning + Duration.FromMinutes(length) });

    /// <summary>Goes through the history forwards and keeps a note for each account, as a person would.</summary>
    private static string Reference(ImmutableArray<SubmittedReview> history)
    {
        var notes = new SortedDictionary<string, (int At, string Opinion)>();
        for (var i = 0; i < history.Length; i++)
        {
            var r = history[i];
            if (r.State == "PENDING" || (r.State == "COMMENTED" && r.Body != "FAIL"))
                continue;

            string opinion;
            if (r.State == "DISMISSED")
                opinion = "Dismissed";
            else if (r.Body == "FAIL")
                opinion = "Failed";
            else if (r.State == "CHANGES_REQUESTED")
                opinion = "ChangesRequested";
            else
                opinion = r.CommitId == Head ? "Approved" : "Stale";
            notes[r.AccountId!] = (i, opinion);
        }

        return string.Join(' ', notes.OrderBy(n => n.Value.At).Select(n => $"{n.Key}={n.Value.Opinion}"));
    }

    private static string Opinions(SubmittedReview[] reviews) =>
        string.Join(' ', ReviewFold.Of(reviews, Head).Select(o => $"{o.Review.AccountId}={o.GetType().Name}"));

    private static string Told(params SubmittedReview[] reviews) => string.Join(' ', ReviewFold.Of(reviews, Head).Select(o => o.GetType().Name));

    private static SubmittedReview A(long id, string state, string? commit = Head, string body = "", int? at = null) =>
        new(id, "17", "quinn", "User", state, commit, state == "PENDING" ? null : Morning + Duration.FromMinutes(at ?? (int)id), body);
}
