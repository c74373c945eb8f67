using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Tests.Infra;
using NodaTime;

namespace DeliveryAsCode.Tests.Planning;

/// <summary>Deliveries with these rows in their record. Their calendar has holidays on 2026-05-01 and from 2026-12-28 to 2027-01-03.</summary>
internal static class APlan
{
    private const string Milestones = """
        | Intake handoff | 2026-03-02 | 2026-03-03 | ✅ Done |
        | QA certified | 2026-04-24 | | ❌ Failed |
        | Deployment start | | | |

        """;

    public static Lifecycle Lifecycle { get; } = BuiltInLifecycles.Find("client-delivery")!;

    public static BusinessCalendar Calendar { get; } =
        ACalendar.With("holidays: [2026-05-01, {from: 2026-12-28, to: 2027-01-03, name: Year end}]");

    /// <param name="rows">Each <c>Milestone | Target date | Actual date | Status</c>.</param>
    public static DeliveryRecord WithMilestones(params string[] rows) =>
        Read(ARecord.With(Milestones, Table(rows)));

    /// <param name="rows">Each <c>Date | Type | Summary</c>.</param>
    public static DeliveryRecord WithUpdates(params string[] rows) =>
        Read(ARecord.With("| 2026-04-23 | Weekly status | QA found three faults |\n", Table(rows)));

    public static DeliveryRecord With(this DeliveryRecord record, string field) =>
        Read(record.Document.Source.Text.Replace("- **Status:** QA", field.StartsWith("- **Status:**", StringComparison.Ordinal) ? field : $"- **Status:** QA\n{field}", StringComparison.Ordinal));

    public static LocalDate Date(string text) => DocumentDate.Parse(text)!.Value;

    private static string Table(string[] rows) => string.Concat(rows.Select(row => $"| {row} |\n"));

    private static DeliveryRecord Read(string text) => ARecord.Read(text).Value!;
}
