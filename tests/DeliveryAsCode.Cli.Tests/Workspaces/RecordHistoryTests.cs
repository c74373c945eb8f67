using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Cli.Workspaces;
using static DeliveryAsCode.Cli.Tests.Workspaces.Histories;

namespace DeliveryAsCode.Cli.Tests.Workspaces;

public class RecordHistoryTests
{
    [Fact]
    public void A_row_that_stood_in_the_new_record_is_adopted_and_a_later_one_was_brought()
    {
        using var repository = DeliveryRepository.Create().Rows("New", Intake).Rows("Planned", Intake, Planned);

        OriginsIn(repository).ShouldBe(["adopted: New", "brought: Planned"]);
    }

    [Fact]
    public void A_row_belongs_to_who_committed_it_whatever_name_it_bears()
    {
        using var repository = DeliveryRepository.Create().Rows("New", Intake).Write(RecordPath, Record(Intake, Qa)).CommitAs("mallory", "QA");

        var origin = Origins(repository)[1].ShouldBeOfType<RowOrigin.Brought>();

        origin.Commit.Committer.ShouldBe(new Identity("mallory", "mallory@studio.example"));
    }

    [Fact]
    public void A_row_in_the_work_tree_alone_is_not_committed()
    {
        using var repository = DeliveryRepository.Create().Rows("New", Intake).Write(RecordPath, Record(Intake, Qa));

        OriginsIn(repository).ShouldBe(["adopted: New", "uncommitted"]);
    }

    [Fact]
    public void A_record_in_the_work_tree_alone_has_no_row_in_a_commit()
    {
        using var repository = DeliveryRepository.Create().Write("README.md", "").Commit().Write(RecordPath, Record(Intake));

        OriginsIn(repository).ShouldBe(["uncommitted"]);
    }

    [Fact]
    public void Nothing_is_committed_before_the_first_commit()
    {
        using var repository = DeliveryRepository.Create().Write(RecordPath, Record(Intake));

        OriginsIn(repository).ShouldBe(["uncommitted"]);
    }

    [Fact]
    public void A_row_that_came_on_a_branch_belongs_to_the_commit_on_the_branch_and_not_to_the_merge()
    {
        using var repository = DeliveryRepository.Create().Rows("New", Intake)
            .Branch("qa", "main").Rows("QA", Intake, Qa)
            .Checkout("main").Merge("qa");

        OriginsIn(repository).ShouldBe(["adopted: New", "brought: QA"]);
    }

    [Fact]
    public void Rows_of_two_branches_belong_to_the_branches()
    {
        using var repository = DeliveryRepository.Create().Rows("New", Intake)
            .Branch("plan", "main").Rows("Planned", Planned, Intake)
            .Branch("qa", "main").Rows("QA", Intake, Qa)
            .Checkout("main").Merge("plan").Merge("qa");

        OriginsIn(repository).ShouldBe(["brought: Planned", "adopted: New", "brought: QA"]);
    }

    [Fact]
    public void Rows_of_two_branches_whose_conflict_somebody_settled_belong_to_the_branches()
    {
        using var repository = DeliveryRepository.Create().Rows("New", Intake)
            .Branch("plan", "main").Rows("Planned", Intake, Planned)
            .Branch("qa", "main").Rows("QA", Intake, Qa)
            .Checkout("plan").MergeByHand("qa", Intake, Planned, Qa);

        OriginsIn(repository).ShouldBe(["adopted: New", "brought: Planned", "brought: QA"]);
    }

    [Fact]
    public void A_row_that_is_in_no_parent_of_a_merge_was_brought_by_the_merge()
    {
        using var repository = DeliveryRepository.Create().Rows("New", Intake)
            .Branch("plan", "main").Rows("Planned", Intake, Planned)
            .Checkout("main").Rows("Rows touched", Intake, "").MergeByHand("plan", Intake, Planned, Qa);

        OriginsIn(repository).ShouldBe(["adopted: New", "brought: Planned", "brought: Merge plan"]);
    }

    [Fact]
    public void A_row_that_was_taken_out_and_comes_back_belongs_to_the_later_commit()
    {
        using var repository = DeliveryRepository.Create().Rows("New", Intake).Rows("QA", Intake, Qa).Rows("Revoked", Intake).Rows("Again", Intake, Qa);

        OriginsIn(repository).ShouldBe(["adopted: New", "brought: Again"]);
    }

    [Fact]
    public void A_row_that_was_taken_out_and_comes_back_with_a_merge_of_an_old_branch_was_brought_by_the_merge()
    {
        using var repository = DeliveryRepository.Create().Rows("New", Intake).Rows("QA", Intake, Qa)
            .Branch("old", "main").Write("unrelated", "").CommitAs("mallory", "Unrelated")
            .Checkout("main").Rows("Revoked", Intake).MergeByHand("old", Intake, Qa);

        OriginsIn(repository).ShouldBe(["adopted: New", "brought: Merge old"]);
    }

    [Fact]
    public void The_same_merge_seen_from_the_old_branch_was_brought_by_the_merge_too()
    {
        using var repository = DeliveryRepository.Create().Rows("New", Intake).Rows("QA", Intake, Qa)
            .Branch("old", "main").Write("unrelated", "").CommitAs("mallory", "Unrelated")
            .Checkout("main").Rows("Revoked", Intake)
            .Checkout("old").Merge("main", "--strategy", "ours");

        OriginsIn(repository).ShouldBe(["adopted: New", "brought: Merge main"]);
    }

    [Fact]
    public void Of_a_row_that_came_twice_the_later_coming_counts_in_whatever_order_the_lines_are_merged()
    {
        using var repository = DeliveryRepository.Create().Rows("New", Intake).Rows("QA", Intake, Qa)
            .Branch("old", "main").Write("unrelated", "").CommitAs("mallory", "Unrelated")
            .Checkout("main").Rows("Revoked", Intake).Rows("Again", Intake, Qa)
            .Checkout("old").Merge("main");

        OriginsIn(repository).ShouldBe(["adopted: New", "brought: Again"]);
    }

    [Fact]
    public void The_later_coming_counts_also_where_both_lines_went_on()
    {
        using var repository = DeliveryRepository.Create().Rows("New", Intake).Rows("QA", Intake, Qa)
            .Branch("old", "main").Rows("Planned", Intake, Planned, Qa)
            .Checkout("main").Rows("Revoked", Intake).Rows("Again", Intake, Qa)
            .Checkout("old").MergeByHand("main", Qa, Planned, Intake);

        OriginsIn(repository).ShouldBe(["brought: Again", "brought: Planned", "adopted: New"]);
    }

    [Fact]
    public void A_row_that_a_merge_gave_up_and_a_commit_brought_again_belongs_to_that_commit()
    {
        using var repository = DeliveryRepository.Create().Rows("New", Intake)
            .Branch("qa", "main").Rows("QA", Intake, Qa)
            .Checkout("main").Merge("qa", "--strategy", "ours").Rows("By hand", Intake, Qa);

        OriginsIn(repository).ShouldBe(["adopted: New", "brought: By hand"]);
    }

    [Theory]
    [InlineData("| QA gate | Passed | quinn | 2026-04-25 | #31 |")]
    [InlineData("| QA gate | Passed | quinn | 2026-04-24 | [#31](https://example.com) |")]
    public void An_edited_row_belongs_to_the_edit(string edited)
    {
        using var repository = DeliveryRepository.Create().Rows("New", Intake).Rows("QA", Intake, Qa).Rows("Edited", Intake, edited);

        OriginsIn(repository).ShouldBe(["adopted: New", "brought: Edited"]);
    }

    [Fact]
    public void A_row_that_was_padded_or_moved_is_the_same_row()
    {
        using var repository = DeliveryRepository.Create().Rows("New", Intake).Rows("QA", Intake, Qa)
            .Rows("Aligned", "|QA gate  |  Passed | quinn      | 2026-04-24 | #31", Intake);

        OriginsIn(repository).ShouldBe(["brought: QA", "adopted: New"]);
    }

    [Fact]
    public void A_second_row_that_reads_the_same_is_another_row()
    {
        using var repository = DeliveryRepository.Create().Rows("New", Qa).Rows("Twice", Qa, Qa);

        OriginsIn(repository).ShouldBe(["adopted: New", "brought: Twice"]);
    }

    [Fact]
    public void An_amended_commit_is_the_one_that_brought_the_row()
    {
        using var repository = DeliveryRepository.Create().Rows("New", Intake).Rows("QA", Intake, Qa);
        repository.Git("-c", "user.email=mallory@studio.example", "commit", "--quiet", "--amend", "--message", "Amended");

        var origin = Origins(repository)[1].ShouldBeOfType<RowOrigin.Brought>();

        (origin.Commit.Subject, origin.Commit.Author.Email, origin.Commit.Committer.Email)
            .ShouldBe(("Amended", "dana@studio.example", "mallory@studio.example"));
    }

    [Fact]
    public void A_rebased_commit_is_the_one_that_brought_the_row()
    {
        using var repository = DeliveryRepository.Create().Rows("New", Intake)
            .Branch("qa", "main").Rows("QA", Intake, Qa)
            .Checkout("main").Write("unrelated", "").CommitAs("dana", "Unrelated").Checkout("qa");
        repository.Git("-c", "user.email=mallory@studio.example", "rebase", "--quiet", "main");

        var origin = Origins(repository)[1].ShouldBeOfType<RowOrigin.Brought>();

        origin.Commit.Committer.Email.ShouldBe("mallory@studio.example");
    }

    [Fact]
    public void Rows_of_a_record_that_moved_were_brought_by_the_move()
    {
        using var repository = DeliveryRepository.Create().Write("deliveries/old/record.md", Record(Intake, Qa)).CommitAs("dana", "New");
        repository.Git("rm", "--quiet", "deliveries/old/record.md");
        repository.Rows("Moved", Intake, Qa, Planned);

        OriginsIn(repository).ShouldBe(["brought: Moved", "brought: Moved", "brought: Moved"]);
    }

    [Fact]
    public void Rows_of_a_record_that_was_deleted_and_made_again_were_brought_by_who_made_it_again()
    {
        using var repository = DeliveryRepository.Create().Rows("New", Intake);
        repository.Git("rm", "--quiet", RecordPath);
        repository.CommitAs("dana", "Gone").Rows("Again", Intake);

        OriginsIn(repository).ShouldBe(["brought: Again"]);
    }

    [Fact]
    public void Rows_of_a_record_that_was_a_link_for_a_while_were_brought_by_who_made_it_a_file_again()
    {
        using var repository = DeliveryRepository.Create().Write("elsewhere.md", Record(Intake)).Rows("New", Intake);
        File.Delete(Path.Combine(repository.Path, RecordPath));
        File.CreateSymbolicLink(Path.Combine(repository.Path, RecordPath), "../../elsewhere.md");
        repository.CommitAs("dana", "Link");
        File.Delete(Path.Combine(repository.Path, RecordPath));
        repository.Rows("File", Intake);

        OriginsIn(repository).ShouldBe(["brought: File"]);
    }

    [Fact]
    public void A_shallow_clone_cannot_tell_of_rows_that_stood_where_it_ends()
    {
        using var origin = DeliveryRepository.Create().Rows("New", Intake).Rows("QA", Intake, Qa);
        using var clone = DeliveryRepository.WithoutGit();
        clone.Git("clone", "--quiet", "--depth", "1", $"file://{origin.Path}", ".");

        OriginsIn(clone).ShouldBe(["unknown", "unknown"]);
    }

    [Fact]
    public void A_shallow_clone_can_tell_of_rows_that_came_after_its_end()
    {
        using var origin = DeliveryRepository.Create().Rows("New", Intake).Rows("Planned", Intake, Planned).Rows("QA", Intake, Planned, Qa);
        using var clone = DeliveryRepository.WithoutGit();
        clone.Git("clone", "--quiet", "--depth", "2", $"file://{origin.Path}", ".");

        OriginsIn(clone).ShouldBe(["unknown", "unknown", "brought: QA"]);
    }

    [Fact]
    public void A_shallow_clone_cannot_tell_whether_a_new_record_was_there_before()
    {
        using var origin = DeliveryRepository.Create().Write("deliveries/other", "").CommitAs("dana", "Other").Rows("New", Intake);
        using var clone = DeliveryRepository.WithoutGit();
        clone.Git("clone", "--quiet", "--depth", "2", $"file://{origin.Path}", ".");

        OriginsIn(clone).ShouldBe(["unknown"]);
    }

    private static RowOrigin[] Origins(DeliveryRepository repository)
    {
        var workspace = repository.Open();
        using var objects = workspace.Objects;
        var record = Portfolio.Open(workspace).ReadRecord(RecordPath).Value!;
        return [.. new RecordHistory(workspace.History("HEAD", "deliveries"), objects).Of(record)];
    }

    private static IEnumerable<string> OriginsIn(DeliveryRepository repository) => Origins(repository).Select(origin => origin switch
    {
        RowOrigin.Adopted adopted => $"adopted: {adopted.Commit.Subject}",
        RowOrigin.Brought brought => $"brought: {brought.Commit.Subject}",
        _ => origin.GetType().Name.ToLowerInvariant(),
    });
}
