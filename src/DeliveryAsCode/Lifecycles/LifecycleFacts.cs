using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Lifecycles;

/// <summary>Whether the facts that a lifecycle names exist: which there are, <c>delivery.yml</c> says, too.</summary>
public static class LifecycleFacts
{
    public static ImmutableArray<Diagnostic> Check(Lifecycle lifecycle, FactNames names) =>
        [.. lifecycle.Stages.SelectMany(Mentions).SelectMany(mention => Check(mention.Mention, mention.Place, names))];

    private static IEnumerable<(FactMention Mention, Location Place)> Mentions(Stage stage) =>
    [
        .. stage.When is { } when ? when.Mentions.Select(mention => (mention, when.Location)) : [],
        .. stage.Skip is SkipRule.ByFact rule ? rule.Facts.Select(fact => (new FactMention(fact, null, 0, fact.Length), rule.Location)) : [],
    ];

    private static IEnumerable<Diagnostic> Check(FactMention mention, Location place, FactNames names)
    {
        if (names.MistakeIn(mention) is { } mistake)
            yield return new Diagnostic(DiagnosticCatalog.UnknownFact, place, mistake.Message) { Help = mistake.Help };
    }
}
