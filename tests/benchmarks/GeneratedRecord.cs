using System.Globalization;
using System.Text;

namespace DeliveryAsCode.Benchmarks;

/// <summary>
/// A delivery record as people keep them, about 3 KB: fields, milestones, risks, escalations, updates and a checklist,
/// some tables padded and some not, some text with links, code and escaped pipes. The same number gives the same record.
/// </summary>
internal static class GeneratedRecord
{
    private static readonly string[] Clients = ["Acme Corp", "Globex", "Initech", "Müller & Söhne", "Žižkov Energy", "Umbra Logistics"];
    private static readonly string[] Names = ["Support Bot", "Invoice Reader", "Claims Desk", "Fleet Planner", "Onboarding Guide"];
    private static readonly string[] Statuses = ["Planning", "In Production", "QA", "Deployment", "Handover", "Complete"];

    private static readonly string[] Milestones =
    [
        "Intake handoff", "Production start", "Production complete", "QA submitted", "QA certified",
        "Deployment start", "Deployment complete", "Client handover", "Post-delivery review",
    ];

    private static readonly (string Risk, string Mitigation)[] Risks =
    [
        ("The connector to the old system needs a pattern of its own", "Use the `bridge-v1` adapter; see [pattern 14](patterns/014.md)"),
        ("The test environment of the client comes late", "Agree on a second window with diego"),
        ("Production capacity is shared with another delivery", "pablo reserves the line from week 2"),
        ("Quota of the client's API: reads \\| writes", "Cache answers, wait after 429"),
        ("One approver on the client's side", "Ask for a **named** deputy"),
    ];

    private static readonly string[] Issues = ["3 of 41 scenarios fail", "The client moves the window", "A second language is asked for"];

    private static readonly (string Heading, string[] Items)[] Checklist =
    [
        ("Pre-deployment", ["Announce the start of the window.", "Health of production. **Stop if it is not healthy.**", "Backups are complete and valid.", "Go or no-go with the team."]),
        ("During deployment", ["Follow the plan phase by phase.", "Run the migrations, verify each.", "Deploy the application (`blue-green`).", "Shift traffic after validation."]),
        ("Post-deployment", ["All smoke tests of the runbook.", "Roll back if one of them fails.", "Watch for 60 minutes.", "Error rate and orders per minute."]),
        ("Handover", ["Prepare the package (scope, access, contact).", "Write to the client, see [communication](communication.md).", "The client confirms.", "Write down what they say."]),
    ];

    public static string Of(int number)
    {
        var chance = new Random(number);
        var start = new DateOnly(2026, 1, 5).AddDays(chance.Next(300));
        var reached = chance.Next(Milestones.Length + 1);
        var text = new StringBuilder();
        Fields(text, chance, number, start, reached);
        Table(text, "Milestones", ["Milestone", "Target date", "Actual date", "Status"], MilestoneRows(start, reached), padded: chance.Next(2) == 0);
        Table(text, "Risk register", ["Risk", "Likelihood", "Impact", "Mitigation"], RiskRows(chance), padded: false);
        Table(text, "Escalations", ["Date", "Issue", "Escalated to", "Resolution"], EscalationRows(chance, start), padded: false);
        Table(text, "Status updates sent", ["Date", "Type", "Summary"], UpdateRows(chance, start, reached), padded: false);
        Tasks(text, reached);
        return text.ToString();
    }

    private static void Fields(StringBuilder text, Random chance, int number, DateOnly start, int reached)
    {
        var client = Clients[chance.Next(Clients.Length)];
        var name = Names[chance.Next(Names.Length)];
        text.Append(CultureInfo.InvariantCulture, $"""
            # Delivery Record: {client} — {name} {number}

            - **Client:** {client}
            - **Scope:** {name} for two channels, {2 + chance.Next(7)} intents, English and one more language
            - **Intake date:** {Day(start)}
            - **Agreed delivery date:** {Day(start.AddDays(56))}
            - **Actual delivery date:** {(reached == Milestones.Length ? Day(start.AddDays(58)) : "TBD")}
            - **Status:** {Statuses[Math.Min(Statuses.Length - 1, reached * Statuses.Length / Milestones.Length)]}


            """);
    }

    private static IEnumerable<string[]> MilestoneRows(DateOnly start, int reached) => Milestones.Select((name, i) =>
    {
        var target = start.AddDays(7 * i);
        return i < reached ? [name, Day(target), Day(target.AddDays(i % 3)), "Done"]
            : i == reached ? [name, Day(target), "", "In progress"]
            : new[] { name, Day(target), "", "Planned" };
    });

    private static IEnumerable<string[]> RiskRows(Random chance) =>
        Risks.Take(2 + chance.Next(4)).Select(r => new[] { r.Risk, Level(chance), Level(chance), r.Mitigation });

    private static IEnumerable<string[]> EscalationRows(Random chance, DateOnly start) =>
        Issues.Take(chance.Next(3)).Select((issue, i) => new[] { Day(start.AddDays(5 + (9 * i))), issue, "clara", "Resolved, new date agreed" });

    private static IEnumerable<string[]> UpdateRows(Random chance, DateOnly start, int reached) =>
        Enumerable.Range(0, 2 + chance.Next(3)).Select(i => new[] { Day(start.AddDays(7 * i)), "Weekly status", $"On track; {reached} of 9 milestones reached" });

    private static void Table(StringBuilder text, string heading, string[] columns, IEnumerable<string[]> rows, bool padded)
    {
        string[][] all = [columns, .. rows];
        var widths = columns.Select((_, c) => padded ? all.Max(r => r[c].Length) : 0).ToArray();
        text.Append(CultureInfo.InvariantCulture, $"## {heading}\n\n{Row(columns, widths)}\n|{string.Concat(widths.Select(w => new string('-', Math.Max(3, w + 2)) + "|"))}\n");
        foreach (var row in all.Skip(1))
            text.Append(Row(row, widths)).Append('\n');
        text.Append('\n');
    }

    private static void Tasks(StringBuilder text, int reached)
    {
        var (task, done) = (0, reached * 2);
        text.Append("## Checklist\n");
        foreach (var (heading, items) in Checklist)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {heading}\n\n");
            foreach (var item in items)
                text.Append(CultureInfo.InvariantCulture, $"- [{(task++ < done ? 'x' : ' ')}] {item}\n");
        }
    }

    private static string Row(string[] cells, int[] widths) => $"| {string.Join(" | ", cells.Select((cell, i) => cell.PadRight(widths[i])))} |";

    private static string Level(Random chance) => chance.Next(3) switch { 0 => "Low", 1 => "Medium", _ => "High" };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
