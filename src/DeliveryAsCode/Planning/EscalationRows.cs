using System.Globalization;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Planning;

/// <summary>
/// What nobody can let lie any longer becomes a row under Escalations, once. The row itself is what it is recognised by
/// later, resolved or not, so its words name what it is about: the milestone and the date that it was planned for.
/// </summary>
internal static class EscalationRows
{
    public static void Plan(Draft draft)
    {
        if (draft.Case.Decisions is not { Cancelled: null, OnHold: null })
            return;

        var (delivery, policy) = (draft.Case, draft.Case.Configuration.Escalation);
        foreach (var late in Overdue.Of(draft.Record, delivery.Lifecycle, policy, delivery.Configuration.Calendar, delivery.Today).Where(o => o.IsBeyondAcceptable))
            Escalate(draft, late);
        foreach (var attempt in FailedAttempt.Of(delivery).Where(a => a.Number >= policy.EscalateAfterAttempts))
            Escalate(draft, attempt.Gate.Name, $"failed {Times(attempt.Number)}", $"{attempt.Number} failures", "", $"so many failures are escalated: {policy.EscalateAfterAttempts}");
        if (SilentClient.Of(draft) is { } silent)
            Escalate(draft, silent.Gate.Name, $"waits for an answer since {DocumentDate.Format(silent.Asked)}", DocumentDate.Format(silent.Asked), "", $"{silent.Days} business days have gone by without an answer");
    }

    private static void Escalate(Draft draft, OverdueMilestone late)
    {
        var planned = DocumentDate.Format(late.Milestone.Target!.Value);
        var days = late.DaysLate == 1 ? "1 day" : $"{late.DaysLate} days";
        Escalate(draft, late.Milestone.Name, $"(planned {planned})", planned, $"is {days} late ", $"more than {late.Acceptable} of delay is escalated");
    }

    /// <param name="mark">What the row says for ever, however many days go by.</param>
    /// <param name="before">What it says of today.</param>
    private static void Escalate(Draft draft, string subject, string mark, string key, string before, string reason)
    {
        var name = $"\"{subject}\"";
        if (draft.Record.Escalations.Rows.Any(r => Says(r, name) && Says(r, mark)))
            return;

        var to = ToWhom(draft);
        draft.EditRecord($"escalation/{subject}/{key}", $"escalate to {to}: {name} {before}{mark}", reason, record => RecordEdits.AppendEscalation(record, draft.Case.Today, $"{name} {before}{mark}", to));
    }

    private static bool Says(Escalation row, string words) => row.Issue.Contains(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>The person, where the role has one only.</summary>
    private static string ToWhom(Draft draft)
    {
        var role = draft.Case.Configuration.Escalation.To ?? Role.DeliveryManager;
        return draft.Case.NamesOf(role) is [var only] ? only : role;
    }

    private static string Times(int count) => count == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{count} times");
}
