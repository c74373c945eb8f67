using DeliveryAsCode.Checking;
using DeliveryAsCode.Checklists;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Nodes;
using DeliveryAsCode.Templates;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Tests.Nodes;

/// <summary>The users' own documents are read as they are.</summary>
public class SeedTests
{
    [Fact]
    public void The_delivery_execution_page_is_a_node_with_links_metadata_and_history()
    {
        var node = NodeReader.Read(Seed.DeliveryExecution.Document()).Value;
        var day = new LocalDate(2025, 5, 16);

        node.Title.ShouldBe("Delivery Execution");
        node.Links.Select(l => l.Target).ShouldBe(
            ["delivery/index", "delivery/preparation", "delivery/verification", "delivery/rollback", "delivery/monitoring", "delivery/verification"]);
        (node.Previous?.Target, node.Next?.Target).ShouldBe(("delivery/preparation", "delivery/verification"));
        node.Metadata.Select(m => (m.Source.Label, m.Source.Value, m.Date)).ShouldBe(
            [("Created", "5/16/2025", day), ("Last Updated", "5/16/2025", day), ("Updated By", "Context Network Update", null)]);
        var change = node.Changes.ShouldHaveSingleItem();
        (change.Date, change.Summary).ShouldBe((day, "Extracted from original delivery.md"));
    }

    [Fact]
    public void Its_dates_are_only_warned_of_and_can_be_rewritten()
    {
        var (node, diagnostics) = NodeReader.Read(Seed.DeliveryExecution.Document());

        diagnostics.Places().ShouldBe(["DAC0242 101:16", "DAC0242 102:21"]);
        diagnostics.ShouldAllBe(d => d.Severity == Severity.Warning);
        Seed.DeliveryExecution.Apply([.. diagnostics.SelectMany(d => d.Fix!.Edits)]).Text.ShouldContain("- **Created:** 2025-05-16\n- **Last Updated:** 2025-05-16\n");
        node.FindMetadata("created").ShouldNotBeNull();
    }

    [Fact]
    public void The_deployment_task_is_a_checklist_of_five_groups()
    {
        var (checklist, diagnostics) = ChecklistReader.Read(Seed.ExecuteDeployment.Document());

        diagnostics.ShouldBeEmpty();
        checklist.Groups.Select(g => (g.Name, g.Items.Length)).ShouldBe(
        [
            ("1. Pre-Deployment Final Checks (T-60 to T-0)", 4), ("2. Execute the Runbook", 4), ("3. Verify the Deployment", 3),
            ("4. Declare Success or Rollback", 4), ("5. Document Execution", 1),
        ]);
        checklist.Items.ShouldAllBe(i => !i.IsTicked && i.Condition == null && !i.IsOptional);
        checklist.Items.ElementAt(1).Text.ShouldBe("Perform a final health check of the production environment. Do not proceed if the system is unhealthy.");
    }

    [Fact]
    public void The_deliver_phase_holds_its_goals_and_a_deployment_checklist_of_three_groups()
    {
        var (checklist, diagnostics) = ChecklistReader.Read(Seed.Deliver.Document());

        diagnostics.ShouldBeEmpty();
        checklist.Groups.Select(g => (g.Name, g.Items.Length)).ShouldBe([("Primary Goals", 7), ("Pre-Deployment", 8), ("During Deployment", 5), ("Post-Deployment", 6)]);
        (checklist.Items.First().Text, checklist.Items.Last().Text).ShouldBe(("Deploy solution to production", "Communicate to stakeholders"));
    }

    [Fact]
    public void The_deployment_phase_has_eight_steps_of_which_four_are_conditional()
    {
        var (checklist, diagnostics) = ChecklistReader.Read(Seed.DeploymentPhase.Document());

        diagnostics.ShouldBeEmpty();
        checklist.Groups.ShouldHaveSingleItem().Name.ShouldBe("Steps Sequence");
        checklist.Items.Select(i => i.Condition?.Text).ShouldBe(
            ["environment setup required", null, "monitoring required", null, null, "data persistence", "team handover required", null]);
        checklist.Items.Select(i => i.Condition?.Evaluate(FactSheet.Of(new FactInputs { ChangedPaths = ["src/app.cs"] })).Why).ShouldBe(
        [
            "no fact tells whether \"environment setup required\" holds", null, "monitoring-required is true: code-changed is true: src/app.cs changed", null, null,
            "data-persistence is false: no changed file matches **/migrations/**, **/Migrations/** or **/*.sql", "team-handover is unknown: no file tells; declare it among the facts of delivery.yml", null,
        ]);
        checklist.Items.First().Text.ShouldBe("prepare-deployment-environment - Configure production environment and dependencies");
        checklist.Items.Last().Text.ShouldBe("create-rollback-plan - Document rollback procedures and test rollback capability");
    }

    [Fact]
    public void The_record_template_inside_the_process_is_what_a_new_record_is_made_from()
    {
        var users = ReadRecord(Seed.DeliveryLifecycle);
        var ours = ReadRecord(SourceText.Decode("record.md", BuiltInTemplates.Find("delivery/record.md")!));

        Fields(users).ShouldBe(RecordGrammar.RequiredFields);
        Fields(ours).Except(Fields(users)).ShouldBe(["Stakeholders", "Requirements", "Deployment window", "Complexity"]);
        Fields(ours).Intersect(Fields(users)).ShouldBe(Fields(users));
        Milestones(ours).ShouldBe(Milestones(users));
        foreach (var grammar in RecordGrammar.Tables.Where(t => t.IsRequired))
            Header(ours, grammar).ShouldBe(Header(users, grammar));
        users.Tables.Where(t => t.Section is null).Select(t => t.Grammar).ShouldBe(RecordGrammar.Tables.Where(t => !t.IsRequired));
        foreach (var grammar in RecordGrammar.Tables.Where(t => ours.TableOf(t).Section is not null))
            Header(ours, grammar).ShouldBe(grammar.Columns);
    }

    [Fact]
    public void The_template_tracks_the_deliverables_that_the_phase_names()
    {
        var named = Seed.Deliver.Document().FindSections("Deliverables").Single().Items.Select(i => i.Text.Split(':')[0]);

        ReadRecord(SourceText.Decode("record.md", BuiltInTemplates.Find("delivery/record.md")!)).Deliverables.Rows.Select(d => d.Name).ShouldBe(named);
    }

    [Fact]
    public void Placeholders_of_the_template_are_warned_of_and_mean_not_filled()
    {
        var (record, diagnostics) = RecordReader.Read(Seed.DeliveryLifecycle.Document(), "004");

        diagnostics.Count(d => d.Code == "DAC0205").ShouldBe(7);
        record!.Fields.ShouldAllBe(f => f.Value == null && f.IsPlaceholder);
        (record.Client, record.Name).ShouldBe((null, null));
    }

    [Fact]
    public void Prose_right_under_a_table_is_read_as_the_rows_that_GitHub_makes_of_it()
    {
        var (record, diagnostics) = RecordReader.Read(Seed.DeliveryLifecycle.Document(), "004");

        diagnostics.Where(d => d.Severity == Severity.Error).Select(d => d.Message).ShouldBe(
            ["\"Quality gate\" is not a date", "\"A delivery lifecycle execution is complete when:\" is not a date"]);
        record!.StatusUpdates.Rows.ShouldAllBe(u => u.Date == null && u.Summary == "");
    }

    [Fact]
    public void None_of_the_other_documents_has_an_error_but_links_that_lead_nowhere()
    {
        var check = new RepositoryCheck(DeliveryConfiguration.Default, BuiltInLifecycles.Find("client-delivery")!, []);
        SourceText[] seeds = [Seed.DeliveryExecution, Seed.ExecuteDeployment, Seed.Deliver, Seed.DeploymentPhase];

        seeds.SelectMany(seed => check.Check(SourceText.Decode(Path.ChangeExtension(seed.Path, "md"), seed.Encode())))
            .Where(d => d.Severity == Severity.Error).ShouldBeEmpty();
        check.CheckLinks().ShouldAllBe(d => d.Code == "DAC0240");
    }

    private static DeliveryRecord ReadRecord(SourceText source) => RecordReader.Read(MarkdownDocument.Read(source).Value, "acme").Value.ShouldNotBeNull();

    private static string[] Fields(DeliveryRecord record) => [.. record.Fields.Select(f => f.Source.Label)];

    private static string[] Milestones(DeliveryRecord record) => [.. record.Milestones.Rows.Select(m => m.Name)];

    private static string[] Header(DeliveryRecord record, TableGrammar grammar) => [.. record.TableOf(grammar).Table.ShouldNotBeNull().Header.Cells.Select(c => c.Text)];
}
