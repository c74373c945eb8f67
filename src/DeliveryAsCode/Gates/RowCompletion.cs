using System.Globalization;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using NodaTime;

namespace DeliveryAsCode.Gates;

/// <summary>
/// What becomes of a row that came with a pull request, once: it named a role and a branch, because nobody knew yet who
/// would approve it, and when. The reviews say so.
/// </summary>
/// <param name="Date">The day of the review that decided.</param>
/// <param name="Evidence">The pull request: <c>#31</c>, and whatever else stood there.</param>
public sealed record RowCompletion(string DecidedBy, LocalDate Date, string Evidence)
{
    /// <returns>Null if the row is complete, or nobody's reviews stand behind it.</returns>
    /// <param name="zone">In which days begin and end.</param>
    public static RowCompletion? Of(GateDecision row, RowEvidence evidence, string deliveryId, DateTimeZone zone)
    {
        if (row.Date is not null || evidence is not RowEvidence.Reviewed reviewed || reviewed.Words.Where(word => Decides(word, row)).ToList() is not [.., var last] words)
            return null;

        var names = words.Select(w => w.OnBehalfOf is { } client ? DecisionRules.Attested(client, w.By) : w.By.Name).Distinct();
        var number = string.Create(CultureInfo.InvariantCulture, $"#{reviewed.Pull}");
        var branch = GateBranch.FirstIn(row.Evidence, deliveryId);
        return new RowCompletion(string.Join(", ", names), last.At.InZone(zone).Date, branch is null ? row.Evidence : row.Evidence.Replace(branch, number, StringComparison.Ordinal));
    }

    /// <summary>Whoever approved as well, in a role that the gate does not ask, decided nothing.</summary>
    private static bool Decides(GateWord word, GateDecision row) => word.Rules.FindGate(row.Label) is { } gate && gate.DecidedBy.Any(word.CountsFor);

    public bool IsOf(GateDecision before, GateDecision after) =>
        after.Label == before.Label && after.Decision == before.Decision && after.DecidedBy == DecidedBy && after.Date == Date && after.Evidence == Evidence;

    /// <summary>The edit that makes it.</summary>
    /// <param name="number">Of the row, from 1.</param>
    public EditResult ApplyTo(DeliveryRecord record, int number) =>
        RecordEdits.SetGateRow(record, number, ("Decided by", DecidedBy), ("Date", DocumentDate.Format(Date)), ("Evidence", Evidence));
}
