using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>One delivery from <c>init</c> to <c>Complete</c>: every step is committed by the person whose step it is.</summary>
public sealed class SevenStagesTests : IDisposable
{
    private readonly DeliveryRepository _repository = DeliveryRepository.Create(nameof(SevenStagesTests));
    private readonly Walk _walk;

    public SevenStagesTests() => _walk = new Walk(_repository);

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void A_delivery_goes_through_all_stages()
    {
        WalkEdits.Begin();
        Begin();
        foreach (var (stage, day) in new (Action, int)[] { (Intake, -39), (Planning, -36), (Production, -14), (Certification, -6), (Deployment, 0), (Handover, 3), (Review, 9) })
        {
            _repository.Git("tag", "--force", "before");
            stage();
            _walk.Run("dana", day, "check", "--base", "before").ExitsWith(0);
        }

        _walk.Run("dana", 9, "status", Walk.Id).ExitsWith(0).Prints("Complete");
        _walk.Run("dana", 9, "check").ExitsWith(0).DoesNotPrint("warning");
        _repository.Git("status", "--porcelain").ShouldBeEmpty();
        Golden.Match(_walk.Normalised(Walk.RecordPath), "SevenStages.md");
    }

    private void Begin()
    {
        _walk.Run("dana", -45, "init").ExitsWith(0);
        _repository.Write("delivery.yml", Rules).Write(".gitignore", "target/\n").Write("ops/switch.sh", "#!/bin/sh\nset -eu\nmkdir -p target\necho \"$1\" > target/current\n");
        _walk.Commit("dana", "Rules, and how releases are switched");
        _walk.Run("dana", -45, "new", Walk.Id, "--client", "Acme Corp", "--name", "Support Bot", "--scope", "Answers first-line questions about orders in English", "--target", Walk.Day(10)).ExitsWith(0);
        _walk.Commit("dana", "Begin the Support Bot for Acme Corp");
    }

    private void Intake()
    {
        _walk.Fill("Stakeholders", "dana, iris, pablo, quinn, diego, Olivia Marsh and the operations of Acme Corp").Fill("Intake date", Walk.Day(-40));
        _repository.Write($"{Walk.Folder}/requirements.md", WalkDocuments.Requirements(Walk.Day(-41)));
        foreach (var item in new[] { "requirements-reviewed", "scope-clear", "questions-resolved", "record-created" })
            _walk.Run("dana", -40, "set", Walk.Id, $"checklist:intake-handoff/{item}", "done", "--quiet").ExitsWith(0);
        _walk.Commit("dana", "Take the requirements in");

        _walk.Decides("quinn", -39).ExitsWith(1).Complains("who: iris");
        _walk.Decides("iris", -39).ExitsWith(0).Prints("Intake handoff: Passed by iris");
        _walk.Milestone("Intake handoff", -40, -39, "Done");
    }

    private void Planning()
    {
        _walk.Milestone("Production start", -33, null, "Planned").Milestone("Production complete", -14, null, "Planned").Milestone("QA submitted", -12, null, "Planned")
            .Milestone("QA certified", -4, null, "Planned").Milestone("Deployment start", 0, null, "Planned").Milestone("Deployment complete", 0, null, "Planned")
            .Milestone("Client handover", 5, null, "Planned").Milestone("Post-delivery review", 10, null, "Planned")
            .Fill("Deployment window", $"{Walk.Day(0)} 00:00–23:59 UTC")
            .Add("Risk register", "| The order API of the client answers slowly | Medium | Low | Answers are kept for a minute |")
            .Add("Status updates sent", $"| {Walk.Day(-39)} | Kick-off | Schedule, contacts and the first risk |")
            .Commit("dana", "Plan the delivery");

        _walk.Decides("pablo", -36).ExitsWith(0).Prints("Delivery planning: Acknowledged by pablo").Prints("(diego)");
        _walk.Decides("diego", -36).ExitsWith(0).Prints("Delivery planning: Passed by diego");
    }

    private void Production()
    {
        StageBegins(-36, "In Production", "checklists/production.md");
        _walk.Milestone("Production start", -33, -33, "Done").Commit("pablo", "Production starts");
        _repository.Write("app/1.4.0/index.html", "<h1>Support Bot 1.4.0</h1>\n");
        _walk.Tick("production").Milestone("Production complete", -14, -14, "Done").Commit("pablo", "Support Bot 1.4.0");

        _walk.Decides("pablo", -14).ExitsWith(0).Prints("Production tracking: Passed by pablo");
    }

    private void Certification()
    {
        StageBegins(-14, "QA", "checklists/qa.md");
        _repository.Write($"{Walk.Folder}/qa-report.md", WalkDocuments.Report("FAIL", Release(), Walk.Day(-10), "Open"));
        _walk.Tick("qa").Milestone("QA submitted", -12, -12, "Done").Commit("quinn", "QA report: FAIL");
        _walk.Decides("quinn", -10).ExitsWith(1).Complains("certification is FAIL, it must be PASS");
        _walk.Decides("quinn", -10, "--decision", "failed", "--reason", "3 of 41 scenarios fail, see qa-report.md").ExitsWith(0).Prints("QA gate: Failed by quinn");

        StageBegins(-10, "In Production");
        _walk.Milestone("QA submitted", -12, null, "Planned").Milestone("QA certified", -4, null, "❌ Failed")
            .Add("Escalations", $"| {Walk.Day(-10)} | 3 of 41 scenarios fail the QA gate | clara | Repaired, and tested again on {Walk.Day(-6)} |")
            .Add("Status updates sent", $"| {Walk.Day(-10)} | QA | Three faults, certification on {Walk.Day(-6)} |").Commit("dana", "Back to production");
        _repository.Write("app/1.4.0/index.html", "<h1>Support Bot 1.4.0</h1>\n<p>Every customer sees their own orders.</p>\n").As("pablo").Commit("Answer with the customer's own orders");
        _walk.Decides("pablo", -7).ExitsWith(0).Prints("Production tracking: Passed by pablo");

        StageBegins(-7, "QA");
        _repository.Write($"{Walk.Folder}/qa-report.md", WalkDocuments.Report("PASS", Release(), Walk.Day(-6), "Fixed"));
        _walk.Milestone("QA submitted", -12, -7, "Done").Commit("quinn", "QA report: PASS");
        _walk.Decides("pablo", -6).ExitsWith(1).Complains("pablo is not qa-engineer");
        _walk.Decides("quinn", -6).ExitsWith(0).Prints("QA gate: Passed by quinn");
    }

    private void Deployment()
    {
        StageBegins(-6, "Deployment");
        _repository.Write($"{Walk.Folder}/runbook.md", WalkDocuments.Runbook(Release()));
        _walk.Commit("pablo", "Plan the deployment of 1.4.0");
        _walk.Decides("diego", -4).ExitsWith(1).Complains("was never rehearsed");
        Delivery.In(_repository.As("diego")).Run("run", Walk.Id, "--dry-run", "--rehearse-rollback", "--commit").ExitsWith(0).Prints("Order of undoing");
        _walk.Decides("diego", -4).ExitsWith(0).Prints("Deployment plan: Passed by diego");

        var run = _walk.AtTerminal("dana", ["run", Walk.Id, "--yes", "--commit"], ("go or no-go?", "go"), ("reason:", "the window is open"));
        run.ExitCode.ShouldBe(0, run.Output);
        _repository.Read("target/current").ShouldBe("1.4.0\n");

        _walk.Tick("deployment").Add("Status updates sent", $"| {Walk.Day(0)} | Deployment | 1.4.0 is in production |").Commit("diego", "The deployment is looked through");
        _walk.Decides("diego", 0).ExitsWith(0).Prints("Deployment: Passed by diego");
    }

    private void Handover()
    {
        StageBegins(0, "Handover", "checklists/client-handover.md");
        _repository.Write($"{Walk.Folder}/handover.md", WalkDocuments.Package(Walk.Day(10), Walk.Day(1)));
        _walk.Edit(Walk.RecordPath, text => text.Replace("|       |      | Planned |", "| dana  | [handover](handover.md) | Done |", StringComparison.Ordinal));
        _walk.Tick("client-handover").Add("Status updates sent", $"| {Walk.Day(1)} | Handover | Handover document, and the invitation to the review |").Commit("dana", "Hand the Support Bot over");

        string[] word = ["--as-role", "client", "--on-behalf-of", "Olivia Marsh"];
        _walk.Decides("dana", 3, word).ExitsWith(2).Complains("--evidence");
        _walk.Decides("dana", 3, [.. word, "--evidence", "https://mail.acme.example/4711"]).ExitsWith(0).Prints("Olivia Marsh (attested by dana)");
    }

    private void Review()
    {
        _repository.Write($"{Walk.Folder}/post-delivery-review.md", WalkDocuments.Lessons(Walk.Day(10), Walk.Day(8)));
        _walk.Commit("dana", "Review the delivery");
        _walk.Decides("dana", 8).ExitsWith(0).Prints("Post-delivery review: Passed by dana");
        _walk.Run("dana", 8, "reconcile", Walk.Id, "--commit").ExitsWith(0).Prints("because the delivery is complete");
        _walk.Run("dana", 8, "reconcile", Walk.Id, "--commit").ExitsWith(0).Prints("nothing to do");
    }

    /// <summary>The program follows the decisions: the record says where the delivery stands, and the stage's documents are there.</summary>
    private void StageBegins(int day, string status, params string[] documents)
    {
        _walk.Run("dana", day, "reconcile", "--commit").ExitsWith(0);
        _repository.Read(Walk.RecordPath).ShouldContain($"- **Status:** {status}\n");
        foreach (var document in documents)
            _repository.Read($"{Walk.Folder}/{document}").ShouldNotBeEmpty();
    }

    private const string Rules = """
        version: 1
        calendar: {time-zone: UTC, working-days: [monday, tuesday, wednesday, thursday, friday]}
        roles:
          delivery-manager: [{login: dana, email: dana@studio.example}]
          client-intake-manager: [{login: iris, email: iris@studio.example}]
          production-line-architect: [{login: pablo, email: pablo@studio.example}]
          qa-engineer: [{login: quinn, email: quinn@studio.example}]
          deployment-specialist: [{login: diego, email: diego@studio.example}]
          cto: [{login: clara, email: clara@studio.example}]
          policy-owner: [{login: clara, email: clara@studio.example}]
          client: [{email: ops@acme.example, for: "acme-*"}]
        environments:
          acme-production: {}
        publish: direct

        """;

    private string Release() => _repository.Git("log", "-1", "--format=%H", "--", "app");
}
