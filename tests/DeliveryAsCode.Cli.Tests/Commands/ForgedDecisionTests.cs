using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>Rows that look like decisions and are nobody's word.</summary>
public class ForgedDecisionTests
{
    [Fact]
    public void A_row_by_hand_is_nobodys_word()
    {
        using var repository = Gatehouse.With(["Plan"]);
        repository.Forge("pablo", repository.Read(Gatehouse.RecordPath) + "| Build | Passed | pablo | 2026-03-02 | done |\n", "Passed");

        repository.Stands().ShouldStartWith("Build: ");
    }

    [Fact]
    public void The_same_row_and_message_by_somebody_else_is_nobodys_word()
    {
        using var repository = Gatehouse.With(["Plan"]);
        repository.Says("pablo").ExitsWith(0);
        repository.Stands().ShouldStartWith("QA gate: ");
        var (record, message) = (repository.Read(Gatehouse.RecordPath), repository.Message());
        repository.Git("reset", "--quiet", "--hard", "HEAD~");

        repository.Forge("mallory", record, message).Stands().ShouldStartWith("Build: ");
    }

    [Fact]
    public void A_row_that_names_another_holder_than_its_committer_is_nobodys_word()
    {
        using var repository = Gatehouse.With(["Plan"]);
        repository.Says("pablo").ExitsWith(0);
        var (record, message) = (repository.Read(Gatehouse.RecordPath), repository.Message());
        repository.Git("reset", "--quiet", "--hard", "HEAD~");

        repository.Forge("otto", record, message).Stands().ShouldStartWith("Build: ");
    }

    [Fact]
    public void A_commit_that_somebody_else_amended_is_no_evidence_any_more()
    {
        using var repository = Gatehouse.With(["Plan"]);
        repository.Says("pablo").ExitsWith(0);

        repository.As("mallory").Git("commit", "--quiet", "--amend", "--no-edit");

        repository.Stands().ShouldStartWith("Build: ");
    }

    [Fact]
    public void A_message_for_one_gate_does_not_serve_for_another()
    {
        using var repository = Gatehouse.With(["Plan"]);
        repository.Says("pablo").ExitsWith(0);
        var message = repository.Message();

        repository.Forge("quinn", repository.Read(Gatehouse.RecordPath) + "| QA gate | Passed | quinn | 2026-03-02 | done |\n", message);

        repository.Stands().ShouldStartWith("QA gate: ");
    }

    [Fact]
    public void A_decision_counts_only_for_what_stood_there_when_it_was_committed()
    {
        using var repository = Gatehouse.With(["Plan"]);
        repository.Says("pablo").ExitsWith(0);
        var (record, message) = (repository.Read(Gatehouse.RecordPath), repository.Message());
        repository.Git("reset", "--quiet", "--hard", "HEAD~");

        repository.Forge("pablo", record.Replace("Answers questions", "Answers everything", StringComparison.Ordinal), message).Stands().ShouldStartWith("Build: ");
    }

    [Fact]
    public void A_row_that_a_merge_brought_is_nobodys_word()
    {
        using var repository = Gatehouse.With(["Plan"]);
        repository.Says("pablo").ExitsWith(0);
        var (record, message) = (repository.Read(Gatehouse.RecordPath), repository.Message());
        repository.Git("reset", "--quiet", "--hard", "HEAD~");
        repository.Git("switch", "--quiet", "--create", "other");
        repository.Write(Gatehouse.RecordPath, repository.Read(Gatehouse.RecordPath).Replace("Acme Corp\n", "Acme\n", StringComparison.Ordinal)).Commit("A name");
        repository.Git("switch", "--quiet", "main");
        repository.Git("merge", "--quiet", "--no-ff", "--no-commit", "other");

        repository.Forge("pablo", record, message).Stands().ShouldStartWith("Build: ");
    }

    [Fact]
    public void Nobody_attests_that_somebody_else_certified()
    {
        using var repository = Gatehouse.With(["Plan", "Build"]);
        repository.Says("quinn").ExitsWith(0);
        repository.Stands().ShouldStartWith("Approval: ");
        var (record, message) = (repository.Read(Gatehouse.RecordPath), repository.Message());
        repository.Git("reset", "--quiet", "--hard", "HEAD~");

        repository.Forge("dana", record, $"{message.TrimEnd()}\nDelivery-On-Behalf-Of: quinn").Stands().ShouldStartWith("QA gate: ");
    }

    [Theory]
    [InlineData("Delivery-Override: nonsense")]
    [InlineData("Delivery-On-Behalf-Of: a\nDelivery-On-Behalf-Of: b")]
    [InlineData("Delivery-Override: high-traffic\nDelivery-Override: rollback-plan")]
    public void A_message_that_makes_no_sense_says_nothing(string trailers)
    {
        using var repository = Gatehouse.With(["Plan"]);
        repository.Says("pablo").ExitsWith(0);
        var (record, message) = (repository.Read(Gatehouse.RecordPath), repository.Message());
        repository.Git("reset", "--quiet", "--hard", "HEAD~");

        repository.Forge("pablo", record, $"{message.TrimEnd()}\n{trailers}").Stands().ShouldStartWith("Build: ");
    }

    [Fact]
    public void In_a_history_that_is_cut_off_nobody_can_say()
    {
        using var repository = Gatehouse.With(["Plan"]);
        repository.Says("pablo").ExitsWith(0);
        repository.As("dana").Write("notes.md", "later\n").Commit("Later");
        repository.Git("clone", "--quiet", "--depth", "1", $"file://{repository.Path}", "../shallow");

        var quinn = Delivery.In(repository).At("../shallow").With("GIT_COMMITTER_NAME", "quinn").With("GIT_COMMITTER_EMAIL", "quinn@studio.example");
        quinn.Run("acknowledge", Gatehouse.Id, "--gate", "QA gate").ExitsWith(1).Complains("nobody can say whether the gate \"Build\" was passed");
        quinn.Run("status", Gatehouse.Id, "--json").ExitsWith(0).Prints("\"verdict\":\"undecided\"");
    }

    [Fact]
    public void Where_the_rules_ask_for_signatures_only_signed_decisions_count()
    {
        using var repository = Gatehouse.With(["Plan"]);
        DeliveryAsCode.Tests.Infra.DebianPackage.Require("ssh-keygen", "openssh-client");
        Finished.Of("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", "../pablo"], repository.Path, CleanEnvironment.In(repository.Home)).ExitCode.ShouldBe(0);
        repository.Write("../allowed", $"pablo@studio.example {repository.Read("../pablo.pub")}");
        repository.Write("delivery.yml", Gatehouse.Rules + "acknowledgements: {require-signed: true}\n").Commit("Ask for signatures");
        repository.Says("pablo").ExitCode.ShouldNotBe(0);
        repository.Git("status", "--porcelain").ShouldBeEmpty();

        repository.Git("config", "gpg.format", "ssh");
        repository.Git("config", "user.signingKey", Path.GetFullPath("../pablo", repository.Path));
        repository.Says("pablo").ExitsWith(0).Complains("cannot verify");
        repository.Stands().ShouldStartWith("Build: ");

        repository.Git("config", "gpg.ssh.allowedSignersFile", "../allowed");
        repository.Stands().ShouldStartWith("QA gate: ");
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("re-plan")]
    public void Own_work_is_not_approved_by_another_row_in_between(string decision)
    {
        using var repository = Gatehouse.With(["Plan", "Build", "QA gate"]);
        repository.As("diego").Write(Gatehouse.PlanPath, "# Plan\n\nSwitch it on, then off.\n").Commit("Plan");
        repository.Says("diego").ExitsWith(1).Complains("diego wrote what is acknowledged");

        repository.Says("diego", "--gate", "Approval", "--decision", decision, "--reason", "typo").ExitsWith(0);

        repository.Says("diego").ExitsWith(1).Complains("diego wrote what is acknowledged");
    }

    [Fact]
    public void Own_work_in_the_commit_of_the_decision_is_own_work()
    {
        using var repository = Gatehouse.New();
        var (before, record) = (repository.Head(), repository.Read(Gatehouse.RecordPath));
        var changed = record.Replace("Answers questions", "Answers everything", StringComparison.Ordinal);
        repository.As("nina").Write(Gatehouse.RecordPath, changed).Commit("Scope");
        repository.Says("pablo").ExitsWith(0).Prints("Plan: Acknowledged by pablo");
        var (decided, message) = (repository.Read(Gatehouse.RecordPath), repository.Message());
        repository.Git("reset", "--quiet", "--hard", before);

        repository.Forge("pablo", decided, message);

        repository.Stands().ShouldContain("the word of pablo does not count: pablo wrote what is acknowledged");
    }

    [Fact]
    public void A_commit_that_the_work_tree_hides_is_judged_by_nobody()
    {
        using var repository = Gatehouse.With(["Plan"]);
        repository.Git("tag", "base");
        var record = repository.Read(Gatehouse.RecordPath);
        repository.Forge("petra", record + "| Build | Passed | pablo | 2026-03-02 | done |\n", "Passed");
        repository.Write(Gatehouse.RecordPath, record);

        Delivery.In(repository).Run("check", "--base", "base").ExitsWith(1).Complains("undecided: the last commit changes");
    }

    [Fact]
    public void An_attested_row_says_that_it_is_attested()
    {
        using var repository = Gatehouse.With(["Plan", "Build", "QA gate", "Approval"]);
        repository.Says("dana", "--as-role", "client", "--on-behalf-of", "Anna", "--evidence", "https://mail.acme.example/1").ExitsWith(0);
        repository.Stands().ShouldStartWith("none: ");
        var (record, message) = (repository.Read(Gatehouse.RecordPath), repository.Message());
        repository.Git("reset", "--quiet", "--hard", "HEAD~");

        repository.Forge("dana", record.Replace("Anna (attested by dana)", "ops@acme.example", StringComparison.Ordinal), message);

        repository.Stands().ShouldStartWith("Receipt: ");
    }

    [Fact]
    public void What_attests_can_be_looked_up()
    {
        using var repository = Gatehouse.With(["Plan", "Build", "QA gate", "Approval"]);

        repository.Says("dana", "--as-role", "client", "--on-behalf-of", "Anna", "--evidence", "nowhere.md").ExitsWith(2).Complains("neither an address nor a committed file");
    }

    [Fact]
    public void A_line_that_begins_with_a_record_adopts_nothing_into_one_that_is_there()
    {
        using var repository = Gatehouse.With(["Plan", "Build"]);
        var record = repository.Read(Gatehouse.RecordPath) + "| QA gate | Passed | quinn | 2026-03-02 | #4 |\n";
        repository.Git("checkout", "--quiet", "--orphan", "beside");
        repository.As("diego").Write(Gatehouse.RecordPath, record).Commit("Begin");
        repository.Git("checkout", "--quiet", "main");
        repository.Git("merge", "--quiet", "-X", "theirs", "--allow-unrelated-histories", "-m", "Merge", "beside");

        repository.Stands().ShouldStartWith("QA gate: ");
    }

    [Fact]
    public void Whoever_skipped_production_does_not_certify_it()
    {
        using var repository = Gatehouse.With(["Plan"]);
        repository.Says("otto", "--as-role", "production-line-architect", "--decision", "skipped", "--reason", "no production").ExitsWith(0);

        repository.Says("otto", "--as-role", "qa-engineer").ExitsWith(1).Complains("otto decided \"Build\"");
    }
}
