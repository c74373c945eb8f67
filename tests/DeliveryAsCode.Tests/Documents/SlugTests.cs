using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Tests.Documents;

public class SlugTests
{
    [Theory]
    [InlineData("Final checks", "final-checks")]
    [InlineData("Go or no-go?", "go-or-no-go")]
    [InlineData("001 conversation_index", "001-conversation_index")]
    [InlineData("✅ Done & dusted", "-done--dusted")]
    [InlineData("Über Straße", "über-straße")]
    [InlineData("日本 語", "日本-語")]
    [InlineData("½ way (v1.2)", "-way-v12")]
    public void A_heading_has_GitHubs_anchor(string heading, string slug) => Slug.Of(heading).ShouldBe(slug);
}
