using System.Collections.Immutable;
using System.Diagnostics;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Runbooks;

/// <summary>When a step runs at all, <c>&lt;!-- when: data-persistence --&gt;</c>.</summary>
/// <param name="Text">As it stands in the file.</param>
/// <param name="Mentions">Every fact and comparison, with its place.</param>
public sealed record StepCondition(string Text, FactExpression Expression, ImmutableArray<(FactMention Mention, Location Location)> Mentions, Location Location)
{
    public FactValue Evaluate(FactSheet facts) => Expression.Evaluate(facts);

    /// <summary>
    /// Every step with a condition, in the order of the file: it runs (true), is left out (false), or nobody can tell
    /// (null); and why.
    /// </summary>
    public static IEnumerable<(Step Step, FactValue Value)> Evaluate(Runbook runbook, FactSheet facts) =>
        runbook.Steps.Where(s => s.When is not null).Select(s => (s, s.When!.Evaluate(facts)));

    /// <returns>Null, after reporting why, if it is no condition.</returns>
    internal static StepCondition? Read(Annotation annotation, DiagnosticBag bag)
    {
        var text = annotation.Value ?? "";
        switch (FactReading.Of(text))
        {
            case FactReading.Read read:
                return new StepCondition(text, read.Expression, [.. read.Mentions.Select(m => (m, bag.Source.Locate(annotation.PlaceOf(bag.Source, m.Offset, m.Length))))], bag.Source.Locate(annotation.Span));
            case FactReading.Mistaken mistake:
                bag.Report(DiagnosticCatalog.InvalidStepCondition, annotation.PlaceOf(bag.Source, mistake.Offset, mistake.Length), mistake.Message, mistake.Help);
                return null;
            default:
                throw new UnreachableException();
        }
    }
}
