using System.Globalization;
using System.Text;
using DeliveryAsCode.Planning;

namespace DeliveryAsCode.Conversations;

/// <summary>Planned changes with their reasons, for bodies and for commit messages.</summary>
internal static class ChangeList
{
    public static string InBody(Plan plan)
    {
        var list = new StringBuilder();
        foreach (var change in plan.Changes)
            list.Append(CultureInfo.InvariantCulture, $"- **{MarkdownText.Of(change.Summary)}**<br><sub>{MarkdownText.Code(change.Path)} · because {MarkdownText.Of(change.Reason)}</sub>\n");
        if (!plan.Notes.IsEmpty || !plan.Refusals.IsEmpty)
            list.Append("\n**Nothing is done about this by itself:**\n\n");
        foreach (var note in plan.Notes)
            list.Append(CultureInfo.InvariantCulture, $"- {MarkdownText.Of(note.Message)}\n");
        foreach (var refusal in plan.Refusals)
            list.Append(CultureInfo.InvariantCulture, $"- {MarkdownText.Of(refusal.Message)}<br><sub>{MarkdownText.Code(refusal.Location.ToString())}</sub>\n");
        return list.Append('\n').ToString();
    }

    public static IEnumerable<string> InMessage(Plan plan) => plan.Changes.Select(c => $"- {TitleText.Of(c.Summary)}, because {TitleText.Of(c.Reason)}");
}
