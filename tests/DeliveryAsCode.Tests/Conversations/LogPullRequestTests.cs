using DeliveryAsCode.Conversations;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Tests.Infra;
using static DeliveryAsCode.Tests.Execution.ARunbook;

namespace DeliveryAsCode.Tests.Conversations;

public class LogPullRequestTests
{
    private static readonly LogPullRequest Log = new(ARecord.Read(), Of(Phase(PhaseKind.Execution, Step("migrate", Bash("up"), undo: Bash("down")))), "2026-03-04T21-05Z-1", "deliveries/acme-support-bot/executions/2026-03-04T21-05Z-1.md");

    [Fact]
    public void A_log_says_where_it_fills()
    {
        var text = (Log with { Addresses = ("https://x.example/log", "https://x.example/run/1"), StartsNoWorkflow = true }).ToText();

        text.Branch.Name.ShouldBe("delivery/acme-support-bot/log-2026-03-04T21-05Z-1");
        text.Title.ShouldStartWith("Log: Acme Corp — Support Bot — Support Bot 1.4.0");
        text.Title.ShouldEndWith("(2026-03-04T21-05Z-1)");
        text.CommitMessage.ShouldBe("acme-support-bot: go on with the log of 2026-03-04T21-05Z-1\n");
        text.Body.ShouldStartWith("<!-- delivery:pull-request -->\n> [!NOTE]\n> **Support Bot 1.4.0 is being deployed.** The log fills while it runs.\n\n- Execution `2026-03-04T21-05Z-1`");
        text.Body.ShouldContain("](https://x.example/log)\n- Run: [what it does right now](https://x.example/run/1)\n\nMerging this files the log.");
    }

    [Theory]
    [InlineData(Conclusion.Succeeded, "[!TIP]")]
    [InlineData(Conclusion.RolledBack, "[!WARNING]")]
    [InlineData(Conclusion.Failed, "[!WARNING]")]
    [InlineData(Conclusion.OnHold, "[!CAUTION]")]
    public void It_says_how_it_ended(Conclusion conclusion, string alert)
    {
        (Log with { Conclusion = conclusion }).Body().ShouldContain($"> {alert}\n> **Support Bot 1.4.0 ");
        (Log with { Conclusion = conclusion }).CommitMessage().ShouldStartWith("acme-support-bot: end the log of ");
    }
}
