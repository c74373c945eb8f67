using System.Text;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;
using DeliveryAsCode.Transitions;

namespace DeliveryAsCode.Tests.Conversations;

public class CheckReportTests
{
    private const string Head = "9f8e7d6c5b4a39281706f5e4d3c2b1a098765432";

    private static readonly Diagnostic Error = new(DiagnosticCatalog.MissingField, new Location(ARecord.Path, new TextSpan(0, 3), new(7, 3), new(7, 6), "x"), "the record has no field \"Scope\"") { Help = "add a line \"- **Scope:** …\" under the title" };
    private static readonly Diagnostic Warning = new(DiagnosticCatalog.MilestoneContradicts, Location.OfFile(ARecord.Path), "\"QA certified\" is done and has no actual date") { Severity = Severity.Warning };
    private static readonly GateReason Missing = new(DiagnosticCatalog.DecisionMissing, "the gate \"QA gate\" waits for the certification of qa-engineer", Location.OfFile(ARecord.Path), ["quinn"], "approve the newest commit of the pull request", IsUndecided: true);

    [Fact]
    public void An_ordinary_edit_touches_no_gate()
    {
        var report = new CheckReport(Head, new JudgedChange([], [new JudgedPart(ARecord.Path, [])]), []);

        report.Title.ShouldBe("no gate is touched");
        report.Conclusion.ShouldBe(CheckConclusion.Success);
        report.IsNews.ShouldBeFalse();
        report.Comment().ShouldStartWith("<!-- delivery:check -->\n### ✅ no gate is touched\n");
    }

    [Fact]
    public void Errors_come_first()
    {
        var report = Waiting() with { Findings = [Warning, Error, Error with { Message = "another" }] };

        report.Title.ShouldBe("2 errors");
        report.Conclusion.ShouldBe(CheckConclusion.Failure);
        report.Comment().ShouldBeBody("check-errors.md");
    }

    [Fact]
    public void What_nobody_can_tell_is_no_error_and_lets_nothing_pass()
    {
        var unclear = new Diagnostic(DiagnosticCatalog.CannotTell, Location.OfFile(ARecord.Path), "the base has changed this file, too") { Help = "next: bring the branch up to date" };
        var report = new CheckReport(Head, new JudgedChange([], [new JudgedPart(ARecord.Path, [])]), [unclear]);

        (report.Title, report.Conclusion).ShouldBe(("nobody can tell yet whether it may be merged", CheckConclusion.Waiting));
        report.Comment().ShouldContain("**What nobody can tell:**\n\n- ");
    }

    [Fact]
    public void What_is_wrong_with_the_change_as_a_whole_is_a_failure()
    {
        var mixed = new Diagnostic(DiagnosticCatalog.RowRefused, Location.OfFile("delivery.yml"), "this change touches rules and deliveries at once");
        var report = new CheckReport(Head, new JudgedChange([mixed], [new JudgedPart(ARecord.Path, [])]), []);

        (report.Title, report.Conclusion).ShouldBe(("1 error", CheckConclusion.Failure));
    }

    [Fact]
    public void A_gate_that_waits_says_for_how_many()
    {
        Waiting().Title.ShouldBe("QA gate: 0 of 1 approval");
        Waiting().Conclusion.ShouldBe(CheckConclusion.Waiting);
        Waiting().Comment().ShouldBeBody("check-waits.md");
        Waiting().Annotations().ShouldHaveSingleItem().Level.ShouldBe(AnnotationLevel.Notice);
    }

    [Fact]
    public void What_is_refused_is_a_failure_whatever_waits_beside_it()
    {
        var refused = Refused();
        var report = Waiting() with { Change = new JudgedChange([], [new JudgedPart(ARecord.Path, [Row().Change.Parts[0].Transitions[0], refused])]) };

        report.Title.ShouldBe("refused: the row \"Intake handoff: Passed\" by iris is gone");
        report.Conclusion.ShouldBe(CheckConclusion.Failure);
        (report with { Change = new JudgedChange([], [new JudgedPart(ARecord.Path, [refused, refused])]) }).Title.ShouldBe("2 steps refused");
    }

    [Fact]
    public void A_gate_that_is_open_may_be_merged()
    {
        var report = Row(allowed: true) with { Gates = [new GateStanding("acme-support-bot", "QA gate", 2, 2, new GateVerdict.Open([]))], IsAdvisory = true };

        report.Title.ShouldBe("QA gate: 2 of 2 approvals (advisory)");
        report.Conclusion.ShouldBe(CheckConclusion.Success);
    }

    [Fact]
    public void A_gate_that_is_blocked_says_by_what()
    {
        var blocked = Missing with { IsUndecided = false, Message = "open: regression\npassed @dana #12" };
        var report = Row() with { Gates = [new GateStanding("acme-support-bot", "QA gate", 0, 1, new GateVerdict.Blocked([Missing, blocked]))] };

        report.Title.ShouldBe("QA gate: open: regression passed @\u200Bdana #\u200B12");
        report.Conclusion.ShouldBe(CheckConclusion.Failure);
    }

    [Fact]
    public void A_row_that_is_refused_although_its_gate_is_open_is_a_failure()
    {
        var report = Row() with { Gates = [new GateStanding("acme-support-bot", "QA gate", 2, 2, new GateVerdict.Open([]))] };

        report.Title.ShouldBe("refused: \"QA gate: Passed\" by dana");
        report.Conclusion.ShouldBe(CheckConclusion.Failure);
        report.Comment().ShouldContain("- nobody has said it yet<br>");
    }

    [Fact]
    public void A_change_of_the_rules_without_the_word_of_their_owner_is_refused()
    {
        var rules = JudgedTransition.Of(new Transition.RulesChanged(["delivery.yml"], ["QA is no longer needed for production"]), new Diagnostic(DiagnosticCatalog.NobodysWord, Location.OfFile("delivery.yml"), "no policy-owner said so"));
        var report = new CheckReport(Head, new JudgedChange([], [new JudgedPart("delivery.yml", [rules])]), []);

        report.Title.ShouldStartWith("refused: ");
        report.Conclusion.ShouldBe(CheckConclusion.Failure);
    }

    [Fact]
    public void What_nobody_can_tell_is_no_yes()
    {
        var row = Row().Change.Parts[0].Transitions[0] with { IsUndecided = true };
        var report = new CheckReport(Head, new JudgedChange([], [new JudgedPart(ARecord.Path, [row])]), []);

        report.Title.ShouldBe("nobody can tell yet whether it may be merged");
        report.Conclusion.ShouldBe(CheckConclusion.Waiting);
    }

    [Fact]
    public void The_same_change_is_told_in_the_same_words() => Waiting().Comment().ShouldBe(Waiting().Comment());

    [Fact]
    public void Annotations_stay_within_the_limits_of_the_host()
    {
        var long_ = Error with { Message = string.Concat(Enumerable.Repeat("é\u202E👩", 20_000)) };
        var many = Enumerable.Range(1, 700).Select(i => Warning with { Message = $"warning {i}" });
        var annotations = (Waiting() with { Findings = [.. many, long_] }).Annotations();

        annotations.Length.ShouldBe(500);
        annotations[0].Level.ShouldBe(AnnotationLevel.Failure);
        Encoding.UTF8.GetByteCount(annotations[0].Message).ShouldBeInRange(63_000, 65_536);
        annotations[0].Message.ShouldNotContain("\u202E");
        annotations[0].StartColumn.ShouldBe(3);
        annotations.ShouldAllBe(a => a.Title.Length <= 255 && a.EndLine >= a.StartLine && a.StartLine >= 1);
    }

    [Fact]
    public void Whatever_a_document_says_nothing_is_made_of_it()
    {
        var texts = HostileText.Sample(150);
        var reports = texts.Select(t => Row() with { Findings = [Error with { Message = t, Help = t }, Warning with { Message = t }], Gates = [new GateStanding("acme-support-bot", "QA gate", 0, 1, new GateVerdict.Blocked([Missing with { Message = t, Who = [t], Next = t, IsUndecided = false }]))] }).ToList();
        var html = CmarkGfm.RenderHtml([.. reports.Select(r => Encoding.UTF8.GetBytes(r.Comment()))], "table", "strikethrough", "autolink", "tasklist");

        for (var i = 0; i < texts.Length; i++)
        {
            html[i].ShouldNotContain("<a ", customMessage: texts[i]);
            html[i].ShouldNotContain("<img", customMessage: texts[i]);
            html[i].Split("<td").Length.ShouldBe(5, texts[i]);
            html[i].Split("<li>").Length.ShouldBe(4, texts[i]);
            Encoding.UTF8.GetByteCount(reports[i].Summary()).ShouldBeLessThan(65_535);
        }
    }

    [Fact]
    public void A_summary_is_cut_by_its_bytes()
    {
        var report = Waiting() with { Findings = [.. Enumerable.Range(1, 20).Select(i => Error with { Message = string.Concat(Enumerable.Repeat("日本語", 1000)) + i })] };

        Encoding.UTF8.GetByteCount(report.Summary()).ShouldBeLessThan(65_535);
        report.Summary().ShouldContain("✂️ **Cut here:**");
    }

    private static CheckReport Waiting() => Row() with { Gates = [new GateStanding("acme-support-bot", "QA gate", 0, 1, new GateVerdict.Undecided([Missing]))] };

    private static CheckReport Row(bool allowed = false)
    {
        var record = ARecord.WithGates("Intake handoff: Passed", "QA gate: Passed");
        var row = record.Gates.Rows[1];
        var against = new Diagnostic(DiagnosticCatalog.NobodysWord, row.Location, "nobody has said it yet");
        return new CheckReport(Head, new JudgedChange([], [new JudgedPart(ARecord.Path, [JudgedTransition.Of(new Transition.GateRowAdded(row, 1), allowed ? [] : [against])])]), []);
    }

    private static JudgedTransition Refused() =>
        TransitionJudge.AlwaysRefused(new Transition.GateRowRemoved(ARecord.Read().Gates.Rows[0], Location.OfFile(ARecord.Path)));
}
