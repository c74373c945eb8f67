using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Checklists;

public static class ChecklistEdits
{
    private const string NotApplicable = "n/a:";

    /// <param name="item">An id, or the beginning of an item's text.</param>
    /// <param name="value"><c>done</c>, <c>open</c> or <c>n/a: reason</c>.</param>
    public static EditResult Set(Checklist checklist, MarkdownDocument document, string item, string value)
    {
        var place = Location.OfFile(checklist.Path);
        return Find(checklist, item) switch
        {
            [var only] => Set(document, only, value),
            [] => EditResult.Refuse(DiagnosticCatalog.UnknownAddress, place, $"the checklist has no item \"{item}\"",
                Suggestion.Help(item, [.. checklist.Items.Select(i => i.Id)])),
            var several when several.All(i => i.Id == item) => EditResult.Refuse(DiagnosticCatalog.AmbiguousAddress, several[1].Location, $"{several.Count} items have the id \"{item}\"",
                $"give each its own: they stand in the lines {string.Join(", ", several.Select(i => i.Location.Start.Line))}"),
            var several => EditResult.Refuse(DiagnosticCatalog.AmbiguousAddress, several[0].Location, $"{several.Count} items begin with \"{item}\"",
                $"name one by its id: {string.Join(", ", several.Select(i => i.Id))}"),
        };
    }

    /// <summary>An id is exact; only where none matches, the beginning of a text counts.</summary>
    private static List<ChecklistItem> Find(Checklist checklist, string item)
    {
        var byId = checklist.Items.Where(i => i.Id == item).ToList();
        return byId.Count > 0 ? byId : [.. checklist.Items.Where(i => i.Text.StartsWith(item, StringComparison.OrdinalIgnoreCase))];
    }

    private static EditResult Set(MarkdownDocument document, ChecklistItem item, string value)
    {
        if (value.StartsWith(NotApplicable, StringComparison.OrdinalIgnoreCase) && value[NotApplicable.Length..].Trim() is { Length: > 0 } reason)
            return EditResult.OfTrial(MarkdownEdits.SetNotApplicable(document, item.Source, reason), item.Location);

        return (value, item.Source.Mark) switch
        {
            ("done" or "open", { } mark) => new EditResult.Planned(MarkdownEdits.SetMark(mark, value == "done")),
            ("done" or "open", null) => EditResult.Refuse(DiagnosticCatalog.RefusedValue, item.Location, $"\"{item.Text}\" has no box to tick",
                "make it a task: \"- [ ] …\""),
            _ => EditResult.Refuse(DiagnosticCatalog.RefusedValue, item.Location, $"\"{value}\" is not a state of a checklist item",
                "write done, open, or n/a: and the reason"),
        };
    }
}
