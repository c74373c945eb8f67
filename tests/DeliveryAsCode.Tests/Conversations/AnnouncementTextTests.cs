using System.Text;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Tests.Conversations;

public class AnnouncementTextTests
{
    private static readonly Announcement Started = new(AnnouncementKind.Started, "Support Bot 1.4.0", "Support Bot 1.4.0 has started in production");

    [Fact]
    public void It_is_told_in_the_form_of_each_channel()
    {
        AnnouncementText.Markdown(Started, ARecord.Read(), "https://x.example/log").ShouldBe("<!-- delivery:announcement -->\n🚀 **Support Bot 1.4.0 has started in production**\n\n<sub>Acme Corp — Support Bot · [log](https://x.example/log)</sub>\n");
        AnnouncementText.Plain(Started, ARecord.Read(), "https://x.example/log").ShouldBe("🚀 Support Bot 1.4.0 has started in production (Acme Corp — Support Bot) https://x.example/log");
        AnnouncementText.Slack(Started, ARecord.Read(), "https://x.example/log").ShouldBe("🚀 *Support Bot 1.4.0 has started in production*\nAcme Corp — Support Bot · <https://x.example/log|log>");
    }

    [Fact]
    public void A_runbook_calls_nobody_whatever_its_title()
    {
        foreach (var text in HostileText.Sample(500).Concat(["<!channel>", "<@U123>", "<https://evil.example|log>", "@here", "*x*", "&lt;!here&gt;"]))
        {
            var announcement = Started with { Text = text };
            AnnouncementText.Slack(announcement, ARecord.Read() with { Name = text }, null).AsSpan().IndexOfAny('<', '>').ShouldBe(-1, text);
            AnnouncementText.Plain(announcement, ARecord.Read(), null).AsSpan().IndexOfAny('\n', '\r', '\u202E').ShouldBe(-1, text);
        }

        var texts = HostileText.Sample(100);
        foreach (var html in CmarkGfm.RenderHtml([.. texts.Select(t => Encoding.UTF8.GetBytes(AnnouncementText.Markdown(Started with { Text = t }, ARecord.Read() with { Client = t }, null)))], "table", "autolink", "strikethrough"))
        {
            html.ShouldNotContain("<a ");
            html.ShouldNotContain("<img");
        }
    }
}
