using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Checklists;

/// <summary>What is wrong with a checklist beside the rules of its repository.</summary>
public static class ChecklistRules
{
    /// <summary>A fact that nobody declared is never known to be false, so the item stays required.</summary>
    public static ImmutableArray<Diagnostic> Check(Checklist checklist, SourceText source, FactNames facts)
    {
        var bag = new DiagnosticBag(source);
        foreach (var item in checklist.Items)
        {
            if (item is { Condition: ItemCondition.When when, Source.Comment: { } comment } && comment["when"] is { } annotation)
                Check(when, annotation, facts, bag);
        }

        return bag.ToImmutable();
    }

    private static void Check(ItemCondition.When when, Annotation annotation, FactNames facts, DiagnosticBag bag)
    {
        foreach (var mention in when.Mentions)
        {
            if (facts.MistakeIn(mention) is { } mistake)
                bag.Report(DiagnosticCatalog.UnknownFactInChecklist, annotation.PlaceOf(bag.Source, mention.Offset, mention.Length), mistake.Message, mistake.Help);
        }
    }
}
