using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Tests.Gates.Policies;

public class DeploymentPolicyTests
{
    [Fact]
    public void A_plan_as_it_has_to_be_waits_only_for_its_approval()
    {
        var plan = new APlan();

        plan.Judge().ShouldBeOfType<GateVerdict.Undecided>();
        plan.Refusals().ShouldBeEmpty();
    }

    [Fact]
    public void A_plan_as_it_has_to_be_opens_with_the_word_of_the_deployment_specialist() =>
        new APlan().Said("diego", "deployment-specialist", "").Judge().ShouldBeOfType<GateVerdict.Open>().Notes.ShouldBeEmpty();

    public class TheAdequateTestingPolicy
    {
        [Theory]
        [InlineData("Failed", "failed")]
        [InlineData("Skipped", "is not passed")]
        public void Refuses_what_was_not_certified(string decision, string how)
        {
            var plan = new APlan { Rows = [ARow.Adopted("Intake handoff"), ARow.Adopted("Delivery planning"), ARow.Adopted("Production tracking"), ARow.Adopted("QA gate", decision)] };

            plan.Refusals().ShouldContain($"DAC0322 it was not tested enough: the gate \"QA gate\" {how}");
            plan.Reasons().First(r => r.Descriptor.Code == "DAC0322").Who.ShouldBe(["quinn"]);
        }

        [Fact]
        public void Refuses_a_certification_that_was_skipped_where_the_lifecycle_lets_it_be()
        {
            var plan = new APlan
            {
                Lifecycle = """
                    name: short
                    stages:
                      - {name: Test, status: QA, owner: qa-engineer, skip: with-reason, gate: {name: Test, opens-when: [{certified: qa-engineer}]}}
                      - {name: Deploy, status: Deployment, owner: deployment-specialist, skip: never, gate: {name: Deployment plan, opens-when: [{policy: adequate-testing}], decided-by: [deployment-specialist]}}
                    """,
                Rows = [ARow.Adopted("Test", "Skipped")],
            };

            plan.Refusals().ShouldBe(["DAC0322 it was not tested enough: the gate \"Test\" was skipped"]);
        }

        [Fact]
        public void Is_undecided_where_nobody_can_say_who_certified()
        {
            var plan = new APlan();
            plan = plan with { Rows = plan.Rows.SetItem(3, new ARow("QA gate", "Passed", "quinn", "#31", new RowEvidence.CannotTell("the history is cut off"))) };

            plan.Judge().ShouldBeOfType<GateVerdict.Undecided>();
            plan.Refusals().ShouldContain("DAC0325 nobody can say whether it was tested: the history is cut off");
        }

        [Fact]
        public void Holds_where_nothing_is_certified_but_a_required_check_is_successful() =>
            WithoutCertification("required-checks: [{name: ci/build}]\n", CheckState.Successful).Refusals().ShouldBeEmpty();

        [Fact]
        public void Refuses_where_nothing_could_show_that_it_was_tested() =>
            WithoutCertification("", CheckState.Successful).Refusals().ShouldHaveSingleItem().ShouldStartWith("DAC0322 nothing shows that it was tested");

        [Theory]
        [InlineData(CheckState.NotSuccessful, "is not successful")]
        [InlineData(CheckState.Running, "is still running")]
        public void Refuses_a_required_check_that_did_not_succeed(CheckState state, string how) =>
            new APlan { Rules = "required-checks: [{name: ci/build}]\n", Checks = [new CheckResult("ci/build", 15368, state)] }.Refusals()
                .ShouldBe([$"DAC0322 the required check \"ci/build\" {how} on the release"]);

        [Fact]
        public void Refuses_a_required_check_that_another_app_reported() =>
            new APlan { Rules = "required-checks: [{name: ci/build, app: 15368}]\n", Checks = [new CheckResult("ci/build", 7, CheckState.Successful)] }.Refusals()
                .ShouldBe(["DAC0322 the required check \"ci/build\" never ran on the release"]);

        [Fact]
        public void Is_undecided_where_nobody_knows_the_checks()
        {
            var plan = new APlan { Rules = "required-checks: [{name: ci/build}]\n" }.Said("diego", "deployment-specialist", "");

            plan.Judge().ShouldBeOfType<GateVerdict.Undecided>();
            plan.Refusals().ShouldBe(["DAC0325 nobody can say whether the required check \"ci/build\" was successful on the release"]);
        }

        private static APlan WithoutCertification(string rules, CheckState state) => new()
        {
            Lifecycle = """
                name: short
                stages:
                  - {name: Deploy, status: Deployment, owner: deployment-specialist, skip: never, gate: {name: Deployment plan, opens-when: [{policy: adequate-testing}], decided-by: [deployment-specialist]}}
                """,
            Rules = rules,
            Rows = [],
            Checks = [new CheckResult("ci/build", null, state)],
        };
    }

    public class TheRollbackPlanPolicy
    {
        private const string Undo = "```bash undo\n./ops/switch.sh 1.3.0\n```\n";

        [Fact]
        public void Refuses_a_step_without_a_way_back()
        {
            var plan = new APlan().WithRunbook(Undo, "");

            plan.Refusals().ShouldBe(["DAC0322 \"Switch to the release\" can neither be undone nor is it a point of no return"]);
            plan.Reasons().Single().Location.ToString().ShouldBe("deliveries/acme/runbook.md:9:5");
        }

        [Fact]
        public void Holds_where_a_step_says_why_there_is_no_way_back() =>
            (new APlan().WithRunbook(Undo, "").WithRunbook("```bash run\n", "```bash run point-of-no-return=\"the index cannot be built twice\"\n") with { Executions = [] }).Refusals().ShouldBeEmpty();

        [Fact]
        public void Refuses_a_rollback_that_was_never_rehearsed()
        {
            var reason = (new APlan() with { Executions = [] }).Reasons().ShouldHaveSingleItem();

            reason.Message.ShouldBe("the rollback of deliveries/acme/runbook.md was never rehearsed");
            reason.Next.ShouldBe("delivery run deliveries/acme/runbook.md --dry-run --rehearse-rollback --commit");
            reason.Who.ShouldBe(["diego"]);
        }

        [Fact]
        public void Refuses_a_rehearsal_of_another_runbook() =>
            (new APlan().WithRunbook("1.4.0", "1.4.1") with { Executions = new APlan().Executions }).Refusals()
                .ShouldBe(["DAC0322 the rollback of deliveries/acme/runbook.md was not rehearsed with the runbook as it is now"]);

        [Fact]
        public void Takes_no_execution_and_no_failed_rehearsal_for_a_rehearsal()
        {
            var plan = new APlan();

            (plan with { Executions = [APlan.Execution(plan.Digest, DeliveryAsCode.Execution.Conclusion.Succeeded)] }).Refusals().Length.ShouldBe(1);
            (plan with { Executions = [APlan.Rehearsal(plan.Digest) with { Conclusion = DeliveryAsCode.Execution.Conclusion.Failed }] }).Refusals().Length.ShouldBe(1);
            (plan with { Executions = [APlan.Rehearsal(plan.Digest) with { Conclusion = null }] }).Refusals().Length.ShouldBe(1);
        }

        [Fact]
        public void Holds_with_a_note_where_no_step_has_to_be_rehearsed()
        {
            var plan = new APlan().WithRunbook("### Switch to the release", "### Switch to the release <!-- needs-rehearsal: no, it is the switch of every day -->") with { Executions = [] };

            plan.Said("diego", "deployment-specialist", "").Judge().ShouldBeOfType<GateVerdict.Open>().Notes
                .ShouldBe(["the undoing of \"Switch to the release\" is not rehearsed: it is the switch of every day"]);
        }

        [Fact]
        public void Is_undecided_where_nobody_knows_the_executions() =>
            (new APlan() with { Executions = null }).Refusals().ShouldBe(["DAC0325 nobody can say whether the rollback of deliveries/acme/runbook.md was rehearsed"]);

        [Fact]
        public void Refuses_where_there_is_no_runbook_for_an_environment() =>
            new APlan().WithRunbook("environment: acme-production", "environment: none").Refusals()
                .ShouldContain("DAC0322 no runbook names an environment, so no way back is planned");
    }

    public class ThePostDeploymentValidationPolicy
    {
        [Fact]
        public void Refuses_a_runbook_without_smoke_tests() =>
            new APlan().WithRunbook("## Smoke tests", "## More work").WithRunbook("```bash\ntrue\n```", "```bash\ntrue\n```\n```bash undo\ntrue\n```").Refusals()
                .ShouldBe(["DAC0322 deliveries/acme/runbook.md has no smoke test"]);

        [Theory]
        [InlineData("## Monitoring\n\n### Error rate stays low <!-- confirm: deployment-specialist -->\n", "")]
        [InlineData("### Error rate stays low <!-- confirm: deployment-specialist -->\n", "Somebody will look.\n")]
        public void Refuses_a_runbook_after_which_nobody_watches(string old, string replacement) =>
            new APlan().WithRunbook(old, replacement).Refusals().ShouldBe(["DAC0322 nobody watches after deliveries/acme/runbook.md"]);

        [Theory]
        [InlineData("```yaml watch\nfor: 60m\nevery: 1m\nmetrics: [{name: errors, command: ./errors.sh, fail-when: \"> 1\", no-data: inconclusive}]\n```\n")]
        [InlineData("- [ ] The error rate stays low\n")]
        public void Takes_a_watch_or_somebody_who_looks_for_watching(string watch) =>
            new APlan().WithRunbook("### Error rate stays low <!-- confirm: deployment-specialist -->\n", watch).Refusals().ShouldBeEmpty();

        [Fact]
        public void Holds_where_the_runbook_says_why_nothing_is_watched() =>
            new APlan().WithRunbook("## Monitoring\n\n### Error rate stays low <!-- confirm: deployment-specialist -->\n", "").WithRunbook("environment: acme-production", "environment: acme-production\nno-watch: nobody uses it yet")
                .Refusals().ShouldBeEmpty();
    }

    public class TheUserFeedbackPolicy
    {
        private const string Review = "# Post-delivery review\n\n## Client feedback\n\n";

        [Theory]
        [InlineData("They like it.\n")]
        [InlineData("Nothing was said, although Dana asked twice.\n")]
        public void Holds_where_something_is_written_down(string feedback) => Closing(Review + feedback).Refusals().ShouldBeEmpty();

        [Theory]
        [InlineData("")]
        [InlineData("TBD\n")]
        [InlineData("[What the client said]\n")]
        public void Refuses_where_nothing_is(string feedback)
        {
            Closing(Review + feedback).Refusals().ShouldBe(["DAC0322 nothing stands under \"Client feedback\" yet"]);
            Closing(Review + feedback).Reasons().Single().Location.Path.ShouldBe("deliveries/acme/post-delivery-review.md");
        }

        [Fact]
        public void Refuses_where_there_is_no_review() =>
            Closing(null).Refusals().ShouldBe(["DAC0322 post-delivery-review.md is missing, where feedback is written down"]);

        private static APlan Closing(string? review)
        {
            var plan = new APlan
            {
                Gate = "Closing",
                Lifecycle = """
                    name: short
                    stages:
                      - {name: Close, status: Handover, owner: delivery-manager, skip: never, gate: {name: Closing, opens-when: [{policy: user-feedback}], decided-by: [delivery-manager]}}
                    """,
                Rows = [],
            };
            return review is null ? plan : plan with { Files = plan.Files.Add("deliveries/acme/post-delivery-review.md", review) };
        }
    }
}
