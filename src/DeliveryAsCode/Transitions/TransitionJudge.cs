using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Transitions;

/// <summary>Judges the transitions of one delivery. What no evidence speaks for is refused.</summary>
public sealed class TransitionJudge(ChangeEvidence evidence)
{
    private DeliveryCase After => evidence.After;

    private DeliveryRecord Record => After.Record;

    public JudgedTransition Judge(Transition transition) => transition switch
    {
        Transition.GateRowAdded added => JudgeRow(added, added.Row, added.Index),
        Transition.DeliveryDecided decided => JudgeRow(decided, decided.Row, decided.Index),
        Transition.StatusAdvanced advanced => JudgedTransition.Of(advanced, Judge(advanced)),
        Transition.GateMilestoneDated dated => JudgedTransition.Of(dated, Judge(dated)),
        Transition.Replanned replanned => JudgedTransition.Of(replanned, new ReplanJudge(After, replanned).Judge()),
        Transition.EscalationResolved resolved => JudgedTransition.Of(resolved, Judge(resolved)),
        Transition.GateRowChanged changed when evidence.CompletionOf(changed.Before) is { } completion => Judge(changed, completion),
        _ => AlwaysRefused(transition),
    };

    /// <summary>What no evidence can allow.</summary>
    public static JudgedTransition AlwaysRefused(Transition transition) => transition switch
    {
        Transition.GateRowChanged changed => Refused(changed, DiagnosticCatalog.PastRowChanged, $"{TransitionText.Summary(changed)}, and past decisions do not change", "take it back, and append a new row for what was decided since"),
        Transition.GateRowRemoved removed => Refused(removed, DiagnosticCatalog.PastRowChanged, $"{TransitionText.Summary(removed)}, and past decisions are not taken away", "put it back where it stood, and append a new row for what was decided since"),
        Transition.GateRowMoved moved => Refused(moved, DiagnosticCatalog.PastRowChanged, $"{TransitionText.Summary(moved)}: rows are only appended", "put the older rows first, in the order in which they stood"),
        Transition.BornAdvanced born => Refused(born, DiagnosticCatalog.BornAdvanced, $"{TransitionText.Summary(born)}: nothing can have been decided about it", "add the record in its first stage and without decisions, have it accepted, and go on from there"),
        Transition.JournalChanged journal => Refused(journal, DiagnosticCatalog.JournalRewritten, "what this journal held was changed or taken away, and a journal is only added to", $"restore it as the base has it: git restore --source=BASE -- {journal.Location.Path}"),
        Transition.DocumentRemoved document => Refused(document, DiagnosticCatalog.DocumentRemoved, document.What, "restore it where it was; a delivery that is given up is cancelled first, and may be filed away in a later change"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The one change of a past row that is made: what its reviews say is written down.</summary>
    private static JudgedTransition Judge(Transition.GateRowChanged changed, RowCompletion completion) => completion.IsOf(changed.Before, changed.After)
        ? JudgedTransition.Of(changed)
        : Refused(changed, DiagnosticCatalog.PastRowChanged, $"{TransitionText.Summary(changed)}, and not as the reviews of its pull request say",
            $"write what they say: {completion.DecidedBy} | {DocumentDate.Format(completion.Date)} | {completion.Evidence}; \"delivery reconcile\" does it");

    private JudgedTransition JudgeRow(Transition transition, GateDecision row, int index)
    {
        var judge = new RowJudge(After, row, index, evidence.WhenAdded.GetValueOrDefault(index));
        return JudgedTransition.Of(transition, judge.Judge()) with { IsUndecided = judge.IsUndecided };
    }

    private IEnumerable<Diagnostic> Judge(Transition.StatusAdvanced advanced)
    {
        var (to, order) = (advanced.To, new StatusOrder(After.Lifecycle));
        var reached = StatusProjection.Of(Record, After.Decisions, After.CurrentStage) is { } word ? Wording.OfStatus.Find(word) : null;
        if (to == reached || (!StatusOrder.IsClosing(to) && !IsClosed(advanced.From, reached) && order.RankOf(to) <= Math.Max(advanced.From is { } from ? order.RankOf(from) : 0, reached is { } stage ? order.RankOf(stage) : 0)))
            yield break;

        yield return new Diagnostic(DiagnosticCatalog.StatusWithoutGate, advanced.Location,
            $"the status moved to \"{Wording.OfStatus.WordFor(to)}\", and {(reached is { } stands ? $"by its gate decisions the delivery is in \"{Wording.OfStatus.WordFor(stands)}\"" : "no gate decision says so")}")
        {
            Help = NextGateHelp(to),
        };
    }

    /// <summary>Whether the delivery was held or cancelled, and no decision took that back.</summary>
    private bool IsClosed(DeliveryStatus? from, DeliveryStatus? reached) =>
        (reached is { } status && StatusOrder.IsClosing(status))
        || (from is { } before && StatusOrder.IsClosing(before) && !Record.Gates.Rows.Any(r => r.Decision is Decision.Resumed or Decision.Reopened));

    private string NextGateHelp(DeliveryStatus to) => to switch
    {
        DeliveryStatus.Cancelled or DeliveryStatus.OnHold =>
            $"who: {string.Join(", ", After.NamesOf(Role.DeliveryManager))}\nnext: delivery acknowledge {Record.Id} --gate \"{(After.NextGate ?? After.Lifecycle.Gates.First()).Name}\" --decision {KebabCase.Of(to)} --reason \"…\"",
        _ when After.NextGate is { } gate => $"who: {string.Join(", ", gate.DecidedBy.SelectMany(r => After.NamesOf(r)).Distinct())}\nnext: {After.HowToDecide(gate.Name)}, and leave the status to \"delivery reconcile\"",
        _ => "leave the status to \"delivery reconcile\"",
    };

    private IEnumerable<Diagnostic> Judge(Transition.GateMilestoneDated dated)
    {
        var state = After.Decisions.StateOf(dated.Gate);
        if (state.SettledBy is { } row ? dated.To == row.Date || (dated.To is null && row.Decision == Decision.Skipped) : dated.To is null)
            yield break;

        yield return new Diagnostic(DiagnosticCatalog.DateWithoutGate, dated.Location, state.SettledBy is { Date: { } date }
            ? $"the gate \"{dated.Gate}\" was decided on {DocumentDate.Format(date)}, and \"{dated.Milestone}\" says otherwise"
            : $"\"{dated.Milestone}\" is dated by hand, and the gate \"{dated.Gate}\" is not passed")
        {
            Help = $"next: {TransitionText.Advice(dated, Record.Id)}",
        };
    }

    private IEnumerable<Diagnostic> Judge(Transition.EscalationResolved resolved)
    {
        var escalation = resolved.Escalation;
        var by = evidence.ResolvedBy(escalation);
        if (!by.IsEmpty && by.All(person => MayResolve(person, escalation)))
            yield break;

        var who = by.IsEmpty ? After.Evidence.ComesFromReviews ? "nobody who may has approved it" : "no commit of this change says who resolved it" : $"{string.Join(", ", by.Where(p => !MayResolve(p, escalation)).Select(p => p.Name))} may not resolve it";
        yield return new Diagnostic(DiagnosticCatalog.ResolvedByNobody, resolved.Location, $"the escalation \"{escalation.Issue}\" is resolved or gone, and {who}")
        {
            Help = $"who: {string.Join(", ", After.NamesOf(Role.DeliveryManager).Append(escalation.EscalatedTo).Where(n => n.Length > 0).Distinct())}\nnext: they {(After.Evidence.ComesFromReviews ? "approve" : "commit")} what resolved it",
        };
    }

    /// <summary>A forge has looked whose account it is, and in which teams: it names only those who may.</summary>
    private bool MayResolve(Person person, Escalation escalation) =>
        After.Evidence.ComesFromReviews
        || After.People.Holds(person, Role.DeliveryManager, Record.Id)
        || After.People.Holds(person, escalation.EscalatedTo, Record.Id)
        || (escalation.EscalatedTo.Length > 0 && After.People.Named(escalation.EscalatedTo).Equals(person) && !After.People.RolesOf(person, Record.Id).IsEmpty);

    private static JudgedTransition Refused(Transition transition, DiagnosticDescriptor descriptor, string message, string help) =>
        JudgedTransition.Of(transition, new Diagnostic(descriptor, transition.Location, message) { Help = help });
}
