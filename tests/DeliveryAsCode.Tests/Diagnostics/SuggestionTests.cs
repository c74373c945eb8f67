using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Tests.Diagnostics;

public class SuggestionTests
{
    private static readonly string[] Sections = ["Milestones", "Gates", "Risk register", "Escalations", "Status updates sent"];

    [Theory]
    [InlineData("Mile stones", "Milestones")]
    [InlineData("Milestnoes", "Milestones")]
    [InlineData("gate", "Gates")]
    [InlineData("Escalation", "Escalations")]
    public void A_slip_is_recognised(string word, string expected) =>
        Suggestion.Nearest(word, Sections).ShouldBe(expected);

    [Theory]
    [InlineData("Notes")]
    [InlineData("Appendix")]
    [InlineData("")]
    public void Another_word_is_not_taken_for_a_slip(string word) =>
        Suggestion.Nearest(word, Sections).ShouldBeNull();

    [Fact]
    public void A_short_list_is_offered_where_nothing_is_near() =>
        Suggestion.Help("banana", ["open", "done"]).ShouldBe("one of: open, done");
}
