namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>A journal can be committed, copied and brought to another clone. What it says of approvals counts only where it was written.</summary>
public class BorrowedJournalTests
{
    [Fact]
    public void A_journal_that_came_by_a_commit_opens_no_gate()
    {
        using var honest = Plans.Repository(Plans.Gated, "honest").HalfWay();
        using var other = Acme.Begun(Acme.Record, nameof(A_journal_that_came_by_a_commit_opens_no_gate)).Write(Acme.RunbookPath, honest.Read(Acme.RunbookPath)).Commit("Plan");
        var journal = honest.Journal();
        other.Write(journal, honest.ReadBytes(journal)).Commit("What I did");

        other.Refuses(1, "error DAC03", "run", "--yes");
        other.Refuses(1, "was started in another clone", "resume");
        other.Refuses(1, "error DAC03", "resume", "--reason", "that clone is gone");

        other.Done().ShouldBeEmpty();
    }

    [Fact]
    public void Two_clones_do_not_both_go_on_with_one_journal()
    {
        using var first = Plans.Repository(Plans.Asking, nameof(Two_clones_do_not_both_go_on_with_one_journal));
        first.Start().ExitsWith(0);
        var journal = first.Journal();
        using var second = Plans.Repository(Plans.Asking, "second").Write(journal, first.ReadBytes(journal)).Commit("Journal");

        second.Refuses(1, "continue it there; or, if that clone is gone for good, take it over with delivery resume deliveries/acme-support-bot/runbook.md --reason", "confirm", "tell-support");
        second.Tell("resume", "--reason", "the other machine burnt").ExitsWith(0).Prints("Waiting: Tell support");
        second.Read(Path.ChangeExtension(journal, "md")).ShouldContain("taken over from another clone: the other machine burnt");
        second.Tell("confirm", "tell-support").ExitsWith(0);
    }

    [Fact]
    public void A_copy_of_a_journal_is_named_as_one()
    {
        using var repository = Plans.Repository(Plans.Asking, nameof(A_copy_of_a_journal_is_named_as_one));
        repository.Start().ExitsWith(0);
        var journal = repository.Journal();
        repository.Write(journal.Replace("Z-1", "Z-7", StringComparison.Ordinal), repository.ReadBytes(journal));

        repository.Refuses(1, "under another name: remove the copy", "confirm", "tell-support");
    }

    [Fact]
    public void A_script_that_somebody_commits_half_way_does_not_run()
    {
        using var repository = Plans.Repository(Plans.Gated, nameof(A_script_that_somebody_commits_half_way_does_not_run)).HalfWay();
        repository.Write("ops/deploy.sh", "echo other >> done\n").Commit("Improve");
        repository.Go();

        repository.Tell("resume").ExitsWith(1).Complains("ops/deploy.sh was changed since execution");
        repository.Done().ShouldBe(["deployed"]);
    }

    [Fact]
    public void Who_may_answer_is_not_what_lies_in_the_work_tree()
    {
        using var repository = Plans.Repository(Plans.Gated, nameof(Who_may_answer_is_not_what_lies_in_the_work_tree));
        repository.Start().ExitsWith(0);
        var plan = repository.Read(Acme.RunbookPath);

        repository.Write(Acme.RunbookPath, plan.Replace("decide: delivery-manager", "decide: deployment-specialist", StringComparison.Ordinal));
        repository.Refuses(1, "is not the plan that execution", "decide", "--go", "--reason", "me too");
        repository.Write(Acme.RunbookPath, plan).Write("delivery.yml", Acme.Rules + "\n# mine\n");
        repository.Refuses(1, "delivery.yml is not as in the last commit", "decide", "--go", "--reason", "me too");
    }
}
