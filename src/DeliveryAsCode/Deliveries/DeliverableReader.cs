using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Deliveries;

internal static class DeliverableReader
{
    public static Deliverable Read(RowReader row)
    {
        var reason = ReasonNotNeeded(row.Peek(3));
        var status = reason is null ? row.Word(3, Wording.OfDeliverable, "status of a deliverable") : DeliverableStatus.NotNeeded;
        return new Deliverable(row.Row, row.Location, row.Text(0), row.Text(1), row.Text(2), status, reason);
    }

    /// <summary>The reason in <c>Not needed: reason</c>; checklists write <c>n/a: reason</c>, so that is understood, too.</summary>
    public static string? ReasonNotNeeded(string status)
    {
        if (status.IndexOf(':') is not (>= 0 and var colon) || status.Contains("~~", StringComparison.Ordinal) || Label.Of(status[..colon]).Key is not ("not needed" or "not applicable" or "n a"))
            return null;

        var reason = status[(colon + 1)..].Trim();
        return Unset.Is(reason) || Unset.IsPlaceholder(reason) ? null : reason;
    }
}
