using DeliveryAsCode.Facts;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Tests.Lifecycles;

public class LifecycleFactsTests
{
    private static readonly FactNames Known = FactNames.Known(
        ACase.Read("version: 1\nfacts:\n  needs-dba: [\"migrations/**\"]\n").Facts, ["acme-production"]);

    [Theory]
    [InlineData("with-reason", "code-changed and not documentation-only", "")]
    [InlineData("with-reason", "needs-dba or environment == acme-production", "")]
    [InlineData("with-reason", "code-change", "DAC0925 6")]
    [InlineData("with-reason", "environment == acme-prod", "DAC0925 6")]
    [InlineData("{facts: [documentation-only, needs-dba]}", null, "")]
    [InlineData("{facts: [documentation-only, needs-dbas]}", null, "DAC0925 8")]
    public void Facts_that_a_lifecycle_names_are_built_in_or_declared(string skip, string? when, string places)
    {
        var lifecycle = ACase.OneGate("decided-by: [cto]", skip, when is null ? "owner: delivery-manager" : $"owner: delivery-manager\n    when: {when}");

        string.Join(' ', LifecycleFacts.Check(lifecycle, Known).Select(d => $"{d.Code} {d.Location.Start.Line}")).ShouldBe(places);
    }
}
