using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Transitions;

/// <summary>Judges a change of the rules by the old rules: who owns the policies makes it, in a change of its own.</summary>
/// <param name="people">Those of the old rules.</param>
/// <param name="owns">Whether the old rules let somebody change them.</param>
public sealed class RulesJudge(People people, Func<Person, bool> owns)
{
    /// <param name="changedBy">For each changed file whose commits changed it; empty where it is not committed.</param>
    /// <param name="deliveryFile">A file of a delivery that the same change touches; null if it touches none.</param>
    public JudgedTransition Judge(Transition.RulesChanged rules, Func<string, ImmutableArray<Person>> changedBy, string? deliveryFile) => new(
        rules,
        [.. rules.Files.SelectMany(file => JudgeFile(file, changedBy(file))), .. Mixed(rules, deliveryFile)],
        [.. rules.Effects.Select(effect => new Diagnostic(DiagnosticCatalog.RulesEffect, rules.Location, effect))]);

    private IEnumerable<Diagnostic> JudgeFile(string file, ImmutableArray<Person> changedBy)
    {
        var others = changedBy.Where(p => !owns(p)).Select(p => p.Name).Distinct().ToList();
        if (!changedBy.IsEmpty && others.Count == 0)
            yield break;

        var owners = people.HoldersOf(Role.PolicyOwner, null);
        yield return new Diagnostic(DiagnosticCatalog.RulesWithoutOwner, Location.OfFile(file),
            $"the rules in {file} change, and {(changedBy.IsEmpty ? "no commit of this change says by whom" : $"{string.Join(", ", others)} is no {Role.PolicyOwner} by the rules of the base")}")
        {
            Help = owners.IsEmpty
                ? $"next: the rules of the base name no {Role.PolicyOwner}: whoever administers the repository adds one to them, past this check"
                : $"who: {string.Join(", ", owners.Select(o => o.Name))}\nnext: they commit the change of the rules",
        };
    }

    private static IEnumerable<Diagnostic> Mixed(Transition.RulesChanged rules, string? deliveryFile)
    {
        if (deliveryFile is not null)
        {
            yield return new Diagnostic(DiagnosticCatalog.RulesWithDeliveries, rules.Location, $"this change touches rules and deliveries at once: {rules.Files[0]} and {deliveryFile}")
            {
                Help = "make it two changes: the rules first, and the deliveries once those hold",
            };
        }
    }
}
