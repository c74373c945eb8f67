using DeliveryAsCode.Configuration;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Lifecycles;

public class LifecycleRolesTests
{
    private const string Correct = """
        name: small
        stages:
          - name: Ship
            status: Deployment
            owner: delivery-manager
            gate: {name: Ship gate, opens-when: [{policy: {name: high-traffic, overridable-by: cto}}, {acknowledged: {role: deployment-specialist, stand-in: delivery-manager}}]}
            skip: never
        """;

    [Theory]
    [InlineData("owner: delivery-manager", "owner: deliver-manager", "DAC0912 3:11 did you mean \"delivery-manager\"?")]
    [InlineData("stand-in: delivery-manager", "stand-in: shipper", "DAC0912 6:110 one of: delivery-manager, client-intake-manager, production-line-architect, qa-engineer, deployment-specialist, cto, client")]
    [InlineData("overridable-by: cto", "overridable-by: ctoo", "DAC0912 6:51 did you mean \"cto\"?")]
    public void A_role_that_nobody_has_heard_of_is_reported(string old, string now, string told) =>
        Check(Correct.Replace(old, now, StringComparison.Ordinal), ACase.Rules).ShouldBe([told]);

    [Fact]
    public void Known_roles_are_fine() => Check(Correct, ACase.Rules).ShouldBeEmpty();

    [Fact]
    public void Without_roles_nothing_is_said() => Check(Correct, DeliveryConfiguration.Default).ShouldBeEmpty();

    private static string[] Check(string text, DeliveryConfiguration rules) =>
        [.. LifecycleRoles.Check(LifecycleReader.Read(SourceText.From("ops/lifecycle.yml", text)).Value!, rules.Roles).Select(d => $"{d.Code} {d.Location.Start} {d.Help}")];
}
