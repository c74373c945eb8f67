using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Planning;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Tests.Planning;

/// <summary>The folder of a delivery, for plans to be made of and applied to.</summary>
internal sealed record AFolder(string Record, ImmutableDictionary<string, string> Files)
{
    /// <summary>Rules by which delays are escalated to clara, and the client hears of the delivery every five working days.</summary>
    public static readonly DeliveryConfiguration Rules = ACase.Read("""
        version: 1
        calendar: {time-zone: Europe/Madrid, holidays: [2026-05-01]}
        roles:
          delivery-manager: [{login: dana, email: dana@studio.example}]
          client-intake-manager: [{login: iris, email: iris@studio.example}]
          production-line-architect: [{login: pablo, email: pablo@studio.example}]
          qa-engineer: [{login: quinn, email: quinn@studio.example}]
          deployment-specialist: [{login: diego, email: diego@studio.example}]
          cto: [{login: clara, email: clara@studio.example}]
          client: [{login: anna, email: anna@acme.example, for: "acme-*"}]
        escalation: {acceptable-delay: 2d, to: cto}
        cadence: {status-update: every 5 working days}
        """);

    private static readonly string[] Milestones = [.. ACase.ClientDelivery.Milestones];

    /// <param name="status">The field Status.</param>
    /// <param name="gates">Each <c>Gate | Decision | Date</c>.</param>
    /// <param name="milestones">Each <c>Milestone | Target | Actual | Status</c>; those not named are planned for 2026-06-01.</param>
    public static AFolder Of(string status, string[] gates, string[]? milestones = null, string[]? updates = null, string[]? escalations = null, string[]? fields = null)
    {
        var given = (milestones ?? []).ToDictionary(m => m.Split('|')[0].Trim());
        var rows = Milestones.Select(name => given.GetValueOrDefault(name) ?? $"{name} | 2026-06-01 | | Planned");
        return new AFolder($"""
            # Delivery Record: Acme Corp — Support Bot

            - **Client:** Acme Corp
            - **Scope:** Answers first-line questions
            - **Stakeholders:** Anna
            - **Intake date:** 2026-03-02
            - **Agreed delivery date:** 2026-05-15
            - **Actual delivery date:** TBD
            - **Status:** {status}
            {string.Join('\n', fields ?? [])}
            ## Milestones

            | Milestone | Target date | Actual date | Status |
            |-----------|-------------|-------------|--------|
            {Rows(rows)}
            ## Gates

            | Gate | Decision | Decided by | Date | Evidence |
            |------|----------|------------|------|----------|
            {Rows(gates.Select(g => g.Split(" | ")).Select(g => $"{g[0]} | {g[1]} | dana | {g[2]} | because"))}
            ## Risk register

            | Risk | Likelihood | Impact | Mitigation |
            |------|------------|--------|------------|

            ## Escalations

            | Date | Issue | Escalated to | Resolution |
            |------|-------|--------------|------------|
            {Rows(escalations ?? [])}
            ## Status updates sent

            | Date | Type | Summary |
            |------|------|---------|
            {Rows(updates ?? ["2026-04-23 | Weekly status | so far"])}
            """, ImmutableDictionary<string, string>.Empty);
    }

    /// <summary>The gates up to one, all passed on the same day.</summary>
    public static string[] PassedBefore(string gate, string date = "2026-04-20") =>
        [.. ACase.ClientDelivery.Gates.Select(g => g.Name).TakeWhile(g => g != gate).Select(g => $"{g} | Passed | {date}")];

    public DeliveryCase Case(string now, DeliveryConfiguration? rules = null, Evidence? evidence = null) =>
        ACase.Of(ARecord.Read(Record).Value!, rules ?? Rules, files: Files, evidence: evidence, now: NodaTime.Text.InstantPattern.General.Parse($"{now}T09:00:00Z").Value);

    public Plan Plan(string now, DeliveryConfiguration? rules = null) => Planner.Plan(Case(now, rules));

    public AFolder After(Plan plan) => plan.Files.Aggregate(this, (folder, file) => file.Path == ARecord.Path
        ? folder with { Record = file.After.Text }
        : folder with { Files = folder.Files.SetItem(file.Path, file.After.Text) });

    /// <summary>As when somebody sets an actual date.</summary>
    public AFolder Date(string milestone, string date)
    {
        var edit = RecordEdits.SetMilestone(Read(), milestone, "Actual date", date).ShouldBeOfType<EditResult.Planned>();
        return this with { Record = Read().Document.Source.Apply(edit.Edits.AsSpan()).Text };
    }

    public DeliveryRecord Read() => ARecord.Read(Record).Value!;

    private static string Rows(IEnumerable<string> rows) => string.Concat(rows.Select(row => $"| {row} |\n"));
}
