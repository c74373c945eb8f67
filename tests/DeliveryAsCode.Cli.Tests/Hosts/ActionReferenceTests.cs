using System.Text;
using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Templates;

namespace DeliveryAsCode.Cli.Tests.Hosts;

public class ActionReferenceTests
{
    private static readonly ActionReference Release = new("acme/delivery", "", "4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e");

    [Theory]
    [InlineData("actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683", true)]
    [InlineData("delivery-as-code/delivery/action/host@v1", false)]
    [InlineData("acme/delivery@main", false)]
    [InlineData("acme/delivery@11bd719", false)]
    public void A_reference_is_pinned_by_a_full_id(string uses, bool isPinned)
    {
        var reference = ActionReference.Parse(uses).ShouldNotBeNull();

        reference.ToString().ShouldBe(uses);
        reference.IsPinned.ShouldBe(isPinned);
    }

    [Theory]
    [InlineData("./")]
    [InlineData("./.github/actions/x")]
    [InlineData("docker://alpine@sha256:00")]
    [InlineData("acme@v1")]
    public void What_is_in_the_repository_or_an_image_is_none(string uses) => ActionReference.Parse(uses).ShouldBeNull();

    [Fact]
    public void Every_call_of_our_action_in_the_templates_is_the_placeholder_and_is_filled_in()
    {
        foreach (var template in BuiltInTemplates.List("github").Where(t => t.Contains("workflows/", StringComparison.Ordinal)))
        {
            var text = Encoding.UTF8.GetString(BuiltInTemplates.Find(template)!);
            foreach (var reference in ActionReference.FindAll(text))
            {
                reference.IsPinned.ShouldBeTrue($"{template}: {reference}");
                (reference.IsPlaceholder || reference.Repository == "actions/checkout").ShouldBeTrue($"{template}: {reference}");
            }

            ActionReference.FindAll(Release.FillIn(text)).ShouldAllBe(r => !r.IsPlaceholder && r.IsPinned);
        }
    }
}
