using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Templates;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Tests.Gates;

/// <summary>
/// A delivery that goes through a lifecycle. Its documents are made from what the gates ask for, so nothing is left to wait
/// for but people, each of whom holds one role.
/// </summary>
internal sealed class Walk(Lifecycle lifecycle)
{
    private const string RunbookPath = "deliveries/acme/runbook.md";

    private const string Runbook = """
        ---
        environment: acme-production
        release: {commit: 4f2c9d1e5b7a8c3d2e1f0a9b8c7d6e5f4a3b2c1d}
        no-watch: nobody uses it at night
        ---
        # Deployment plan

        ## Application
        ### Switch
        ```bash run
        true
        ```
        ```bash undo
        true
        ```

        ## Smoke tests
        ### It answers
        ```bash
        true
        ```

        """;

    private static readonly string[] Roles = ["delivery-manager", "client-intake-manager", "production-line-architect", "qa-engineer", "deployment-specialist", "cto", "policy-owner"];

    private static readonly DeliveryConfiguration Configuration = DeliveryConfigurationReader.Read(SourceText.From("delivery.yml",
        $"version: 1\nroles:\n{string.Concat(Roles.Select(r => $"  {r}: [{{login: {PersonOf(r)}}}]\n"))}  client: [{{login: {PersonOf("client")}, for: acme}}]\nenvironments:\n  acme-production: {{}}\n")).Value;

    private static readonly Instant Start = Instant.FromUtc(2026, 5, 12, 9, 0);

    private readonly ImmutableDictionary<string, string> _files = FilesFor(lifecycle);
    private readonly List<(string Row, RowEvidence Evidence)> _rows = [];

    /// <summary>The name by which the tests know who holds a role.</summary>
    public static string PersonOf(string role) => $"the-{role}";

    public DeliveryCase Case
    {
        get
        {
            var record = RecordReader.Read(MarkdownDocument.Read(SourceText.From("deliveries/acme/record.md", Record())).Value, "acme").Value!;
            var documents = new DeliveryDocuments(record, path => _files.TryGetValue(path, out var text) ? SourceText.From(path, text) : null, _ => []);
            return new DeliveryCase(documents, lifecycle, Configuration, Evidence.None with
            {
                Rows = [.. _rows.Select(r => r.Evidence)],
                Executions = lifecycle.PlanApproval is { } plan && _rows.Any(r => r.Row.StartsWith($"| {plan.Name} | Passed", StringComparison.Ordinal)) ? [Rehearsal, Execution] : [Rehearsal],
                Authors = lifecycle.Gates.ToImmutableDictionary(g => g.Name, _ => ImmutableArray<Person>.Empty),
            }, Start + Duration.FromMinutes(_rows.Count));
        }
    }

    private static ExecutionSummary Execution => new("2026-05-12T08-10Z-1", "deliveries/acme/executions/2026-05-12T08-10Z-1.md", RunbookDigest.Of(SourceText.From(RunbookPath, Runbook)),
        "acme-production", "4f2c9d1e5b7a8c3d2e1f0a9b8c7d6e5f4a3b2c1d", Conclusion.Succeeded, 1, false, PersonOf("deployment-specialist"), Start, Start);

    private static ExecutionSummary Rehearsal => Execution with { Id = "2026-05-12T08-00Z-1", IsRehearsal = true };

    /// <summary>Lets the roles that the gate can need speak one after the other, until it is passed.</summary>
    public void Pass(GateDefinition gate)
    {
        foreach (var role in gate.DecidedBy.TakeWhile(_ => !Case.Decisions.IsSettled(gate.Name)))
        {
            if (Judge(gate, role) is GateVerdict.Open)
                Say(gate, role, "Passed");
            else if (Judge(gate, role).Reasons.Length < Case.Judge(gate).Reasons.Length)
                Say(gate, role, "Acknowledged");
        }
    }

    /// <summary>The verdict if the person of the role said yes.</summary>
    public GateVerdict Judge(GateDefinition gate, string role) => Case.With(new PendingWord(gate.Name, Word(gate, role), IsYes: true)).Judge(gate);

    private void Say(GateDefinition gate, string role, string decision) =>
        _rows.Add(($"| {gate.Name} | {decision} | {PersonOf(role)} | 2026-05-12 | |", new RowEvidence.Given(Word(gate, role))));

    private GateWord Word(GateDefinition gate, string role)
    {
        var delivery = Case;
        var bound = delivery.BoundSetOf(gate);
        return new GateWord(delivery.People.Named(PersonOf(role)), [role], delivery.Now, "commit 77ab021", bound.Digest, bound, [], null, null, lifecycle);
    }

    private string Record() => $"""
        # Delivery Record: Acme Corp — Support Bot
        - **Client:** Acme Corp
        - **Scope:** Answers first-line questions
        - **Stakeholders:** Dana, Diego
        - **Intake date:** 2026-03-02
        - **Agreed delivery date:** 2026-05-15
        - **Actual delivery date:** TBD
        - **Deployment window:** 2026-05-12 10:00–12:00
        - **Status:** Planning

        ## Milestones
        | Milestone | Target date | Actual date | Status |
        |---|---|---|---|
        {string.Join('\n', lifecycle.Milestones.Select(name => $"| {name} | 2026-05-12 | 2026-05-12 | Done |"))}

        ## Gates
        | Gate | Decision | Decided by | Date | Evidence |
        |---|---|---|---|---|
        {string.Join('\n', _rows.Select(r => r.Row))}

        ## Risk register
        | Risk | Likelihood | Impact | Mitigation |
        |---|---|---|---|
        | Quota | Low | High | Cache |

        ## Escalations
        | Date | Issue | Escalated to | Resolution |
        |---|---|---|---|

        ## Incidents
        | Date | Incident | Severity | Resolution |
        |---|---|---|---|
        | 2026-05-12 | INC-42 Checkout fails | high | repaired |

        ## Status updates sent
        | Date | Type | Summary |
        |---|---|---|
        """;

    private static ImmutableDictionary<string, string> FilesFor(Lifecycle lifecycle)
    {
        var conditions = lifecycle.Gates.SelectMany(g => g.OpensWhen.WithParts).ToList();
        var documents = conditions.OfType<GateCondition.DocumentComplete>().Where(d => d.Path != "record.md").GroupBy(d => d.Path).Select(g => (g.Key, Text(g)));
        var checklists = conditions.OfType<GateCondition.ChecklistDone>().Select(c => ($"checklists/{c.Name}.md", Ticked(c.Name)));
        return documents.Concat(checklists).ToImmutableDictionary(d => $"deliveries/acme/{d.Item1}", d => d.Item2).Add(RunbookPath, Runbook);
    }

    private static string Text(IEnumerable<GateCondition.DocumentComplete> asked) =>
        $"# Document\n{string.Concat(asked.SelectMany(d => d.Fields).Select(f => $"- **{f}:** {(f == "Certified release" ? "4f2c9d1e" : "PASS")}\n"))}{string.Concat(asked.SelectMany(d => d.Sections).Append("Client feedback").Select(s => $"\n## {s}\nThey are content.\n"))}";

    private static string Ticked(string checklist) =>
        SourceText.Decode("checklist.md", BuiltInTemplates.Find($"delivery/checklists/{checklist}.md")!).Text.Replace("- [ ]", "- [x]", StringComparison.Ordinal);
}
