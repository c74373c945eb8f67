using DeliveryAsCode.Execution;
using DeliveryAsCode.Deliveries;

namespace DeliveryAsCode.Conversations;

/// <summary>Announcements of a deployment as they are posted.</summary>
public static class AnnouncementText
{
    /// <summary>For the thread of an issue.</summary>
    /// <param name="log">Address of the log; null if there is none yet.</param>
    public static string Markdown(Announcement announcement, DeliveryRecord record, string? log) =>
        $"{Marker.Announcement}\n{Sign(announcement.Kind)} **{MarkdownText.Of(announcement.Text)}**\n\n<sub>{MarkdownText.Of(DeliveryTitle.Of(record))}{(log is null ? "" : $" · {MarkdownText.Link("log", log)}")}</sub>\n";

    /// <summary>For whoever shows text as it is.</summary>
    public static string Plain(Announcement announcement, DeliveryRecord record, string? log) =>
        $"{Sign(announcement.Kind)} {ShownText.Line(announcement.Text)} ({ShownText.Line(DeliveryTitle.Of(record))}){(log is null ? "" : $" {log}")}";

    /// <summary>
    /// For Slack, which makes commands of <c>&lt;…&gt;</c> and marks of a few signs: <c>&lt;!channel&gt;</c> calls everybody.
    /// </summary>
    public static string Slack(Announcement announcement, DeliveryRecord record, string? log) =>
        $"{Sign(announcement.Kind)} *{SlackText(announcement.Text)}*\n{SlackText(DeliveryTitle.Of(record))}{(log is not null && Uri.TryCreate(log, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? $" · <{address.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal)}|log>" : "")}";

    /// <summary>Slack has no escape for its marks; a space without width beside them parts them from what they would mark.</summary>
    private static string SlackText(string text)
    {
        var safe = TitleText.Of(text).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        return string.Concat(safe.Select(c => "*_~`".Contains(c, StringComparison.Ordinal) ? $"\u200B{c}\u200B" : c.ToString()));
    }

    private static string Sign(AnnouncementKind kind) => kind switch
    {
        AnnouncementKind.Started => "🚀",
        AnnouncementKind.PhaseStarted => "▶️",
        AnnouncementKind.PhaseEnded => "☑️",
        AnnouncementKind.RollbackStarted => "↩️",
        AnnouncementKind.OnHold => "⏸️",
        AnnouncementKind.HoldLifted => "▶️",
        AnnouncementKind.Waiting => "⏳",
        AnnouncementKind.Concluded => "🏁",
    };
}
