using System.Collections.Immutable;
using System.Diagnostics;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Checklists;

/// <summary>
/// Reads a checklist out of any document: its task items, and the numbered steps of a list in which one step is marked
/// <c>[conditional: …]</c>.
/// </summary>
public static class ChecklistReader
{
    private static readonly string[] Names = ["id", "owner", "check", "when", "confirm"];

    public static bool IsChecklist(MarkdownDocument document) =>
        document.Sections.SelectMany(s => s.Items).Any(i => i.Mark is not null || ItemText.Read(i, document.Source).Condition is not null);

    public static ReadResult<Checklist> Read(MarkdownDocument document)
    {
        var bag = new DiagnosticBag(document.Source);
        var groups = document.Sections
            .Select(section => new ChecklistGroup(section.Heading?.Text ?? "", ReadItems(section, document, bag)))
            .Where(group => !group.Items.IsEmpty);
        var title = document.Sections.FirstOrDefault(s => s.Heading is not null)?.Heading;
        var checklist = new Checklist(document.Source.Path, title?.Text ?? document.Source.Path, [.. groups])
        {
            Location = title is null ? Location.OfFile(document.Source.Path) : document.Source.Locate(title.TextSpan),
        };

        ReportDuplicates(checklist, bag);
        foreach (var item in document.Blocks.OfType<ListItem>().Where(i => i.Mark is null && IsNearlyTask(document.Source.ToString(i.TextSpan))))
        {
            bag.Report(DiagnosticCatalog.NearlyTask, item.TextSpan, "this is nearly a task, but GitHub shows no box, and nobody can tick it",
                "write \"- [ ] what has to be done\": a space or an x in the brackets, and a space behind them");
        }

        if (!checklist.Items.Any())
        {
            bag.Report(DiagnosticCatalog.EmptyChecklist, title?.TextSpan ?? default,
                "the checklist has no items", "add one: \"- [ ] what has to be done\"");
        }

        return new ReadResult<Checklist>(checklist, bag.ToImmutable());
    }

    /// <summary>Brackets with at most one sign in them, and no link behind them.</summary>
    private static bool IsNearlyTask(string text) =>
        text is ['[', ']', ..] or ['[', _, ']', ..] && text.AsSpan(text.IndexOf(']') + 1) is [] or [not ('(' or '[' or ':'), ..];

    private static ImmutableArray<ChecklistItem> ReadItems(Section section, MarkdownDocument document, DiagnosticBag bag)
    {
        var items = section.Items.ToList();
        var hasSteps = items.Any(i => i.Mark is null && i.Ordered && ItemText.Read(i, document.Source).Condition is not null);
        var relevant = items.Where(i => i.Mark is not null || (hasSteps && i.Ordered)).ToList();
        var at = 0;
        return ReadSiblings(relevant, ref at, 0, bag);
    }

    /// <summary>The items from <paramref name="at"/> on that are at least as deep as <paramref name="depth"/>.</summary>
    private static ImmutableArray<ChecklistItem> ReadSiblings(List<ListItem> items, ref int at, int depth, DiagnosticBag bag)
    {
        var siblings = ImmutableArray.CreateBuilder<ChecklistItem>();
        while (at < items.Count && items[at].Depth >= depth)
        {
            var source = items[at++];
            siblings.Add(ReadItem(source, ReadSiblings(items, ref at, source.Depth + 1, bag), bag));
        }

        return siblings.ToImmutable();
    }

    private static ChecklistItem ReadItem(ListItem source, ImmutableArray<ChecklistItem> children, DiagnosticBag bag)
    {
        ReportUnknownAnnotations(source.Comment, bag);
        var text = ItemText.Read(source, bag.Source);
        return new ChecklistItem(
            source.Comment?["id"]?.Value ?? Slug.Of(text.Text),
            text.Text,
            source.Mark?.IsDone ?? false,
            text.NotApplicable,
            ReadWhen(source.Comment?["when"], bag) ?? (text.Condition is { } words ? ItemCondition.Prose.Of(words) : null),
            text.IsOptional,
            source.Comment?["owner"]?.Value,
            source.Comment?["check"]?.Value,
            source,
            children,
            bag.Source.Locate(source.TextSpan));
    }

    private static ItemCondition? ReadWhen(Annotation? when, DiagnosticBag bag)
    {
        if (when is null)
            return null;

        var text = when.Value ?? "";
        switch (FactReading.Of(text))
        {
            case FactReading.Read read:
                return new ItemCondition.When(text, read.Expression, read.Mentions);
            case FactReading.Mistaken mistake:
                bag.Report(DiagnosticCatalog.UnreadableCondition, when.PlaceOf(bag.Source, mistake.Offset, mistake.Length), mistake.Message, mistake.Help);
                return new ItemCondition.Unreadable(text);
            default:
                throw new UnreachableException();
        }
    }

    private static void ReportUnknownAnnotations(HtmlComment? comment, DiagnosticBag bag)
    {
        foreach (var unknown in Annotations.Unknown(comment, Names))
        {
            bag.Report(DiagnosticCatalog.UnknownAnnotation, unknown.Span, $"\"{unknown.Name}\" is not an annotation of a checklist item",
                Suggestion.Help(unknown.Name, Names));
        }
    }

    private static void ReportDuplicates(Checklist checklist, DiagnosticBag bag)
    {
        var named = checklist.Items.Where(i => i.Source.Comment?["id"]?.Value is not null);
        foreach (var again in named.GroupBy(i => i.Id).SelectMany(g => g.Skip(1)))
        {
            bag.Report(DiagnosticCatalog.DuplicateItem, again.Source.Comment!["id"]!.Span, $"another item has the id \"{again.Id}\"",
                "ids tell items apart when their text changes: give this one its own");
        }
    }
}
