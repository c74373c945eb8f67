using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class AcknowledgeTests
{
    private static readonly string[] Built = ["Plan", "Build"];
    private static readonly string[] Certified = ["Plan", "Build", "QA gate"];
    private static readonly string[] Approved = ["Plan", "Build", "QA gate", "Approval"];

    [Fact]
    public void The_first_of_two_acknowledges_and_the_second_passes()
    {
        using var repository = Gatehouse.New();

        repository.Says("pablo").ExitsWith(0).Prints("Plan: Acknowledged by pablo (production-line-architect)").Prints("waits for the acknowledgement of deployment-specialist (diego, otto)");
        repository.LastRow().ShouldStartWith("| Plan | Acknowledged | pablo ");
        repository.Says("diego").ExitsWith(0).Prints("Plan: Passed by diego");

        repository.LastRow().ShouldMatch(@"^\| Plan \| Passed \| diego +\| \d{4}-\d\d-\d\d \| commit [0-9a-f]{7} \|$");
        repository.Stands().ShouldStartWith("Build: ");
        repository.Git("status", "--porcelain").ShouldBeEmpty();
    }

    [Fact]
    public void The_commit_says_what_it_speaks_of_and_brings_nothing_else()
    {
        using var repository = Gatehouse.New();
        repository.Says("pablo").ExitsWith(0);

        repository.Git("log", "-1", "--format=%cn %s").ShouldBe("pablo acme-bot: Plan acknowledged by pablo");
        repository.Git("log", "-1", "--format=%(trailers:key=Delivery-Gate,key=Delivery-Role)").ShouldBe("Delivery-Gate: acme-bot/Plan\nDelivery-Role: production-line-architect\n".TrimEnd('\n'));
        repository.Git("diff", "--numstat", "HEAD~").ShouldBe($"1\t0\t{Gatehouse.RecordPath}");
    }

    [Fact]
    public void Who_says_the_same_again_is_told_so()
    {
        using var repository = Gatehouse.New();
        repository.Says("pablo").ExitsWith(0);
        var head = repository.Head();

        repository.Says("pablo").ExitsWith(0).Prints("pablo has acknowledged it already");
        repository.Head().ShouldBe(head);
    }

    [Fact]
    public void A_failed_gate_sends_the_delivery_back_and_needs_a_reason()
    {
        using var repository = Gatehouse.With(Built);

        repository.Says("quinn", "--decision", "failed").ExitsWith(2).Complains("\"Failed\" needs a reason");
        repository.Says("quinn", "--decision", "failed", "--reason", "3 of 41 | scenarios").ExitsWith(0);

        repository.LastRow().ShouldEndWith(@"| 3 of 41 \| scenarios |");
        repository.Stands().ShouldStartWith("Build: ");
    }

    [Fact]
    public void A_stage_is_skipped_only_with_a_reason_and_only_if_its_lifecycle_lets_it()
    {
        using var repository = Gatehouse.With(["Plan"]);

        repository.Says("pablo", "--decision", "skipped").ExitsWith(2).Complains("needs a reason");
        repository.Says("pablo", "--decision", "skipped", "--reason", "nothing is built").ExitsWith(0);
        repository.Says("quinn", "--decision", "skipped", "--reason", "no time").ExitsWith(1).Complains("DAC0307").Complains("may never be skipped");
        repository.Stands().ShouldStartWith("QA gate: ");
    }

    [Theory]
    [InlineData("quinn", "is not production-line-architect or deployment-specialist of this delivery, but qa-engineer")]
    [InlineData("stranger", "of this delivery, and has no role in it")]
    public void Who_does_not_hold_the_role_writes_nothing(string person, string why)
    {
        using var repository = Gatehouse.New();
        var (head, tree) = (repository.Head(), repository.Tree());

        repository.Says(person).ExitsWith(1).Complains(why).Complains("who: pablo, otto, diego").PrintsNothing();

        repository.Head().ShouldBe(head);
        repository.Tree().ShouldBe(tree);
    }

    [Fact]
    public void Who_has_several_roles_says_in_which_and_counts_once()
    {
        using var repository = Gatehouse.New();

        repository.Says("otto").ExitsWith(2).Complains("otto could say this as production-line-architect or deployment-specialist").Complains("--as-role");
        repository.Says("otto", "--as-role", "deployment-specialst").ExitsWith(2).Complains("delivery.yml has no role \"deployment-specialst\"").Complains("did you mean \"deployment-specialist\"?");
        repository.Says("otto", "--as-role", "production-line-architect").ExitsWith(0).Prints("Acknowledged");
        repository.Says("otto", "--as-role", "deployment-specialist").ExitsWith(0).DoesNotPrint("Passed");
        repository.Stands().ShouldStartWith("Plan: ");
    }

    [Fact]
    public void A_gate_that_nobody_knows_is_refused_with_a_suggestion()
    {
        using var repository = Gatehouse.New();

        repository.Says("pablo", "--gate", "Plann").ExitsWith(2).Complains("has no gate \"Plann\"").Complains("did you mean \"Plan\"?");
    }

    [Fact]
    public void A_later_gate_waits_for_those_before_it()
    {
        using var repository = Gatehouse.New();

        repository.Says("pablo", "--gate", "Build").ExitsWith(1).Complains("the gate \"Plan\" must be passed first");
    }

    [Fact]
    public void A_change_of_what_was_acknowledged_makes_it_stale_and_names_the_line()
    {
        using var repository = Gatehouse.New();
        repository.Says("pablo").ExitsWith(0);
        repository.As("dana").Write(Gatehouse.RecordPath, repository.Read(Gatehouse.RecordPath).Replace("Answers questions", "Answers everything", StringComparison.Ordinal)).Commit("More scope");

        repository.Stands().ShouldContain($"the acknowledgement by pablo is stale, changed since: field \"Scope\" ({Gatehouse.RecordPath}:4:14)");
        repository.Says("diego").ExitsWith(1).Complains("stale");
        repository.Says("pablo").ExitsWith(0).Prints("Acknowledged");
        repository.Says("diego").ExitsWith(0).Prints("Passed");
    }

    [Fact]
    public void A_change_beside_what_was_acknowledged_does_not()
    {
        using var repository = Gatehouse.New();
        repository.Says("pablo").ExitsWith(0);
        repository.As("dana").Write(Gatehouse.RecordPath, repository.Read(Gatehouse.RecordPath).Replace("Acme Corp\n", "Acme Corporation\n", StringComparison.Ordinal)).Commit("Their whole name");

        repository.Says("diego").ExitsWith(0).Prints("Passed");
    }

    [Fact]
    public void Nobody_acknowledges_their_own_work()
    {
        using var repository = Gatehouse.New();
        repository.As("pablo").Write(Gatehouse.RecordPath, repository.Read(Gatehouse.RecordPath).Replace("Answers questions", "Answers everything", StringComparison.Ordinal)).Commit("More scope");

        repository.Says("pablo").ExitsWith(1).Complains("pablo wrote what is acknowledged");
        repository.Says("otto", "--as-role", "production-line-architect").ExitsWith(0);
    }

    [Fact]
    public void A_co_author_is_an_author()
    {
        using var repository = Gatehouse.New();
        repository.As("dana").Write(Gatehouse.RecordPath, repository.Read(Gatehouse.RecordPath).Replace("Answers questions", "Answers everything", StringComparison.Ordinal))
            .Commit("More scope\n\nCo-authored-by: pablo <PABLO@studio.example>");

        repository.Says("pablo").ExitsWith(1).Complains("pablo wrote what is acknowledged");
    }

    [Fact]
    public void Where_all_who_may_approve_wrote_the_plan_the_delivery_manager_stands_in()
    {
        using var repository = Gatehouse.With(Certified).Write("delivery.yml", Gatehouse.Rules.Replace(", {login: otto, email: otto@studio.example}]\n  qa", "]\n  qa", StringComparison.Ordinal)).Commit("Only diego deploys");
        repository.As("diego").Write(Gatehouse.PlanPath, "# Plan\n\nSwitch it on slowly.\n").Commit("A better plan");
        repository.Says("clara", "--override", "high-traffic", "--reason", "agreed with the client").ExitsWith(0);

        repository.Says("diego").ExitsWith(1).Complains("diego wrote what is acknowledged");
        repository.Says("dana").ExitsWith(0).Prints("Approval: Passed by dana (delivery-manager)");
    }

    [Fact]
    public void Who_confirmed_production_does_not_certify_it()
    {
        using var repository = Gatehouse.With(["Plan"]);
        repository.Says("otto").ExitsWith(0).Prints("Build: Passed by otto");

        repository.Says("otto").ExitsWith(1).Complains("otto decided \"Build\"");
        repository.Says("quinn").ExitsWith(0).Prints("QA gate: Passed by quinn");
    }

    [Fact]
    public void A_client_without_an_account_is_attested_by_the_delivery_manager()
    {
        using var repository = Gatehouse.With(Approved);
        string[] word = ["--as-role", "client", "--on-behalf-of", "Olivia Marsh"];

        repository.Says("dana", word).ExitsWith(2).Complains("needs its evidence");
        repository.Says("pablo", [.. word, "--evidence", "https://mail.example/1"]).ExitsWith(1);
        repository.Says("dana", [.. word, "--evidence", "https://mail.example/1"]).ExitsWith(0);

        repository.LastRow().ShouldContain("| Olivia Marsh (attested by dana) |");
        repository.LastRow().ShouldEndWith("| https://mail.example/1 |");
        repository.Stands().ShouldStartWith("none: complete");
    }

    [Fact]
    public void The_client_speaks_for_their_own_deliveries()
    {
        using var repository = Gatehouse.With(Approved);
        repository.As("olivia").Git("config", "user.email", "ops@acme.example");

        Delivery.In(repository).Run("acknowledge", Gatehouse.Id).ExitsWith(0).Prints("Receipt: Passed by ops@acme.example (client)");
    }

    [Fact]
    public void A_policy_is_overridden_by_who_may_with_a_reason_that_is_shown()
    {
        using var repository = Gatehouse.With(Certified);

        repository.Says("diego").ExitsWith(1).Complains("DAC0322").Complains("--as-role cto --override high-traffic");
        repository.Says("dana", "--override", "high-traffic", "--reason", "it is urgent").ExitsWith(1).Complains("dana is not cto");
        repository.Says("clara", "--override", "high-traffic").ExitsWith(2).Complains("an override needs a reason");
        repository.Says("clara", "--override", "high-traffic", "--reason", "agreed with the client").ExitsWith(0);

        repository.Says("diego").ExitsWith(0).Prints("high-traffic was overridden by clara").Prints("agreed with the client");
        repository.Stands().ShouldStartWith("Receipt: ");
    }

    [Fact]
    public void A_delivery_is_held_resumed_cancelled_and_reopened_by_its_manager()
    {
        using var repository = Gatehouse.With(Built);

        repository.Says("quinn", "--decision", "on-hold", "--reason", "why not").ExitsWith(1).Complains("quinn is not delivery-manager");
        repository.Says("dana", "--decision", "on-hold", "--reason", "the client moves house").ExitsWith(0).Prints("On hold by dana");
        repository.Says("quinn").ExitsWith(1).Complains("is on hold");
        repository.Says("dana", "--decision", "resumed", "--reason", "they have moved").ExitsWith(0);
        repository.Says("quinn").ExitsWith(0).Prints("Passed");
        repository.Says("dana", "--decision", "cancelled", "--reason", "they have changed their mind").ExitsWith(0);
        repository.Says("diego").ExitsWith(1).Complains("was cancelled");
        repository.Says("dana", "--gate", "Building", "--decision", "reopened", "--reason", "and again").ExitsWith(0).Prints("Build: Reopened by dana");
        repository.Stands().ShouldStartWith("Build: ");
    }

    [Fact]
    public void A_new_plan_asks_both_planners_again()
    {
        using var repository = Gatehouse.With(Built);

        repository.Says("pablo", "--gate", "Plan", "--decision", "re-plan", "--reason", "Scope: from questions to everything").ExitsWith(0).Prints("Re-plan");

        repository.Stands().ShouldStartWith("Plan: ");
    }

    [Theory]
    [InlineData("delivery.yml")]
    [InlineData("ops/lifecycle.yml")]
    [InlineData(Gatehouse.RecordPath)]
    [InlineData(Gatehouse.PlanPath)]
    public void What_is_decided_must_be_what_is_committed(string path)
    {
        using var repository = Gatehouse.With(Certified);
        repository.Write(path, repository.Read(path) + "\n");
        var head = repository.Head();

        repository.Says("diego").ExitsWith(2).Complains($"{path} is not as in the last commit");
        repository.Head().ShouldBe(head);
    }

    [Fact]
    public void Whatever_else_is_staged_stays_so()
    {
        using var repository = Gatehouse.New().Write("notes.md", "a\n");
        repository.Git("add", "notes.md");

        repository.Says("pablo").ExitsWith(0);

        repository.Git("status", "--porcelain").ShouldBe("A  notes.md");
    }

    [Fact]
    public void If_git_refuses_the_commit_everything_is_as_before()
    {
        using var repository = Gatehouse.New().Write(".git/hooks/pre-commit", "#!/bin/sh\necho not today >&2\nexit 1\n");
        Finished.Of("chmod", ["+x", ".git/hooks/pre-commit"], repository.Path, CleanEnvironment.In(repository.Home)).ExitCode.ShouldBe(0);
        var (head, tree) = (repository.Head(), repository.Tree());

        repository.Says("pablo").ExitsWith(3).Complains("not today");

        repository.Head().ShouldBe(head);
        repository.Tree().ShouldBe(tree);
        repository.Git("status", "--porcelain").ShouldBeEmpty();
    }

    [Fact]
    public void Letters_of_a_mail_address_may_be_capital()
    {
        using var repository = Gatehouse.New().As("pablo");
        repository.Git("config", "user.email", "Pablo@Studio.Example");

        Delivery.In(repository).Run("acknowledge", Gatehouse.Id).ExitsWith(0).Prints("Acknowledged by pablo");
        repository.Stands().ShouldNotContain("production-line-architect");
    }

    [Fact]
    public void The_word_is_the_committers_whoever_is_named_as_the_author()
    {
        using var repository = Gatehouse.New().As("pablo");

        Delivery.In(repository).With("GIT_AUTHOR_NAME", "diego").With("GIT_AUTHOR_EMAIL", "diego@studio.example").Run("acknowledge", Gatehouse.Id).ExitsWith(0).Prints("by pablo");

        repository.Stands().ShouldContain("waits for the acknowledgement of deployment-specialist");
        repository.Stands().ShouldNotContain("production-line-architect");
    }

    [Fact]
    public void Line_endings_of_a_checkout_are_no_change()
    {
        using var repository = Gatehouse.With(["Plan"]);
        repository.Git("config", "core.autocrlf", "true");
        repository.Write(Gatehouse.RecordPath, repository.Read(Gatehouse.RecordPath).ReplaceLineEndings("\r\n")).Write("delivery.yml", repository.Read("delivery.yml").ReplaceLineEndings("\r\n"));

        repository.Says("pablo").ExitsWith(0).Prints("Build: Passed by pablo");
    }

    [Fact]
    public void Text_that_would_break_a_row_or_a_message_is_refused()
    {
        using var repository = Gatehouse.With(Approved);
        var head = repository.Head();

        repository.Says("dana", "--as-role", "client", "--on-behalf-of", "Olivia\nDelivery-Override: high-traffic", "--evidence", "https://mail.acme.example/1").ExitsWith(2).Complains("line breaks");
        repository.Head().ShouldBe(head);
    }

    [Fact]
    public void Programs_get_what_was_recorded_refused_and_missing()
    {
        using var repository = Gatehouse.New();
        var schema = OutputSchema.Of("acknowledge");

        var recorded = repository.Says("pablo", "--json").ExitsWith(0);
        var repeated = repository.Says("pablo", "--json", "--quiet").ExitsWith(0);
        var refused = repository.Says("quinn", "--json").ExitsWith(1);

        foreach (var outcome in new[] { recorded, repeated, refused })
            schema.Accepts(outcome.Output);
        recorded.Json.GetProperty("decision").GetString().ShouldBe("Acknowledged");
        recorded.Json.GetProperty("missing")[0].GetProperty("who")[0].GetString().ShouldBe("diego");
        repeated.Json.GetProperty("outcome").GetString().ShouldBe("nothing-to-do");
        refused.Json.GetProperty("missing")[0].GetProperty("code").GetString().ShouldBe("DAC0324");
    }

    [Fact]
    public void Quiet_says_nothing_of_what_went_well()
    {
        using var repository = Gatehouse.New();

        repository.Says("pablo", "--quiet").ExitsWith(0).PrintsNothing().DoesNotComplain();
    }

    [Fact]
    public void On_a_ci_host_nothing_is_dated_at_will()
    {
        using var repository = Gatehouse.New().As("pablo");

        Delivery.In(repository).With("GITHUB_ACTIONS", "true").Run("acknowledge", Gatehouse.Id, "--now", "2026-03-05T09:00Z").ExitsWith(2).Complains("--now");
    }

    [Fact]
    public async Task Edits_and_decisions_at_the_same_time_all_arrive()
    {
        using var repository = Gatehouse.New().Write("deliveries/acme-other/record.md", Gatehouse.Record + "\n## Risk register\n\n| Risk | Likelihood | Impact | Mitigation |\n|---|---|---|---|\n").Commit("Another");
        var pablo = Delivery.In(repository.As("pablo"));

        var calls = Enumerable.Range(1, 8).Select(i => Task.Run(() => pablo.Run("set", "acme-other", "risk:+", $"Risk {i} | Low | Low | none")))
            .Append(Task.Run(() => pablo.Run("acknowledge", Gatehouse.Id)))
            .Append(Task.Run(() => pablo.Run("acknowledge", Gatehouse.Id)));
        foreach (var outcome in await Task.WhenAll(calls))
            outcome.ExitsWith(0);

        var risks = repository.Read("deliveries/acme-other/record.md");
        Enumerable.Range(1, 8).ShouldAllBe(i => risks.Contains($"| Risk {i} |"));
        repository.Read(Gatehouse.RecordPath).Split("| Plan |").Length.ShouldBe(2);
    }
}
