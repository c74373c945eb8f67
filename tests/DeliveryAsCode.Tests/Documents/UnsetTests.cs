using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Tests.Documents;

public class UnsetTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" — ")]
    [InlineData("TBD")]
    [InlineData("**TBD**")]
    [InlineData("~~tbd~~")]
    [InlineData("TBD.")]
    [InlineData("n/a")]
    [InlineData("`-`")]
    [InlineData("?")]
    [InlineData("\u200B")]
    [InlineData("\u00AD")]
    [InlineData("\u2800")]
    public void What_says_nothing_is_not_set(string text) => Unset.Is(text).ShouldBeTrue();

    [Theory]
    [InlineData("0")]
    [InlineData("✅")]
    [InlineData("n/a: internal tool")]
    [InlineData("TBD by Anna")]
    [InlineData("None")]
    public void What_says_something_is_set(string text) => Unset.Is(text).ShouldBeFalse();
}
