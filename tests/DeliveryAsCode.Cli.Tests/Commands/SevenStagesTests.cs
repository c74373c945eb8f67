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
        _walk.Run("dana", -45, "new", Walk.Id, "--client", "Acme Corp", "--name", "Support Bot", "--scope", "Answers first-line questions about orders in English", "--target", _walk.Day(10)).ExitsWith(0);
        _walk.Commit("dana", "Begin the Support Bot for Acme Corp");
    }

    private void Intake()
    {
        _walk.Fill("Stakeholders", "dana, iris, pablo, quinn, diego, Olivia Marsh and the operations of Acme Corp").Fill("Intake date", _walk.Day(-40));
        _repository.Write($"{Walk.Folder}/requirements.md", Requirements(_walk.Day(-41)));
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
            .Fill("Deployment window", $"{_walk.Day(0)} 00:00–23:59 UTC")
            .Add("Risk register", "| The order API of the client answers slowly | Medium | Low | Answers are kept for a minute |")
            .Add("Status updates sent", $"| {_walk.Day(-39)} | Kick-off | Schedule, contacts and the first risk |")
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
        _repository.Write($"{Walk.Folder}/qa-report.md", Report("FAIL", Release(), _walk.Day(-10), "Open"));
        _walk.Tick("qa").Milestone("QA submitted", -12, -12, "Done").Commit("quinn", "QA report: FAIL");
        _walk.Decides("quinn", -10).ExitsWith(1).Complains("certification is FAIL, it must be PASS");
        _walk.Decides("quinn", -10, "--decision", "failed", "--reason", "3 of 41 scenarios fail, see qa-report.md").ExitsWith(0).Prints("QA gate: Failed by quinn");

        StageBegins(-10, "In Production");
        _walk.Milestone("QA submitted", -12, null, "Planned").Milestone("QA certified", -4, null, "❌ Failed")
            .Add("Escalations", $"| {_walk.Day(-10)} | 3 of 41 scenarios fail the QA gate | clara | Repaired, and tested again on {_walk.Day(-6)} |")
            .Add("Status updates sent", $"| {_walk.Day(-10)} | QA | Three faults, certification on {_walk.Day(-6)} |").Commit("dana", "Back to production");
        _repository.Write("app/1.4.0/index.html", "<h1>Support Bot 1.4.0</h1>\n<p>Every customer sees their own orders.</p>\n").As("pablo").Commit("Answer with the customer's own orders");
        _walk.Decides("pablo", -7).ExitsWith(0).Prints("Production tracking: Passed by pablo");

        StageBegins(-7, "QA");
        _repository.Write($"{Walk.Folder}/qa-report.md", Report("PASS", Release(), _walk.Day(-6), "Fixed"));
        _walk.Milestone("QA submitted", -12, -7, "Done").Commit("quinn", "QA report: PASS");
        _walk.Decides("pablo", -6).ExitsWith(1).Complains("pablo is not qa-engineer");
        _walk.Decides("quinn", -6).ExitsWith(0).Prints("QA gate: Passed by quinn");
    }

    private void Deployment()
    {
        StageBegins(-6, "Deployment");
        _repository.Write($"{Walk.Folder}/runbook.md", Runbook(Release()));
        _walk.Commit("pablo", "Plan the deployment of 1.4.0");
        _walk.Decides("diego", -4).ExitsWith(1).Complains("was never rehearsed");
        Delivery.In(_repository.As("diego")).Run("run", Walk.Id, "--dry-run", "--rehearse-rollback", "--commit").ExitsWith(0).Prints("Order of undoing");
        _walk.Decides("diego", -4).ExitsWith(0).Prints("Deployment plan: Passed by diego");

        var run = _walk.AtTerminal("dana", "go\\nthe window is open\\n", $"run {Walk.Id} --yes --commit");
        run.ExitCode.ShouldBe(0, run.Output);
        _repository.Read("target/current").ShouldBe("1.4.0\n");

        _walk.Tick("deployment").Add("Status updates sent", $"| {_walk.Day(0)} | Deployment | 1.4.0 is in production |").Commit("diego", "The deployment is looked through");
        _walk.Decides("diego", 0).ExitsWith(0).Prints("Deployment: Passed by diego");
    }

    private void Handover()
    {
        StageBegins(0, "Handover", "checklists/client-handover.md");
        _repository.Write($"{Walk.Folder}/handover.md", Package(_walk.Day(10), _walk.Day(1)));
        _walk.Edit(Walk.RecordPath, text => text.Replace("|       |      | Planned |", "| dana  | [handover](handover.md) | Done |", StringComparison.Ordinal));
        _walk.Tick("client-handover").Add("Status updates sent", $"| {_walk.Day(1)} | Handover | Handover document, and the invitation to the review |").Commit("dana", "Hand the Support Bot over");

        string[] word = ["--as-role", "client", "--on-behalf-of", "Olivia Marsh"];
        _walk.Decides("dana", 3, word).ExitsWith(2).Complains("--evidence");
        _walk.Decides("dana", 3, [.. word, "--evidence", "https://mail.acme.example/4711"]).ExitsWith(0).Prints("Olivia Marsh (attested by dana)");
    }

    private void Review()
    {
        _repository.Write($"{Walk.Folder}/post-delivery-review.md", Lessons(_walk.Day(10), _walk.Day(8)));
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

    private static string Requirements(string signed) => $"""
        # Requirements

        ## What is built

        - A page on which customers ask about their orders, in English

        ## What is not built

        - Answers in Spanish: they come with a later release

        ## Open questions

        None.

        ## Sign-off

        - **Signed off by:** Olivia Marsh, operations at Acme Corp
        - **Signed off on:** {signed}

        """;

    private string Release() => _repository.Git("log", "-1", "--format=%H", "--", "app");

    private static string Report(string result, string release, string date, string status) => $"""
        # QA report: Acme Corp — Support Bot

        - **Result:** {result}
        - **Certified release:** Support Bot 1.4.0, {release}
        - **Tested on:** {date}
        - **Tested by:** quinn

        ## Scope tested

        - The 41 scenarios of the requirements

        ## Findings

        | Finding | Severity | Status |
        |---------|----------|--------|
        | Three scenarios answer with another customer's order | Critical | {status} |

        """;

    private static string Runbook(string release) => $"""
        ---
        environment: acme-production
        release: {"{"}commit: {release}{"}"}
        no-watch: the page has no metrics yet; support looks at it for a day
        ---
        # Deployment plan: Support Bot 1.4.0

        ## Final checks

        ### The release is there <!-- check: health -->

        ```bash
        test -f app/1.4.0/index.html
        ```

        ### There is nothing to back up <!-- check: backup -->

        ```bash
        test ! -e target/data
        ```

        ### The way back is there <!-- check: rollback-review -->

        ```bash
        test -f ops/switch.sh
        ```

        ### Go or no-go <!-- decide: delivery-manager -->

        ## Application

        ### Switch to the new version

        ```bash run
        sh ops/switch.sh 1.4.0
        ```

        ```bash verify
        grep -q 1.4.0 target/current
        ```

        ```bash undo
        sh ops/switch.sh 1.3.0
        ```

        ## Smoke tests

        ### The new version is current

        ```bash
        grep -q 1.4.0 target/current
        ```

        """;

    private static string Package(string agreed, string handed) => $"""
        # Handover: Acme Corp — Support Bot

        - **Client:** Acme Corp
        - **Agreed delivery date:** {agreed}
        - **Handed over on:** {handed}

        ## What was delivered

        | Part of the scope | Outcome | Note |
        |-------------------|---------|------|
        | Answers in English | Delivered | |
        | Answers in Spanish | Deferred | With the next release, agreed with Olivia Marsh |

        ## Access and use

        - **Where:** https://support.acme.example
        - **Sign-in:** with the customer's account

        ## Configuration notes

        - Answers are kept for a minute

        ## Support contact and next steps

        - **Support contact:** support@studio.example, working days from nine to five

        """;

    private static string Lessons(string agreed, string held) => $"""
        # Post-delivery review: Acme Corp — Support Bot

        - **Agreed delivery date:** {agreed}
        - **Held on:** {held}

        ## What went well

        - The deployment took a minute

        ## What did not go well

        - Three scenarios failed the first certification

        ## Lessons learned

        - Scenarios with two customers belong into the tests of production

        ## Client feedback

        Olivia Marsh: half as many calls about orders as before.

        """;
}
