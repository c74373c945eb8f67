using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Cli.Tests.Workspaces;

namespace DeliveryAsCode.Cli.Tests.Transitions;

/// <summary>What a change may do, what it may not, and where the line between the base and the change runs.</summary>
public class ChangeTests
{
    [Fact]
    public void Ordinary_edits_touch_no_gate()
    {
        using var repository = Certifiable.Repository()
            .Edit("Cache answers", "Cache more answers")
            .Edit("| QA begins |", "| QA begins |\n| 2026-04-30 | Weekly status | QA goes on |")
            .Edit("| Deployment start | 2026-12-10 | |", "| Deployment start | 2026-12-10 | 2026-11-20 |")
            .Edit("[x]", "[ ]", $"{Certifiable.Folder}/checklists/qa.md")
            .Write($"{Certifiable.Folder}/handover.md", "# Handover\n");

        repository.Check().ExitsWith(0).Prints($"{Certifiable.RecordPath}: no gate is touched");
    }

    [Fact]
    public void A_change_elsewhere_touches_no_gate()
    {
        using var repository = Certifiable.Repository().Write("src/main.c", "int main() { return 0; }\n").CommitAs("mallory", "Code");

        var outcome = Delivery.In(repository).Run("check", "--base", "main", "--json").ExitsWith(0);

        outcome.Json.GetProperty("transitions").GetArrayLength().ShouldBe(0);
        OutputSchema.Of("check").Accepts(outcome.Output);
    }

    /// <summary>Of two merge bases git names one, and a merge minds both: it would take back what lies between them.</summary>
    [Fact]
    public void A_branch_that_has_left_its_base_twice_is_brought_up_to_date_first()
    {
        using var repository = Certifiable.Repository().Write("src/early.c", "early\n").CommitAs("mallory", "Early");
        var branch = repository.Git("branch", "--show-current");
        repository.Git("checkout", "--quiet", "main");
        repository.Edit("Cache answers", "Cache no answers").CommitAs("dana", "Correct it");
        var later = repository.Git("rev-parse", "HEAD");
        repository.Git("merge", "--quiet", "--no-ff", "-m", "Merge", branch);
        repository.Git("checkout", "--quiet", branch);
        repository.Git("merge", "--quiet", "--strategy", "ours", "-m", "Take it in", later);

        Delivery.In(repository).Run("check", "--base", "main").ExitsWith(1).Complains("has left \"main\" in more than one place");
        repository.Git("merge", "--quiet", "-m", "Bring it up to date", "main");
        Delivery.In(repository).Run("check", "--base", "main").ExitsWith(0);
    }

    [Fact]
    public void The_verdict_of_each_transition_is_part_of_the_contract()
    {
        using var repository = Certifiable.Repository().Acknowledge("quinn", "QA gate").Edit("**Status:** QA", "**Status:** Complete");

        var outcome = Delivery.In(repository).Run("check", "--base", "main", "--json").ExitsWith(1);

        outcome.Json.GetProperty("transitions").EnumerateArray().Select(t => $"{t.GetProperty("kind")} {t.GetProperty("verdict")}").ShouldBe(["gate-row-added allowed", "status-advanced refused"]);
        OutputSchema.Of("check").Accepts(outcome.Output);
    }

    [Fact]
    public void Behind_the_gate_status_and_date_may_follow()
    {
        using var repository = Certifiable.Repository().Acknowledge("quinn", "QA gate");
        var today = repository.Read(Certifiable.RecordPath).Split('\n').Single(l => l.Contains("| QA gate |")).Split('|')[4].Trim();

        repository.Edit("**Status:** QA", "**Status:** Deployment").Edit("| QA certified | 2026-12-01 | |", $"| QA certified | 2026-12-01 | {today} |").Refusals().ShouldBe("");
        repository.Edit($"| QA certified | 2026-12-01 | {today} |", "| QA certified | 2026-12-01 | 2026-04-20 |").Refusals().ShouldBe("DAC0335");
    }

    [Theory]
    [InlineData("| Production tracking | Passed | pablo |", "| Production tracking | Passed | petra |", "is changed")]
    [InlineData("| Delivery planning | Passed | pablo | 2026-03-06 | #13 |\n", "", "is gone")]
    [InlineData("| Intake handoff | Passed | iris | 2026-03-03 | #12 |\n| Delivery planning | Passed | pablo | 2026-03-06 | #13 |", "| Delivery planning | Passed | pablo | 2026-03-06 | #13 |\n| Intake handoff | Passed | iris | 2026-03-03 | #12 |", "does not stand at the end")]
    public void Past_rows_stay_as_they_are(string old, string replacement, string how)
    {
        using var repository = Certifiable.Repository().Edit(old, replacement).CommitAs("dana", "Tidy up");

        repository.Check().ExitsWith(1).Prints("error DAC0333").Prints(how);
    }

    [Fact]
    public void The_delivery_manager_holds_resumes_cancels_and_reopens()
    {
        using var repository = Certifiable.Repository()
            .Acknowledge("dana", "QA gate", "--decision", "on-hold", "--reason", "no budget")
            .Acknowledge("dana", "QA gate", "--decision", "resumed", "--reason", "budget is there")
            .Acknowledge("dana", "QA gate", "--decision", "cancelled", "--reason", "client left")
            .Acknowledge("dana", "Production tracking", "--decision", "reopened", "--reason", "client is back");

        repository.Refusals().ShouldBe("");
    }

    [Fact]
    public void Nobody_else_puts_it_on_hold()
    {
        using var repository = Certifiable.Repository().AddRow("| QA gate | On hold | dana | 2026-11-20 | no budget |").Edit("**Status:** QA", "**Status:** On hold").CommitAs("mallory", "Hold");

        repository.Refusals().ShouldBe("DAC0332");
    }

    [Fact]
    public void A_plan_that_was_agreed_changes_by_a_replan()
    {
        using var repository = Certifiable.Repository().Edit("| QA certified | 2026-12-01 |", "| QA certified | 2026-12-02 |").CommitAs("dana", "Later");
        repository.Refusals().ShouldBe("DAC0336");

        repository.Acknowledge("pablo", "Delivery planning", "--decision", "re-plan", "--reason", "2026-12-01 becomes 2026-12-02: test data is late").Refusals().ShouldBe("DAC0336");
        repository.Acknowledge("pablo", "Delivery planning").Acknowledge("diego", "Delivery planning").Refusals().ShouldBe("");
    }

    [Fact]
    public void What_was_agreed_with_the_client_changes_with_the_client()
    {
        using var repository = Certifiable.Repository().Edit("**Agreed delivery date:** 2026-12-15", "**Agreed delivery date:** 2026-12-16").CommitAs("dana", "Later")
            .Acknowledge("pablo", "Delivery planning", "--decision", "re-plan", "--reason", "2026-12-15 becomes 2026-12-16: holidays")
            .Acknowledge("pablo", "Delivery planning").Acknowledge("diego", "Delivery planning");

        repository.Check().ExitsWith(1).Prints("error DAC0337: Agreed delivery date was agreed with the client").Prints("= who: acme-contact");
    }

    [Theory]
    [InlineData("dana", "")]
    [InlineData("clara", "")]
    [InlineData("mallory", "DAC0338")]
    [InlineData("pablo", "DAC0338")]
    public void An_escalation_is_resolved_by_the_delivery_manager_or_whom_it_went_to(string person, string refused)
    {
        using var repository = Certifiable.Repository().Edit("| clara | open |", "| clara | data is there |").CommitAs(person, "Resolve");

        repository.Refusals().ShouldBe(refused);
    }

    [Fact]
    public void A_policy_owner_changes_the_rules_and_sees_what_it_means()
    {
        using var repository = Certifiable.Repository().Edit("freezes: [{from: 2026-12-18, to: 2027-01-04, why: year end}]", "freezes: []", "delivery.yml").CommitAs("clara", "No freeze");

        repository.Check().ExitsWith(0).Prints("note DAC0344: the freeze 2026-12-18 to 2027-01-04 (year end) of acme-production is gone").Prints("delivery.yml: the rules change: delivery.yml: allowed");
    }

    [Theory]
    [InlineData(".github/workflows/check.yml")]
    [InlineData("CODEOWNERS")]
    public void What_makes_the_rules_hold_is_rules_too(string path)
    {
        using var repository = Certifiable.Repository().Write(path, "# nothing\n").CommitAs("dana", "Relax");

        repository.Refusals().ShouldBe("DAC0341");
    }

    [Fact]
    public void Rows_that_came_by_a_merge_from_the_base_are_not_the_branchs()
    {
        using var repository = Certifiable.Repository().Edit("Cache answers", "Cache more").CommitAs("mallory", "A risk").Checkout("main").Acknowledge("quinn", "QA gate").Checkout("work").As("mallory").Merge("main");

        repository.Check().ExitsWith(0).Prints($"{Certifiable.RecordPath}: no gate is touched");
    }

    [Fact]
    public void A_certificate_survives_a_rebase_by_its_author()
    {
        using var repository = Certifiable.Repository().Acknowledge("quinn", "QA gate").Checkout("main").Write("README.md", "# Acme\n").CommitAs("dana", "Readme").Checkout("work");
        repository.Git("rebase", "--quiet", "main");

        repository.Refusals().ShouldBe("");
    }

    [Fact]
    public void A_certificate_that_somebody_else_rebased_is_nobodys_word()
    {
        using var repository = Certifiable.Repository().Acknowledge("quinn", "QA gate").Checkout("main").Write("README.md", "# Acme\n").CommitAs("dana", "Readme").Checkout("work").As("mallory");
        repository.Git("rebase", "--quiet", "main");

        repository.Refusals().ShouldBe("DAC0332");
    }

    [Fact]
    public void A_folder_that_is_renamed_takes_the_delivery_away_and_brings_no_decisions()
    {
        using var repository = Certifiable.Repository();
        repository.Git("mv", Certifiable.Folder, "deliveries/acme-bot");
        repository.CommitAs("dana", "Rename");

        repository.Refusals().ShouldBe("DAC0340 DAC0343");
    }

    [Fact]
    public void A_link_in_place_of_the_record_is_refused()
    {
        using var repository = Certifiable.Repository();
        File.Move(Path.Combine(repository.Path, Certifiable.RecordPath), Path.Combine(repository.Path, "elsewhere.md"));
        File.CreateSymbolicLink(Path.Combine(repository.Path, Certifiable.RecordPath), "../../elsewhere.md");
        repository.CommitAs("mallory", "Move");

        repository.Check().ExitsWith(1).Prints("error DAC0340: the record of a delivery that goes on was made a link");
    }

    [Fact]
    public void A_record_that_is_none_any_more_is_refused()
    {
        using var repository = Certifiable.Repository().Edit("# Delivery Record:", "# Notes:").CommitAs("mallory", "Retitle");

        repository.Refusals().ShouldContain("DAC0340");
    }

    [Theory]
    [InlineData("{}\n", "{}\n{}\n", false)]
    [InlineData("{}\n{}\n", "{}\n", true)]
    [InlineData("{\"a\":1}\n", "{\"a\":2}\n", true)]
    public void A_journal_is_only_added_to(string before, string after, bool isRefused)
    {
        const string Journal = $"{Certifiable.Folder}/executions/2026-03-04T21-05Z-1.jsonl";
        using var repository = Certifiable.Repository().Checkout("main").Write(Journal, before).CommitAs("diego", "Run").Branch("later", "main").Write(Journal, after).CommitAs("diego", "Go on");

        repository.Refusals().Contains("DAC0339", StringComparison.Ordinal).ShouldBe(isRefused);
    }

    [Fact]
    public void Two_deliveries_in_one_change_are_judged_each()
    {
        using var repository = Certifiable.Repository().Checkout("main").Write("deliveries/acme-shop/record.md", Certifiable.Record).CommitAs("dana", "Another").Branch("both", "main")
            .Acknowledge("quinn", "QA gate").Write("deliveries/acme-shop/record.md", Certifiable.Record.Replace("**Status:** QA", "**Status:** Handover", StringComparison.Ordinal)).CommitAs("dana", "Both");

        repository.Check().ExitsWith(1)
            .Prints("deliveries/acme-shop/record.md: status from \"QA\" to \"Handover\": refused")
            .Prints($"{Certifiable.RecordPath}: \"QA gate: Passed\" by quinn: allowed");
    }

    [Fact]
    public void A_base_without_rules_is_told_and_lets_no_row_pass()
    {
        using var repository = DeliveryRepository.Create().Write(Certifiable.RecordPath, Certifiable.Record).CommitAs("dana", "Begin").Branch("work", "main").Write("delivery.yml", Certifiable.Rules).CommitAs("mallory", "Rules");
        repository.Check().ExitsWith(0).Prints("note DAC0330: there is no delivery.yml at the base");

        repository.AddRow("| QA gate | Passed | quinn | 2026-11-20 | #31 |").CommitAs("quinn", "QA").Refusals().ShouldBe("DAC0331");
    }

    [Fact]
    public void A_name_that_is_no_commit_cannot_be_used()
    {
        using var repository = Certifiable.Repository();

        Delivery.In(repository).Run("check", "--base", "mian").ExitsWith(2).Complains("there is no commit \"mian\"");
    }

    [Fact]
    public void A_history_that_is_cut_off_leaves_it_undecided()
    {
        using var origin = Certifiable.Repository("origin").Edit("Cache answers", "Cache more").CommitAs("dana", "Edit").Checkout("main").Write("README.md", "# Acme\n").CommitAs("dana", "Readme");
        using var clone = DeliveryRepository.Create();
        clone.Git("fetch", "--quiet", "--depth", "1", $"file://{origin.Path}", "main:base", "work:work");
        clone.Git("checkout", "--quiet", "work");

        Delivery.In(clone).Run("check", "--base", "base").ExitsWith(1).Complains("git fetch --unshallow");
    }
}
