using System.Globalization;
using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.Cli.Tests.Commands;
using DeliveryAsCode.Cli.Tests.Infra;
using Xunit.Abstractions;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Stages;

/// <summary>
/// One delivery from the intake issue to <c>Complete</c> at a GitHub that is not ours, behind GitHub's own contract: people
/// with tokens of their own, and the action as the runner starts it.
/// </summary>
[Collection(EmulatedGitHub.Name)]
public sealed class SevenStagesAtGitHubTests : IDisposable
{
    private readonly EmulatedRepository _bots;
    private readonly ProgramAtGitHub _program;
    private readonly int _mistakesBefore;
    private int _issue;

    public SevenStagesAtGitHubTests(EmulatedGitHub gitHub, ITestOutputHelper output)
    {
        _bots = new EmulatedRepository(gitHub, "acme/bots");
        _program = new ProgramAtGitHub(_bots, output);
        _mistakesBefore = gitHub.Mistakes.Count;
    }

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_delivery_goes_through_all_stages()
    {
        WalkEdits.Begin();
        Begin();
        foreach (var stage in new Action[] { Intake, Planning, Production, Certification, Deployment, Handover, Review })
        {
            stage();
            _bots.GitHub.Mistakes.Skip(_mistakesBefore).ShouldBeEmpty(stage.Method.Name);
        }

        _bots.OpenPulls().ShouldBeEmpty();
        Golden.Match(_bots.Read(Walk.RecordPath).Normalised(), "SevenStagesAtGitHub.md");
    }

    private void Begin()
    {
        foreach (var login in new[] { "iris", "pablo", "quinn", "diego", "clara" })
            _bots.Invite(login);
        _bots.Commit("dana", "Rules, and how releases are switched",
            ("delivery.yml", _ => Rules()),
            (".gitignore", _ => "target/\n"),
            ("ops/switch.sh", _ => "#!/bin/sh\nset -eu\nmkdir -p target\necho \"$1\" > target/current\n"));
        var nothing = _program.Reconcile("there is no delivery");
        nothing.WritesNothing();
    }

    private void Intake()
    {
        _issue = _bots.OpenIssue("iris", "Delivery: Support Bot", Form(), "delivery-intake");
        _program.ReconcileIssue(_issue).Did("opened #");
        var intake = _bots.OpenPulls().ShouldHaveSingleItem();
        intake.Title.ShouldBe("Intake: Acme Corp — Support Bot");
        _program.Check(intake).Ends(0);
        _bots.Check(intake.Head, CheckPublisher.Name).Conclusion.ShouldBe("success");
        _bots.Merge("dana", intake.Number);
        _program.Reconcile("the delivery has begun").WritesNothing();

        _bots.Commit("dana", "Take the requirements in",
            (Walk.RecordPath, record => record.Fill("Stakeholders", "dana, iris, pablo, quinn, diego, Olivia Marsh and the operations of Acme Corp").Fill("Intake date", WalkEdits.Day(-1))),
            ($"{Walk.Folder}/requirements.md", _ => WalkDocuments.Requirements(WalkEdits.Day(-2))),
            Ticked("intake-handoff"));
        var gate = Opens("Intake handoff", _program.Reconcile("the checklist is done"), "iris");

        _bots.Review("quinn", gate.Number, "APPROVE");
        StaysClosed(gate, "quinn");
        Passes(gate, "Intake handoff", "iris");
        Says("| Intake handoff       ", WalkEdits.Day(0), "Done");
    }

    private void Planning()
    {
        _bots.Commit("dana", "Plan the delivery", (Walk.RecordPath, record => record
            .Milestone("Production start", 0, null, "Planned").Milestone("Production complete", 1, null, "Planned").Milestone("QA submitted", 2, null, "Planned")
            .Milestone("QA certified", 3, null, "Planned").Milestone("Deployment start", 4, null, "Planned").Milestone("Deployment complete", 4, null, "Planned")
            .Milestone("Client handover", 5, null, "Planned").Milestone("Post-delivery review", 10, null, "Planned")
            .Fill("Deployment window", $"{WalkEdits.Day(0)} 00:00–23:59 UTC")
            .Add("Risk register", "| The order API of the client answers slowly | Medium | Low | Answers are kept for a minute |")
            .Add("Status updates sent", $"| {WalkEdits.Day(0)} | Kick-off | Schedule, contacts and the first risk |")));
        _program.Reconcile("planned, and nobody has asked for the gate").WritesNothing();

        Asks("mallory", "Delivery planning").All.ShouldNotContain(e => e.Method == "POST" && e.Path.EndsWith("/pulls", StringComparison.Ordinal));
        _bots.Comments(_issue)[^1].ShouldContain("mallory");
        var gate = Opens("Delivery planning", Asks("dana", "Delivery planning"), "pablo", "diego");

        _bots.Review("pablo", gate.Number, "APPROVE");
        StaysClosed(gate, "1 of 2");
        Passes(gate, "Delivery planning", "diego");
        StageBegins("In Production", "checklists/production.md");
    }

    private void Production()
    {
        _bots.Commit("pablo", "Production starts", (Walk.RecordPath, record => record.Milestone("Production start", 0, 0, "Done")));
        var release = _bots.Propose("pablo", "support-bot-1.4", "Support Bot 1.4.0", ("app/1.4.0/index.html", _ => "<h1>Support Bot 1.4.0</h1>\n"));
        _program.Check(release).Ends(0).Requests.Count().ShouldBeLessThanOrEqualTo(2);
        _bots.Check(release.Head, CheckPublisher.Name).Title.ShouldBe("no gate is touched");
        _bots.Merge("dana", release.Number);

        _bots.Commit("pablo", "Production is complete", Ticked("production"), (Walk.RecordPath, record => record.Milestone("Production complete", 1, 0, "Done")));
        Passes(Opens("Production tracking", _program.Reconcile("production is complete"), "pablo"), "Production tracking", "pablo");
        StageBegins("QA", "checklists/qa.md");
    }

    private void Certification()
    {
        _bots.Commit("quinn", "QA report", Report("PASS", "Open"), Ticked("qa"), (Walk.RecordPath, record => record.Milestone("QA submitted", 2, 0, "Done")));
        var first = Opens("QA gate", _program.Reconcile("certification is asked for"), "quinn");
        _bots.Review("quinn", first.Number, "REQUEST_CHANGES", "FAIL: 3 of 41 scenarios answer with another customer's order");
        _program.Check(first);
        _bots.Check(first.Head, CheckPublisher.Name).Conclusion.ShouldNotBe("success");
        _program.Reconcile("quinn says FAIL").Did($"closed #{first.Number}");
        _bots.Pull(first.Number).IsMerged.ShouldBeFalse();
        _bots.OpenPulls().ShouldBeEmpty();
        Says("| QA gate ", "Failed", "quinn");
        StageBegins("In Production");

        _bots.Commit("dana", "Back to production", (Walk.RecordPath, record => record
            .Milestone("QA submitted", 2, null, "Planned").Milestone("QA certified", 3, null, "❌ Failed")
            .Add("Escalations", $"| {WalkEdits.Day(0)} | 3 of 41 scenarios fail the QA gate | clara | Repaired, and tested again on {WalkEdits.Day(0)} |")
            .Add("Status updates sent", $"| {WalkEdits.Day(0)} | QA | Three faults, certification today |")));
        _bots.Commit("pablo", "Answer with the customer's own orders", ("app/1.4.0/index.html", _ => "<h1>Support Bot 1.4.0</h1>\n<p>Every customer sees their own orders.</p>\n"));
        _program.Reconcile("what was ticked before the failure asks for nothing").WritesNothing();
        Passes(Opens("Production tracking", Asks("pablo", "Production tracking"), "pablo"), "Production tracking", "pablo");
        StageBegins("QA");

        _bots.Commit("quinn", "QA report: PASS", Report("PASS", "Fixed"), (Walk.RecordPath, record => record.Milestone("QA submitted", 2, 0, "Done").Milestone("QA certified", 3, null, "Ready")));
        var second = Opens("QA gate", _program.Reconcile("a milestone is Ready"), "quinn");
        _bots.Review("pablo", second.Number, "APPROVE");
        StaysClosed(second, "pablo");
        Passes(second, "QA gate", "quinn");
        StageBegins("Deployment", "checklists/deployment.md");
    }

    private void Deployment()
    {
        _bots.Commit("pablo", "Plan the deployment of 1.4.0", ($"{Walk.Folder}/runbook.md", _ => WalkDocuments.Runbook(Release())));
        Asks("diego", "Deployment plan").WritesOnlyTheReply();
        _bots.Comments(_issue)[^1].ShouldContain("/delivery status");
        Rehearse("diego");

        var plan = Opens("Deployment plan", Asks("diego", "Deployment plan"), "diego", "dana");
        Passes(plan, "Deployment plan", "diego");
        Run();

        _bots.Commit("diego", "The deployment is looked through", Ticked("deployment"), (Walk.RecordPath, record => record
            .Add("Status updates sent", $"| {WalkEdits.Day(0)} | Deployment | 1.4.0 is in production |")));
        Passes(Opens("Deployment", _program.Reconcile("the deployment is looked through"), "diego"), "Deployment", "diego");
        StageBegins("Handover", "checklists/client-handover.md");
    }

    /// <summary>It stops at the decision, goes on when dana has said go in a comment, and everybody can watch.</summary>
    private void Run()
    {
        _program.Deploy("diego", "run").Concludes("waiting");
        var log = _bots.OpenPulls().ShouldHaveSingleItem();
        var execution = log.Branch[$"delivery/{Walk.Id}/log-".Length..];
        File.Exists(Path.Combine(_program.Checkout.Path, "target", "current")).ShouldBeFalse();

        _program.ReconcileComment(_issue, _bots.Comment("pablo", _issue, $"/delivery go {execution} I am in a hurry"));
        _bots.Comments(_issue)[^1].ShouldContain("delivery-manager");
        var go = _program.ReconcileComment(_issue, _bots.Comment("dana", _issue, $"/delivery go {execution} the window is open"));
        go.Writes.ShouldContain(e => e.Path.EndsWith("/dispatches", StringComparison.Ordinal));

        _program.Deploy("diego", "resume").Concludes("succeeded");
        _program.Checkout.Read("target/current").ShouldBe("1.4.0\n");
        _bots.Get("deployments").Is(200)["0.environment"].ShouldBe(ProgramAtGitHub.Environment);
        _bots.Get($"deployments/{_bots.Get("deployments")["0.id"]}/statuses").Is(200)["0.state"].ShouldBe("success");
        _bots.Check(_bots.Tip(log.Branch), "delivery/log").Conclusion.ShouldBe("success");

        var whole = _bots.Follow(log);
        _program.Check(whole).Ends(0);
        _bots.Check(whole.Head, CheckPublisher.Name).Conclusion.ShouldBe("success");
        _bots.Merge("dana", whole.Number);
    }

    private void Handover()
    {
        _bots.Commit("dana", "Hand the Support Bot over", ($"{Walk.Folder}/handover.md", _ => WalkDocuments.Package(WalkEdits.Day(10), WalkEdits.Day(0))), Ticked("client-handover"), (Walk.RecordPath, record => record
            .Replace("|       |      | Planned |", "| dana  | [handover](handover.md) | Done |", StringComparison.Ordinal)
            .Add("Status updates sent", $"| {WalkEdits.Day(0)} | Handover | Handover document, and the invitation to the review |")));
        var gate = Opens("Client handover", _program.Reconcile("the package is handed over"), "acme-contact");

        _bots.Review("pablo", gate.Number, "APPROVE");
        StaysClosed(gate, "pablo");
        Passes(gate, "Client handover", "acme-contact");
    }

    private void Review()
    {
        _bots.Commit("dana", "Review the delivery", ($"{Walk.Folder}/post-delivery-review.md", _ => WalkDocuments.Lessons(WalkEdits.Day(10), WalkEdits.Day(0))));
        Passes(Opens("Post-delivery review", Asks("dana", "Post-delivery review"), "dana"), "Post-delivery review", "dana");
        StageBegins("Complete");
        _bots.Get($"issues/{_issue}").Is(200)["state"].ShouldBe("closed");
    }

    /// <summary>In a clone of somebody's own, from which the log comes back.</summary>
    private void Rehearse(string login)
    {
        using var clone = DeliveryRepository.Create("rehearsal");
        new EmulatedClone(_bots, clone).Fetch();
        Delivery.In(clone.As(login)).Run("run", Walk.Id, "--dry-run", "--rehearse-rollback", "--commit").ExitsWith(0);
        var written = clone.Git("diff", "--name-only", "HEAD~1").Split('\n').Select(path => (path, (Func<string, string>)(_ => clone.Read(path)))).ToArray();
        _bots.Commit(login, "Rehearse the deployment of 1.4.0", written);
    }

    private Turn Asks(string login, string gate) => _program.ReconcileComment(_issue, _bots.Comment(login, _issue, $"/delivery ready {gate}"));

    /// <summary>The gate's pull request is there, those who decide are asked, and it waits for them.</summary>
    private EmulatedPull Opens(string gate, Turn turn, params string[] deciders)
    {
        var pull = _bots.OpenPulls().ShouldHaveSingleItem(turn.Answer.Outcome.ToString());
        pull.Title.ShouldStartWith($"Gate: {gate} — Acme Corp — Support Bot");
        pull.Reviewers.ShouldBe(deciders, ignoreOrder: true);
        _bots.Check(pull.Head, CheckPublisher.Name).Conclusion.ShouldBe("action_required");
        return pull;
    }

    /// <summary>Somebody has approved whose word is not enough.</summary>
    private void StaysClosed(EmulatedPull gate, string why)
    {
        _program.Check(gate).Judging.Count().ShouldBeLessThanOrEqualTo(12);
        var check = _bots.Check(gate.Head, CheckPublisher.Name);
        check.Conclusion.ShouldBe("action_required");
        $"{check.Title}\n{check.Summary}".ShouldContain(why);
        _program.Reconcile($"{gate.Title} still waits").WritesNothing();
    }

    /// <summary>The word of whoever decides: checked, merged, and written down.</summary>
    private void Passes(EmulatedPull pull, string gate, string decider)
    {
        _bots.Review(decider, pull.Number, "APPROVE");
        _program.Check(pull).Ends(0).Judging.Count().ShouldBeLessThanOrEqualTo(12);
        _bots.Check(pull.Head, CheckPublisher.Name).Conclusion.ShouldBe("success");
        _program.Reconcile($"{decider} approves {gate}").Did($"merged #{pull.Number}");
        _bots.Pull(pull.Number).IsMerged.ShouldBeTrue();
        Says($"| {gate} ", "Passed", decider, WalkEdits.Day(0), string.Create(CultureInfo.InvariantCulture, $"#{pull.Number}"));
    }

    /// <summary>The record says where the delivery stands, and the stage's documents are there.</summary>
    private void StageBegins(string status, params string[] documents)
    {
        _bots.Read(Walk.RecordPath).ShouldContain($"- **Status:** {status}\n");
        foreach (var document in documents)
            _bots.Read($"{Walk.Folder}/{document}").ShouldNotBeEmpty();
    }

    /// <summary>The record has a line that begins so and has all of this.</summary>
    private void Says(string start, params string[] words)
    {
        var record = _bots.Read(Walk.RecordPath);
        record.Split('\n').ShouldContain(line => line.StartsWith(start, StringComparison.Ordinal) && words.All(word => line.Contains(word, StringComparison.Ordinal)), record);
    }

    private static (string Path, Func<string, string> Edit) Ticked(string checklist) => ($"{Walk.Folder}/checklists/{checklist}.md", WalkEdits.Tick);

    private (string Path, Func<string, string> Edit) Report(string result, string status) =>
        ($"{Walk.Folder}/qa-report.md", _ => WalkDocuments.Report(result, Release(), WalkEdits.Day(0), status));

    /// <summary>The newest commit that changed the program.</summary>
    private string Release() => _bots.Get("commits?sha=main&path=app&per_page=1").Is(200)["0.sha"]!;

    private string Rules()
    {
        string Of(string login) => string.Create(CultureInfo.InvariantCulture, $"{{login: {login}, id: {_bots.GitHub.Ids[login]}, email: {login}@acme.example}}");
        return $"""
            version: 1
            forge: github
            calendar: {"{"}time-zone: UTC, working-days: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]{"}"}
            roles:
              delivery-manager: [{Of("dana")}]
              client-intake-manager: [{Of("iris")}]
              production-line-architect: [{Of("pablo")}]
              qa-engineer: [{Of("quinn")}]
              deployment-specialist: [{Of("diego")}]
              cto: [{Of("clara")}]
              policy-owner: [{Of("clara")}]
              client: [{string.Create(CultureInfo.InvariantCulture, $"{{login: acme-contact, id: {_bots.GitHub.Ids["acme-contact"]}, for: \"acme-*\"}}")}]
            environments:
              acme-production: {"{}"}

            """;
    }

    private static string Form() => $"""
        ### Client

        Acme Corp

        ### Delivery name

        Support Bot

        ### Scope

        Answers first-line questions about orders in English

        ### Stakeholders

        _No response_

        ### Requirements

        _No response_

        ### Agreed delivery date

        {WalkEdits.Day(10)}

        ### Complexity

        standard

        ### Delivery id

        {Walk.Id}
        """;
}
