using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;
using NodaTime;
using NodaTime.Text;

namespace DeliveryAsCode.Tests.Gates.Policies;

/// <summary>A delivery whose deployment plan is as it has to be, for tests to judge whole or with one thing changed.</summary>
internal sealed record APlan
{
    public const string RunbookPath = "deliveries/acme/runbook.md";
    public const string Release = "4f2c9d1e5b7a8c3d2e1f0a9b8c7d6e5f4a3b2c1d";

    private const string GoodRunbook = """
        ---
        environment: acme-production
        release: {commit: 4f2c9d1e5b7a8c3d2e1f0a9b8c7d6e5f4a3b2c1d}
        ---
        # Deployment plan: Support Bot 1.4.0

        ## Application

        ### Switch to the release
        ```bash run
        ./ops/switch.sh 1.4.0
        ```
        ```bash undo
        ./ops/switch.sh 1.3.0
        ```

        ## Smoke tests

        ### Home page answers
        ```bash
        true
        ```

        ## Monitoring

        ### Error rate stays low <!-- confirm: deployment-specialist -->

        """;

    private const string Roles = """
        version: 1
        calendar: {time-zone: Europe/Madrid, working-days: [monday, tuesday, wednesday, thursday, friday]}
        roles:
          delivery-manager: [{login: dana}]
          production-line-architect: [{login: pablo}]
          qa-engineer: [{login: quinn}]
          deployment-specialist: [{login: diego}]
          cto: [{login: clara}]
          policy-owner: [{login: clara}]

        """;

    public string Lifecycle { get; init; } = "client-delivery";

    public string Gate { get; init; } = "Deployment plan";

    public string Environment { get; init; } = "deployment-windows: [{days: [tuesday, thursday], from: \"09:00\", to: \"16:00\"}]";

    /// <summary>Further lines of <c>delivery.yml</c>.</summary>
    public string Rules { get; init; } = "";

    /// <summary>A Tuesday.</summary>
    public string Window { get; init; } = "2026-05-12 10:00–12:00";

    public string Now { get; init; } = "2026-05-12T09:00:00Z";

    public string Runbook { get; init; } = GoodRunbook;

    /// <summary>Rows of the table Incidents.</summary>
    public ImmutableArray<string> Incidents { get; init; } = [];

    public ImmutableDictionary<string, string> Files { get; init; } = ImmutableDictionary<string, string>.Empty.Add("ops/switch.sh", "echo switch\n");

    public ImmutableArray<ARow> Rows { get; init; } =
        [ARow.Adopted("Intake handoff"), ARow.Adopted("Delivery planning"), ARow.Adopted("Production tracking"), ARow.Adopted("QA gate")];

    public ImmutableArray<ExecutionSummary>? Executions { get; init; } = [Rehearsal(DigestOf(GoodRunbook))];

    public ImmutableArray<CheckResult>? Checks { get; init; }

    public string Digest => DigestOf(Runbook);

    public static ExecutionSummary Rehearsal(string digest) => Execution(digest, Conclusion.Succeeded) with { Id = "2026-05-10T08-00Z-1", IsRehearsal = true, SmokeTests = 0 };

    public static ExecutionSummary Execution(string digest, Conclusion? conclusion) => new(
        "2026-05-12T08-10Z-1", "deliveries/acme/executions/2026-05-12T08-10Z-1.md", digest, "acme-production", Release, conclusion, 1, false, "diego", At("2026-05-12T08:10:00Z"), conclusion is null ? null : At("2026-05-12T08:30:00Z"));

    public static Instant At(string text) => InstantPattern.General.Parse(text).Value;

    public static string DigestOf(string runbook) => RunbookDigest.Of(SourceText.From(RunbookPath, runbook));

    public APlan WithRunbook(string old, string replacement)
    {
        Runbook.ShouldContain(old);
        var changed = Runbook.Replace(old, replacement, StringComparison.Ordinal);
        return this with { Runbook = changed, Executions = [Rehearsal(DigestOf(changed))] };
    }

    public DeliveryCase Case()
    {
        var lifecycle = BuiltInLifecycles.Find(Lifecycle) ?? LifecycleReader.Read(SourceText.From("lifecycle.yml", Lifecycle)).Value!;
        var (configuration, findings) = DeliveryConfigurationReader.Read(SourceText.From("delivery.yml", $"{Roles}environments:\n  acme-production:\n    {Environment}\n{Rules}"));
        findings.ShouldBeEmpty();
        var files = Files.Add(RunbookPath, Runbook);
        var record = RecordReader.Read(MarkdownDocument.Read(SourceText.From("deliveries/acme/record.md", Record())).Value, "acme").Value!;
        var documents = new DeliveryDocuments(record, path => files.TryGetValue(path, out var text) ? SourceText.From(path, text) : null, folder => [.. files.Keys.Where(f => f[..Math.Max(0, f.LastIndexOf('/'))] == folder).Order(StringComparer.Ordinal)]);
        return new DeliveryCase(documents, lifecycle, configuration, Evidence.None with { Rows = [.. Rows.Select(r => r.Evidence)], Executions = Executions, Checks = Checks }, At(Now));
    }

    public GateVerdict Judge() => Judge(Case());

    public GateVerdict Judge(DeliveryCase delivery) => delivery.Judge(delivery.Lifecycle.FindGate(Gate)!);

    /// <summary>What stands in the way beside people's words, each as <c>code message</c>.</summary>
    public string[] Refusals() => [.. Reasons().Select(r => $"{r.Descriptor.Code} {r.Message}")];

    public IEnumerable<GateReason> Reasons() => Judge().Reasons.Where(r => r.Descriptor != DiagnosticCatalog.DecisionMissing);

    public string[] RefusalsNow()
    {
        var delivery = Case();
        return [.. DeploymentClearance.PoliciesNow(delivery, delivery.Documents.Runbooks.Single()).Select(r => $"{r.Descriptor.Code} {r.Message}")];
    }

    public BoundSet Bound()
    {
        var delivery = Case();
        return delivery.BoundSetOf(delivery.Lifecycle.FindGate(Gate)!);
    }

    /// <summary>The plan with a word on its gate, on what stands there now.</summary>
    public APlan Said(string by, string role, string evidence, Policy? overrides = null, string at = "2026-05-11T09:00:00Z", string decision = "Acknowledged")
    {
        var bound = Bound();
        var word = new GateWord(new Person($"login:{by}", by), [role], At(at), "commit 77ab021", bound.Digest, bound, [], null, overrides, Case().Lifecycle);
        return this with { Rows = Rows.Add(new ARow(Gate, decision, by, evidence, new RowEvidence.Given(word))) };
    }

    private string Record() => $"""
        # Delivery Record: Acme Corp — Support Bot
        - **Client:** Acme Corp
        - **Scope:** Answers first-line questions
        - **Intake date:** 2026-03-02
        - **Agreed delivery date:** 2026-05-15
        - **Actual delivery date:** TBD
        - **Deployment window:** {Window}
        - **Status:** Deployment

        ## Milestones
        | Milestone | Target date | Actual date | Status |
        |---|---|---|---|
        | Deployment start | 2026-05-12 | | |

        ## Gates
        | Gate | Decision | Decided by | Date | Evidence |
        |---|---|---|---|---|
        {string.Join('\n', Rows.Select(r => $"| {r.Gate} | {r.Decision} | {r.By} | 2026-05-11 | {r.Text} |"))}

        ## Risk register
        | Risk | Likelihood | Impact | Mitigation |
        |---|---|---|---|

        ## Escalations
        | Date | Issue | Escalated to | Resolution |
        |---|---|---|---|

        ## Incidents
        | Date | Incident | Severity | Resolution |
        |---|---|---|---|
        {string.Join('\n', Incidents)}

        ## Status updates sent
        | Date | Type | Summary |
        |---|---|---|
        """;
}

/// <summary>A row of the Gates table and what stands behind it.</summary>
internal sealed record ARow(string Gate, string Decision, string By, string Text, RowEvidence Evidence)
{
    public static ARow Adopted(string gate, string decision = "Passed") => new(gate, decision, "dana", "#1", new RowEvidence.Adopted());
}
