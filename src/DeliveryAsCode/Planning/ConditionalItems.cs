using DeliveryAsCode.Checklists;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Planning;

/// <summary>Items of a checklist whose condition does not hold are struck out with the reason.</summary>
internal static class ConditionalItems
{
    public static void Plan(Draft draft)
    {
        // Once it is deployed, nothing has changed since: what the deployment asked for is for people to settle.
        if (draft.Case.NewestExecution is not null)
            return;

        foreach (var name in StageDocuments.Begun(draft.Case).Where(s => !draft.Case.Decisions.IsSettled(s.EndGate.Name)).Select(s => s.Checklist).OfType<string>())
        {
            if (draft.Find(PathOf(name)) is { } source)
                StrikeOut(draft, name, source);
        }
    }

    private static void StrikeOut(Draft draft, string name, SourceText source)
    {
        foreach (var item in NotApplicable(draft.Case, name, source))
        {
            var document = MarkdownDocument.Read(source).Value;
            var edit = ChecklistEdits.Set(ChecklistReader.Read(document).Value, document, item.Item!.Id, $"n/a: {item.SuggestedNotApplicable}");
            source = draft.Edit($"checklist/{name}/{item.Item.Id}", source, $"strike out \"{item.Text}\" in {PathOf(name)}", item.SuggestedNotApplicable!, edit) ?? source;
        }
    }

    private static List<RequiredItem> NotApplicable(DeliveryCase delivery, string name, SourceText source)
    {
        var list = ChecklistReader.Read(MarkdownDocument.Read(source).Value).Value;
        return [.. RequiredItems.Of(list, ConditionJudge.TemplateOf(PathOf(name)), delivery.Evidence.Facts, new Dictionary<string, bool?>()).Open
            .Where(i => i is { Item: { NotApplicable: null }, SuggestedNotApplicable: not null })];
    }

    private static string PathOf(string name) => $"checklists/{name}.md";
}
