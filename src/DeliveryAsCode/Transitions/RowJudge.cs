using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Transitions;

/// <summary>
/// Judges a row that a change adds: whether somebody said so who may, and whether what it says could be said when it came,
/// after the rows before it and by what stood in the documents then.
/// </summary>
internal sealed class RowJudge(DeliveryCase after, GateDecision row, int index, DeliveryCase? whenAdded)
{
    private DeliveryRecord Record => after.Record;

    private RowEvidence Evidence => index < after.Evidence.Rows.Length ? after.Evidence.Rows[index] : new RowEvidence.Nobody("nobody knows where the row comes from");

    /// <summary>Whether nothing speaks against it, and evidence is missing: of the history, or of people who have not spoken yet.</summary>
    public bool IsUndecided { get; private set; }

    public IEnumerable<Diagnostic> Judge() => Evidence switch
    {
        RowEvidence.Given given => JudgeWord(given.Word),
        RowEvidence.Reviewed reviewed => JudgeReviews(reviewed.Words),
        RowEvidence.Nobody nobody => [NotTheirs(nobody.Why)],
        RowEvidence.CannotTell unknown => [CannotTell(unknown.Why)],
        RowEvidence.Adopted => [NotTheirs("it stands in a record that is new")],
        RowEvidence.Standing => [NotTheirs("it claims to stand on the base, and does not")],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Diagnostic CannotTell(string why)
    {
        IsUndecided = true;
        return NotTheirs($"nobody can say whose word it is: {why}", after.Evidence.ComesFromReviews ? "see to it that the forge answers, and judge again" : "fetch the whole history: git fetch --unshallow");
    }

    /// <summary>Whoever may say it does so by approving; that others approved, too, takes nothing from it.</summary>
    private IEnumerable<Diagnostic> JudgeReviews(ImmutableArray<GateWord> words)
    {
        if (row.Decision == Decision.Passed && after.Lifecycle.FindGate(row.Label) is { } gate)
            return JudgePassed([.. words.Where(w => Decides(w, gate))], gate);

        var judged = words.Select(word => JudgeWord(word).ToList()).ToList();
        IsUndecided = judged.Count == 0;
        return judged.Count == 0 ? [NotTheirs("nobody who may say so has approved the pull request")] : judged.MinBy(against => against.Count)!;
    }

    private IEnumerable<Diagnostic> JudgeWord(GateWord word) =>
        row.Decision is Decision.Cancelled or Decision.OnHold or Decision.Resumed ? JudgeDelivery(word)
        : after.Lifecycle.FindGate(row.Label) is not { } gate ? [Refused($"there is no gate \"{row.Gate}\" in the lifecycle of the base", "write the gate as the lifecycle names it")]
        : row.Decision switch
        {
            Decision.Reopened => JudgeDelivery(word),
            Decision.Acknowledged or Decision.Failed => JudgePerson(word, gate),
            Decision.Replan => JudgePerson(word, gate),
            Decision.Passed => Decides(word, gate) ? JudgePassed([word], gate) : [NotTheirs($"{word.By.Name} spoke for {string.Join(", ", word.SpeaksFor)}, which does not decide this gate")],
            Decision.Skipped => JudgeSkipped(word, gate),
            null => [Refused("its decision cannot be read", "write one of the words for decisions")],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private IEnumerable<Diagnostic> JudgePerson(GateWord word, GateDefinition gate) =>
        word.SpeaksFor.Any(role => MaySay(role, word, gate)) ? [] : [NotTheirs($"{word.By.Name} spoke for {string.Join(", ", word.SpeaksFor)}, which does not decide this gate")];

    private bool MaySay(string role, GateWord word, GateDefinition gate) => row.Decision switch
    {
        Decision.Acknowledged when word.Overrides is { } policy => gate.OpensWhen.WithParts.OfType<GateCondition.PolicyHolds>().Any(p => p.Policy == policy && p.OverridableBy == role),
        Decision.Acknowledged when role == Role.Client => gate.DecidedBy.Contains(role) || IsPlannedAnew(),
        Decision.Replan => gate.DecidedBy.Contains(role) || role == Role.DeliveryManager,
        _ => gate.DecidedBy.Contains(role),
    };

    /// <summary>What was agreed with the client changes only with the client's word.</summary>
    private bool IsPlannedAnew() => Record.Gates.Rows.Take(index).Any(r => r.Label == row.Label && r.Decision == Decision.Replan);

    private static bool Decides(GateWord word, GateDefinition gate) => word.Overrides is null && word.SpeaksFor.Any(gate.DecidedBy.Contains);

    private IEnumerable<Diagnostic> JudgePassed(ImmutableArray<GateWord> words, GateDefinition gate)
    {
        if (Before() is not { } before)
            return [Refused("what stood there when it came cannot be read", "commit it anew: delivery acknowledge")];

        var verdict = words.Aggregate(before, (delivery, word) => delivery.With(new PendingWord(gate.Name, word, IsYes: true))).Judge(gate);
        IsUndecided = verdict is GateVerdict.Undecided;
        return verdict.LetsPass ? words.SelectMany(word => Stale(word, gate)).Take(1) : [Refused(verdict.Reasons)];
    }

    /// <summary>Until it stands on the base, an acknowledgement speaks only of what it was given on.</summary>
    private IEnumerable<Diagnostic> Stale(GateWord word, GateDefinition gate)
    {
        var now = after.BoundSetOf(gate);
        if (after.Decisions.StateOf(gate.Name).SettledBy != row || word.BoundTo is null || word.BoundTo == now.Digest)
            yield break;

        var changes = word.Then is { } then ? now.ChangesSince(then).Select(c => $"{c.Name} ({c.Location})").ToList() : [];
        yield return Refused($"what it speaks of changed after it: {(changes.Count == 0 ? "its digest is another" : string.Join(", ", changes))}",
            $"look at the change and acknowledge it anew: {after.HowToDecide(gate.Name)}");
    }

    private IEnumerable<Diagnostic> JudgeSkipped(GateWord word, GateDefinition gate)
    {
        if (Before() is not { } before)
            return [Refused("what stood there when it came cannot be read", "commit it anew: delivery acknowledge")];
        if (Unset.Is(row.Evidence))
            return [Refused("it gives no reason", "write the reason in the column Evidence")];

        var request = new DecisionRequest(gate, word.By, word.SpeaksFor.FirstOrDefault(), Decision.Skipped, row.Evidence, null, null, null);
        return new DecisionRules(before, request).Decide() switch
        {
            DecisionOutcome.Granted => [],
            DecisionOutcome.Refused refused => [Refused(refused.Reasons)],
            DecisionOutcome.NothingToDo nothing => [Refused(nothing.Why, "take the row out")],
            DecisionOutcome.Incomplete incomplete => [Refused(incomplete.Message, incomplete.Help)],
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private IEnumerable<Diagnostic> JudgeDelivery(GateWord word)
    {
        if (!word.SpeaksFor.Contains(Role.DeliveryManager) || word.OnBehalfOf is not null)
            yield return NotTheirs($"{word.By.Name} spoke for {string.Join(", ", word.SpeaksFor)}, and only a {Role.DeliveryManager} decides this");
        if (Unset.Is(row.Evidence))
            yield return Refused("it gives no reason", "write the reason in the column Evidence");
        if (row.Decision == Decision.Cancelled && OpenExecution() is { } open)
            yield return Refused($"the execution {open.Id} is not finished", "let it end, or roll it back, before the delivery is cancelled");
    }

    private ExecutionSummary? OpenExecution() => after.Evidence.Executions?.FirstOrDefault(e => e.Conclusion is null && !e.IsRehearsal);

    /// <summary>The delivery as it was when the row came, without the row and what may stand below it.</summary>
    private DeliveryCase? Before()
    {
        if (whenAdded is null)
            return null;

        var text = GateRowTransitions.TextOf(Record, row);
        var rows = whenAdded.Record.Gates.Rows;
        var last = rows.Length - 1;
        while (last >= 0 && GateRowTransitions.TextOf(whenAdded.Record, rows[last]) != text)
            last--;
        return last < 0 ? null : whenAdded.UpToRow(last);
    }

    private Diagnostic Refused(ImmutableArray<GateReason> reasons) => new(DiagnosticCatalog.RowRefused, row.Location,
        $"the row {TransitionText.NameOf(row)} is refused: {string.Join("; ", reasons.Select(r => r.Message))}")
    {
        Help = string.Join('\n', reasons.Select(r => r.ToDiagnostic().Help).Distinct()),
    };

    private Diagnostic Refused(string why, string next) => new(DiagnosticCatalog.RowRefused, row.Location, $"the row {TransitionText.NameOf(row)} is refused: {why}") { Help = $"next: {next}" };

    private Diagnostic NotTheirs(string why, string? next = null) => new(DiagnosticCatalog.RowOfNobody, row.Location, $"the row {TransitionText.NameOf(row)} is nobody's word: {why}")
    {
        Help = $"who: {string.Join(", ", Deciders().SelectMany(role => after.NamesOf(role)).Distinct())}\nnext: {next ?? $"they decide{(after.Evidence.ComesFromReviews ? "" : ", with a commit of their own")}: {after.HowToDecide(row.Gate)}"}",
    };

    private ImmutableArray<string> Deciders() =>
        row.Decision is Decision.Cancelled or Decision.OnHold or Decision.Resumed or Decision.Reopened ? [Role.DeliveryManager]
        : after.Lifecycle.FindGate(row.Label)?.DecidedBy is { IsEmpty: false } deciders ? deciders : [Role.DeliveryManager];
}
