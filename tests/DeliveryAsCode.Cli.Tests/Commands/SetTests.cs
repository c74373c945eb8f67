using System.Text;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class SetTests
{
    [Theory]
    [InlineData("field:Scope", "Two channels", "Answers first-line questions", "Two channels")]
    [InlineData("milestone:Deployment start:Target date", "2026-05-13", "Deployment start | 2026-05-12", "Deployment start | 2026-05-13")]
    [InlineData("risk:1:Mitigation", "Wait | retry", "Cache answers", @"Wait \| retry")]
    [InlineData("escalation:1:Resolution", "New date", "| clara | open |", "| clara | New date |")]
    [InlineData("update:1:Type", "Kick-off", "Weekly status", "Kick-off")]
    [InlineData("risk:+", "A | Low | Low | B", "Cache answers |", "Cache answers |\n| A | Low | Low | B |")]
    [InlineData("escalation:+", "2026-05-01 | A | clara | open", "| clara | open |", "| clara | open |\n| 2026-05-01 | A | clara | open |")]
    [InlineData("update:+", "2026-05-01 | A | B", "three faults |", "three faults |\n| 2026-05-01 | A | B |")]
    public void Every_form_of_address_in_the_record_changes_its_place_and_nothing_else(string address, string value, string old, string replacement)
    {
        using var repository = Acme.Repository();

        Set(repository, address, value).ExitsWith(0).Prints($"{Acme.RecordPath}:");

        repository.Read(Acme.RecordPath).ShouldBe(Acme.Record.Replace(old, replacement, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("checklist:deployment/tests-passing", "done", "[ ] All tests", "[x] All tests")]
    [InlineData("checklist:deployment.md/all tests", "done", "[ ] All tests", "[x] All tests")]
    [InlineData("checklist:deployment/rehearsal", "n/a: there is no staging", "Rollback rehearsed", "~~Rollback rehearsed~~ — n/a: there is no staging")]
    public void So_does_one_in_a_checklist(string address, string value, string old, string replacement)
    {
        using var repository = Acme.Repository();

        Set(repository, address, value).ExitsWith(0).Prints($"{Acme.ChecklistPath}:");

        repository.Read(Acme.ChecklistPath).ShouldBe(Acme.Checklist.Replace(old, replacement, StringComparison.Ordinal));
    }

    [Fact]
    public void So_does_one_in_the_front_matter()
    {
        using var repository = Acme.Repository().Write(Acme.RecordPath, $"---\nsprint: 3 # now\ntags: [a]\n---\n{Acme.Record}");

        Set(repository, "front:sprint", "4").ExitsWith(0);

        repository.Read(Acme.RecordPath).ShouldBe($"---\nsprint: 4 # now\ntags: [a]\n---\n{Acme.Record}");
    }

    [Fact]
    public void A_file_with_a_mark_of_byte_order_other_line_ends_and_bad_bytes_keeps_them()
    {
        byte[] before = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Acme.Record.ReplaceLineEndings("\r\n")), .. "caf"u8, 0xE9, .. " \t"u8];
        using var repository = Acme.Repository().Write(Acme.RecordPath, before);

        Set(repository, "field:Scope", "Two channels").ExitsWith(0);

        Encoding.Latin1.GetString(repository.ReadBytes(Acme.RecordPath))
            .ShouldBe(Encoding.Latin1.GetString(before).Replace("Answers first-line questions", "Two channels", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_and_what_is_now_act_on_nobodys_terminal()
    {
        using var repository = Acme.Repository()
            .Write(Acme.RecordPath, Acme.Record.Replace("Answers first-line questions", "a\u001B[2Jb ##[command]c", StringComparison.Ordinal));

        Set(repository, "field:Scope", "d\u202Ee").ExitsWith(0)
            .Prints(@"a\u{1B}[2Jb \u{23}#[command]c -> d&#8238;e");
    }

    [Fact]
    public void What_is_already_so_is_not_written_again()
    {
        using var repository = Acme.Repository();
        var path = Path.Combine(repository.Path, Acme.RecordPath);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);

        Set(repository, "field:Client", "Acme Corp").ExitsWith(0).Prints("already so");

        File.GetLastWriteTimeUtc(path).ShouldBe(DateTime.UnixEpoch);
    }

    [Theory]
    [InlineData("field:Status", "Handover", true)]
    [InlineData("field:Status", "QA", false)]
    [InlineData("milestone:Intake handoff:Actual date", "2026-03-04", true)]
    [InlineData("milestone:Deployment start:Actual date", "2026-05-12", false)]
    [InlineData("milestone:Deployment start:Status", "Ready", false)]
    [InlineData("field:Scope", "Deployment", true)]
    [InlineData("risk:1:Mitigation", "Deployment", false)]
    public void An_edit_that_is_a_transition_is_warned_of(string address, string value, bool isTransition)
    {
        using var repository = Acme.Repository();

        var outcome = Set(repository, address, value).ExitsWith(0);

        outcome.Error.Contains("warning: ", StringComparison.Ordinal).ShouldBe(isTransition);
        repository.Git("log", "--oneline").Split('\n').Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("acme-suport-bot", "field:Status", "QA", "did you mean \"acme-support-bot\"?")]
    [InlineData("acme-support-bot", "status", "QA", "write one of field:LABEL")]
    [InlineData("acme-support-bot", "field:Stats", "QA", "did you mean \"Status\"?")]
    [InlineData("acme-support-bot", "field:Status", "Deploymnt", "did you mean \"Deployment\"?")]
    [InlineData("acme-support-bot", "field:Intake date", "soon", "YYYY-MM-DD")]
    [InlineData("acme-support-bot", "milestone:Deploymnt start:Status", "Done", "did you mean \"Deployment start\"?")]
    [InlineData("acme-support-bot", "milestone:Deployment start:Statsu", "Done", "did you mean \"Status\"?")]
    [InlineData("acme-support-bot", "risk:7:Impact", "Low", "has no row 7")]
    [InlineData("acme-support-bot", "risk:+", "one | two", "separate them by")]
    [InlineData("acme-support-bot", "checklist:deploymnt/tests-passing", "done", "did you mean \"deployment\"?")]
    [InlineData("acme-support-bot", "checklist:deployment/tests-pasing", "done", "did you mean \"tests-passing\"?")]
    [InlineData("acme-support-bot", "checklist:deployment/Rollback", "done", "rollback-plan, rehearsal")]
    [InlineData("acme-support-bot", "checklist:deployment/rehearsal", "maybe", "write done, open, or n/a: and the reason")]
    public void What_cannot_be_set_is_refused_with_the_next_step_and_nothing_is_written(string id, string address, string value, string complaint)
    {
        using var repository = Acme.Repository();
        var before = repository.Tree();

        Delivery.In(repository).Run("set", id, address, value).ExitsWith(2).PrintsNothing().Complains(complaint);

        repository.Tree().ShouldBe(before);
    }

    [Fact]
    public void The_first_row_of_a_table_that_the_record_lacks_brings_its_section()
    {
        using var repository = Acme.Repository();

        Set(repository, "incident:+", "2026-05-12 | Answers are late | High | ").ExitsWith(0);
        Set(repository, "incident:1:Resolution", "Restarted").ExitsWith(0);

        repository.Read(Acme.RecordPath).ShouldContain("\n\n## Incidents\n\n| Date | Incident | Severity | Resolution |\n|------|----------|----------|------------|\n| 2026-05-12 | Answers are late | High | Restarted |\n\n## ");
        Delivery.In(repository).Run("check").ExitsWith(0);
    }

    [Fact]
    public void A_value_that_only_looks_like_an_option_is_a_value()
    {
        using var repository = Acme.Repository();

        Delivery.In(repository).Run("set", "acme-support-bot", "field:Scope", "--", "--json is printed").ExitsWith(0);

        repository.Read(Acme.RecordPath).ShouldContain("- **Scope:** --json is printed\n");
    }

    [Fact]
    public async Task Two_edits_at_once_are_both_made()
    {
        using var repository = Acme.Repository();

        var both = await Task.WhenAll(new[] { ("field:Scope", "One"), ("field:Client", "Other") }
            .Select(edit => Task.Run(() => Set(repository, edit.Item1, edit.Item2))));

        both.ShouldAllBe(outcome => outcome.ExitCode == 0);
        repository.Read(Acme.RecordPath).ShouldContain("- **Client:** Other\n- **Scope:** One\n");
    }

    [Fact]
    public void Nothing_is_written_through_a_folder_that_leads_out_of_the_repository()
    {
        using var repository = Acme.Repository();
        var elsewhere = Path.Combine(repository.Home, "elsewhere");
        Directory.Move(Path.Combine(repository.Path, "deliveries/acme-support-bot"), elsewhere);
        Directory.CreateSymbolicLink(Path.Combine(repository.Path, "deliveries/acme-support-bot"), elsewhere);

        Set(repository, "field:Scope", "Two channels").ExitsWith(2).Complains("a link that leads out of the repository");

        File.ReadAllText(Path.Combine(elsewhere, "record.md")).ShouldBe(Acme.Record);
    }

    private static Outcome Set(DeliveryRepository repository, string address, string value) =>
        Delivery.In(repository).Run("set", "acme-support-bot", address, value);
}
