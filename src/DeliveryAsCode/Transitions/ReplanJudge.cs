using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Transitions;

/// <summary>
/// Judges a plan that changed after it was agreed: it needs a row <c>Re-plan</c> with the old and the new values, the gate
/// of planning passed anew, and where the client had agreed to it the client's word.
/// </summary>
internal sealed class ReplanJudge(DeliveryCase after, Transition.Replanned replanned)
{
    public IEnumerable<Diagnostic> Judge()
    {
        var row = FindRow();
        return [.. Plan(row), .. replanned.Changes.FirstOrDefault(c => c.ConcernsClient) is { } agreed && (row is null || !IsClientHeard(row)) ? [WithoutClient(agreed)] : Array.Empty<Diagnostic>()];
    }

    private IEnumerable<Diagnostic> Plan(GateDecision? row) =>
        row is null ? replanned.Changes.Select(change => Refused(change, "and no row \"Re-plan\" says why, with the old and the new value"))
        : after.Decisions.IsSettled(replanned.Gate) ? []
        : [Refused(replanned.Changes[0], $"and those who plan have not passed the gate \"{replanned.Gate}\" anew")];

    /// <summary>The last row that says so, if it names all values that changed.</summary>
    private GateDecision? FindRow() =>
        after.Record.Gates.Rows.Where((r, i) => i >= replanned.RowsBefore && r.Decision == Decision.Replan && r.Label == replanned.Gate && after.Evidence.Rows.ElementAtOrDefault(i) is RowEvidence.Given or RowEvidence.Reviewed)
            .LastOrDefault(r => replanned.Changes.All(c => Says(r, c.From) && Says(r, c.To)));

    private static bool Says(GateDecision row, string value) => row.Evidence.Contains(value, StringComparison.OrdinalIgnoreCase);

    private bool IsClientHeard(GateDecision row) =>
        after.Decisions.StateOf(replanned.Gate).Words.Any(w => w.Word.SpeaksFor.Contains(Role.Client))
        || row.Evidence.Split([' ', '(', ')', '<', '>', '[', ']', ',', ';'], StringSplitOptions.RemoveEmptyEntries).Any(IsSource);

    /// <summary>Where it can be looked up that the client agreed: an address, or a file of the repository.</summary>
    private bool IsSource(string word) =>
        (Uri.TryCreate(word, UriKind.Absolute, out var address) && address.Scheme == "https" && address.Host.Contains('.', StringComparison.Ordinal))
        || (word.Contains('/', StringComparison.Ordinal) && (after.Documents.ReadFile(word) ?? after.Documents.ReadFile(after.Documents.PathOf(word))) is not null);

    private Diagnostic Refused(PlannedValue change, string why) => new(DiagnosticCatalog.PlanChanged, change.Location,
        $"{(change.What.StartsWith("target", StringComparison.Ordinal) ? "the " : "")}{change.What} changed after planning, {why}")
    {
        Help = $"who: {Names([.. after.Lifecycle.FindGate(replanned.Gate)!.DecidedBy])}\nnext: {TransitionText.Advice(replanned, after.Record.Id)}",
    };

    private Diagnostic WithoutClient(PlannedValue change) => new(DiagnosticCatalog.ClientNotHeard, change.Location, $"{change.What} was agreed with the client, and nothing says that the client agrees to the change")
    {
        Help = $"who: {Names([Role.Client])}\nnext: the client acknowledges it, or the row \"Re-plan\" says where it can be looked up: an address, or a file of the repository",
    };

    private string Names(ImmutableArray<string> roles) => string.Join(", ", roles.SelectMany(r => after.NamesOf(r)).Distinct());
}
