namespace DeliveryAsCode.Execution;

/// <summary>Lines that the logs of executions and of rehearsals share.</summary>
public sealed partial class ExecutionLog
{
    internal const string Footer = "<sub>This page is made from the journal; <code>delivery log verify</code> shows whether somebody changed that. Times are UTC.</sub>";

    internal static string RunbookLine(string runbook, string? delivery, string digest) =>
        $"- **Runbook:** [as it is now]({Link(runbook, delivery)}), then {Code(Short(digest))}";

    internal static string JournalLine(string id, JournalHead head) =>
        $"- **Journal:** [{Count(head.Count)} {(head.Count == 1 ? "entry" : "entries")}]({Uri.EscapeDataString(id)}.jsonl), head {Code(head.Hash)}";

    internal static string Short(string? id)
    {
        var hex = id?.Replace("sha256:", "", StringComparison.Ordinal) ?? "";
        return hex.Length <= 12 ? hex : hex[..12];
    }

    /// <summary>In a code span nothing can be escaped.</summary>
    internal static string Code(string text) => $"`{string.Concat(text.Where(c => c != '`' && !char.IsControl(c)))}`";

    /// <summary>Seen from the folder <c>executions</c>, which stands beside the runbook or in the delivery's folder.</summary>
    private static string Link(string runbook, string? delivery)
    {
        var inDelivery = delivery is null ? -1 : runbook.LastIndexOf($"/{delivery}/", StringComparison.Ordinal);
        var rest = inDelivery >= 0 ? runbook[(inDelivery + delivery!.Length + 2)..] : runbook[(runbook.LastIndexOf('/') + 1)..];
        return "../" + string.Join('/', rest.Split('/').Select(Uri.EscapeDataString));
    }
}
