using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Transitions;

public class SetWarningTests
{
    [Theory]
    [InlineData("field:Status", "Deployment", "status from \"QA\" to \"Deployment\"")]
    [InlineData("milestone:QA certified:Actual date", "2026-11-20", "delivery acknowledge acme-support-bot --gate \"QA gate\"")]
    [InlineData("milestone:QA certified:Target date", "2026-12-24", "--decision re-plan")]
    public void Set_says_what_a_check_would_refuse(string address, string value, string warning)
    {
        using var repository = Certifiable.Repository();

        Delivery.In(repository).Run("set", Certifiable.Id, address, value).ExitsWith(0).Complains("warning: ").Complains(warning);
    }
}
