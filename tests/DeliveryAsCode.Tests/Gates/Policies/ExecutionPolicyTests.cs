using System.Collections.Immutable;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Tests.Gates.Policies;

public class ExecutionPolicyTests
{
    private static readonly APlan Approved = Approve(new APlan());

    public class TheTrackedChangesPolicy
    {
        [Fact]
        public void Holds_where_the_approved_plan_was_executed() => Executed(Approved, Conclusion.Succeeded).Refusals().ShouldNotContain(r => r.StartsWith("DAC0322", StringComparison.Ordinal));

        [Fact]
        public void Refuses_an_execution_of_another_runbook()
        {
            var plan = Executed(Approved, APlan.Execution($"sha256:{new string('0', 64)}", Conclusion.Succeeded));

            plan.Refusals().ShouldContain("DAC0322 execution 2026-05-12T08-10Z-1 did not run the plan that was approved");
            plan.Reasons().First(r => r.Descriptor.Code == "DAC0322").Location.Path.ShouldBe("deliveries/acme/executions/2026-05-12T08-10Z-1.md");
        }

        [Fact]
        public void Refuses_an_execution_of_the_runbook_that_was_changed_after_its_approval()
        {
            var changed = Approved.WithRunbook("./ops/switch.sh 1.4.0", "./ops/switch.sh 1.4.1");

            Executed(changed, Conclusion.Succeeded).Refusals().ShouldContain("DAC0322 execution 2026-05-12T08-10Z-1 did not run the plan that was approved");
            Executed(changed, APlan.Execution(Approved.Digest, Conclusion.Succeeded)).Refusals().ShouldNotContain(r => r.StartsWith("DAC0322", StringComparison.Ordinal));
        }

        [Fact]
        public void Refuses_another_release() =>
            Executed(Approved, APlan.Execution(Approved.Digest, Conclusion.Succeeded) with { ReleaseCommit = new string('0', 40) }).Refusals()
                .ShouldContain("DAC0322 execution 2026-05-12T08-10Z-1 did not deploy the release that was approved");

        [Fact]
        public void Goes_by_the_runbook_as_it_is_where_nobody_knows_what_was_approved()
        {
            var plan = new APlan();
            plan = plan with { Rows = plan.Rows.Add(ARow.Adopted("Deployment plan")) };

            Executed(plan, Conclusion.Succeeded).Refusals().ShouldNotContain(r => r.StartsWith("DAC0322", StringComparison.Ordinal));
            Executed(plan, APlan.Execution($"sha256:{new string('0', 64)}", Conclusion.Succeeded)).Refusals().ShouldContain(r => r.StartsWith("DAC0322", StringComparison.Ordinal));
        }

        [Fact]
        public void Is_undecided_where_nobody_knows_the_executions() =>
            (Approved with { Gate = "Deployment", Executions = null }).Refusals().ShouldContain("DAC0325 nobody can say what was executed");

        [Fact]
        public void Lets_a_run_start_that_is_as_it_was_approved() => Approved.RefusalsNow().ShouldBeEmpty();

        [Fact]
        public void Refuses_a_run_of_a_runbook_that_was_changed_and_names_the_line()
        {
            var changed = Approved.WithRunbook("./ops/switch.sh 1.4.0", "./ops/switch.sh 1.4.1");
            var delivery = changed.Case();

            var reason = DeploymentClearance.PoliciesNow(delivery, delivery.Documents.Runbooks.Single()).ShouldHaveSingleItem();
            reason.Message.ShouldBe("deliveries/acme/runbook.md is not as it was approved");
            reason.Location.Line.ShouldBe("./ops/switch.sh 1.4.1");
        }

        [Fact]
        public void Refuses_a_run_of_which_a_script_was_changed() =>
            (Approved with { Files = Approved.Files.SetItem("ops/switch.sh", "rm -rf /\n") }).RefusalsNow().ShouldBe(["DAC0322 ops/switch.sh is not as it was approved"]);

        [Fact]
        public void Refuses_a_run_of_another_release() =>
            Approved.WithRunbook(APlan.Release, new string('0', 40)).RefusalsNow()
                .ShouldBe(["DAC0322 deliveries/acme/runbook.md is not as it was approved", "DAC0322 release of deliveries/acme/runbook.md is not as it was approved"]);

        [Fact]
        public void Refuses_a_run_of_a_runbook_that_nobody_approved()
        {
            var plan = Approved with { Files = Approved.Files.Add("deliveries/acme/runbooks/second.md", Approved.Runbook) };
            var delivery = plan.Case();

            DeploymentClearance.PoliciesNow(delivery, delivery.Documents.Runbooks[1]).Select(r => r.Message).ShouldBe(["deliveries/acme/runbooks/second.md is not among the plans that were approved"]);
        }

        [Fact]
        public void Lets_what_the_approval_was_not_about_change() =>
            (Approved with { Window = "2026-05-14 10:00–12:00", Incidents = ["| 2026-05-12 | Slow | low | done |"] }).RefusalsNow().ShouldBeEmpty();
    }

    public class TheMonitoringAlertsPolicy
    {
        [Fact]
        public void Refuses_while_an_incident_is_open()
        {
            var plan = Executed(Approved, Conclusion.Succeeded) with { Incidents = ["| 2026-05-12 | Slow | low | done |", "| 2026-05-12 | INC-42 Checkout fails | high | open |"] };

            var reason = plan.Reasons().Single(r => r.Descriptor.Code == "DAC0322");
            reason.Message.ShouldBe("the incident \"INC-42 Checkout fails\" is open");
            reason.Next.ShouldBe("delivery set acme incident:2:Resolution \"…\"");
        }

        [Theory]
        [InlineData(Conclusion.OnHold, "on-hold")]
        [InlineData(Conclusion.RolledBack, "rolled-back")]
        public void Refuses_a_run_while_nobody_decided_about_one_that_went_wrong(Conclusion conclusion, string how) =>
            WentWrong(conclusion).RefusalsNow().ShouldBe([$"DAC0322 execution 2026-05-12T08-10Z-1 ended as {how}, and nobody has decided what follows from it"]);

        [Theory]
        [InlineData(Conclusion.Failed)]
        [InlineData(Conclusion.Succeeded)]
        [InlineData(null)]
        public void Holds_where_nothing_was_left_half_way(Conclusion? conclusion) => WentWrong(conclusion).RefusalsNow().ShouldBeEmpty();

        [Theory]
        [InlineData("diego", "deployment-specialist", "Passed")]
        [InlineData("dana", "delivery-manager", "Reopened")]
        public void Holds_once_somebody_who_may_decided(string by, string role, string decision) =>
            WentWrong(Conclusion.RolledBack).Said(by, role, "the cause was the quota", at: "2026-05-12T08:45:00Z", decision: decision).RefusalsNow().ShouldBeEmpty();

        [Fact]
        public void Does_not_take_an_earlier_word_for_a_decision() =>
            WentWrong(Conclusion.RolledBack).Said("diego", "deployment-specialist", "", at: "2026-05-12T08:29:00Z").RefusalsNow().Length.ShouldBe(1);

        [Fact]
        public void Does_not_take_the_word_of_another_role_for_a_decision() =>
            WentWrong(Conclusion.RolledBack).Said("quinn", "qa-engineer", "", at: "2026-05-12T08:45:00Z").RefusalsNow().Length.ShouldBe(1);

        [Fact]
        public void Is_undecided_where_nobody_knows_the_executions() =>
            (Approved with { Executions = null }).RefusalsNow().ShouldContain("DAC0325 nobody can say how the last execution ended");

        private static APlan WentWrong(Conclusion? conclusion) =>
            Approved with { Executions = [.. Approved.Executions!.Value, APlan.Execution(Approved.Digest, conclusion)] };
    }

    [Fact]
    public void A_run_needs_a_rehearsal_of_the_very_runbook() =>
        (Approved with { Executions = [] }).RefusalsNow().ShouldBe(["DAC0322 the rollback of deliveries/acme/runbook.md was never rehearsed"]);

    private static APlan Approve(APlan plan) => plan.Said("diego", "deployment-specialist", "", decision: "Passed");

    private static APlan Executed(APlan plan, Conclusion conclusion) => Executed(plan, APlan.Execution(plan.Digest, conclusion));

    private static APlan Executed(APlan plan, ExecutionSummary execution) => plan with { Gate = "Deployment", Executions = [.. plan.Executions ?? ImmutableArray<ExecutionSummary>.Empty, execution] };
}
