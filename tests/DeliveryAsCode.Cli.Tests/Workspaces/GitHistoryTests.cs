using System.Diagnostics;
using System.Globalization;
using System.Text;
using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Cli.Workspaces;
using NodaTime;
using Xunit.Abstractions;

namespace DeliveryAsCode.Cli.Tests.Workspaces;

public class GitHistoryTests(ITestOutputHelper output)
{
    [Fact]
    public void Versions_are_told_oldest_first_with_what_the_file_held()
    {
        using var repository = DeliveryRepository.Create()
            .Write("a", "1").CommitAs("dana", "One").Write("b", "").CommitAs("dana", "Other").Write("a", "2").CommitAs("dana", "Two");

        var versions = repository.History().VersionsOf("a");

        var (one, two) = (repository.Git("rev-parse", "HEAD~2:a"), repository.Git("rev-parse", "HEAD:a"));
        versions.Select(v => (v.Commit.Subject, v.BlobBefore, v.BlobAfter)).ShouldBe([("One", null, one), ("Two", one, two)]);
    }

    [Fact]
    public void A_deleted_file_has_no_content_after_the_commit_that_deleted_it()
    {
        using var repository = DeliveryRepository.Create().Write("a", "1").CommitAs("dana", "One");
        repository.Git("rm", "--quiet", "a");
        repository.CommitAs("dana", "Gone");

        var history = repository.History();

        history.VersionsOf("a")[^1].BlobAfter.ShouldBeNull();
        history.Paths.ShouldBe(["a"]);
    }

    [Fact]
    public void A_file_that_was_never_there_has_no_version()
    {
        using var repository = DeliveryRepository.Create().Write("a", "1").Commit();

        repository.History().VersionsOf("b").ShouldBeEmpty();
    }

    [Fact]
    public void A_renamed_file_is_gone_at_one_path_and_new_at_the_other()
    {
        using var repository = DeliveryRepository.Create().Write("a", "some content").CommitAs("dana", "One");
        repository.Git("mv", "a", "b");
        repository.Git("config", "diff.renames", "copies");
        repository.CommitAs("dana", "Moved");

        repository.ChangesOf("a").ShouldBe(["One", "Moved"]);
        repository.ChangesOf("b").ShouldBe(["Moved"]);
    }

    [Fact]
    public void The_right_to_execute_is_no_version()
    {
        using var repository = DeliveryRepository.Create().Write("a", "1").CommitAs("dana", "One");
        repository.Git("update-index", "--chmod=+x", "a");
        repository.Git("commit", "--quiet", "--message", "Mode");

        repository.ChangesOf("a").ShouldBe(["One"]);
    }

    [Fact]
    public void A_file_that_becomes_a_link_is_gone()
    {
        using var repository = DeliveryRepository.Create().Write("a", "1").CommitAs("dana", "One");
        File.Delete(Path.Combine(repository.Path, "a"));
        File.CreateSymbolicLink(Path.Combine(repository.Path, "a"), "b");
        repository.CommitAs("dana", "Link");

        repository.History().VersionsOf("a")[^1].BlobAfter.ShouldBeNull();
    }

    [Fact]
    public void A_merge_that_takes_a_file_over_is_no_version_of_it()
    {
        using var repository = DeliveryRepository.Create().Write("a", "1").CommitAs("dana", "One")
            .Branch("branch", "main").Write("a", "2").CommitAs("dana", "Two")
            .Checkout("main").Write("b", "").CommitAs("dana", "Other").Merge("branch");

        repository.ChangesOf("a").ShouldBe(["One", "Two"]);
    }

    [Fact]
    public void A_merge_that_keeps_one_side_is_no_version_and_hides_none()
    {
        using var repository = DeliveryRepository.Create().Write("a", "1").CommitAs("dana", "One")
            .Branch("branch", "main").Write("a", "2").CommitAs("dana", "Two")
            .Checkout("main").Merge("branch", "--strategy", "ours");

        repository.ChangesOf("a").ShouldBe(["One", "Two"]);
    }

    [Fact]
    public void A_merge_whose_result_is_in_none_of_its_parents_is_a_version()
    {
        using var repository = DeliveryRepository.Create().Write("a", "1\n\n\n\n\n1\n").CommitAs("dana", "One")
            .Branch("branch", "main").Write("a", "2\n\n\n\n\n1\n").CommitAs("dana", "Two")
            .Checkout("main").Write("a", "1\n\n\n\n\n2\n").CommitAs("dana", "Three").Merge("branch");

        repository.ChangesOf("a").ShouldBe(["One", "Three", "Two", "Merge branch"], ignoreOrder: true);
        repository.ChangesOf("a").Last().ShouldBe("Merge branch");
    }

    [Fact]
    public void A_file_that_only_the_merge_made_is_a_version()
    {
        using var repository = DeliveryRepository.Create().Write("a", "1").CommitAs("dana", "One")
            .Branch("branch", "main").Write("b", "2").CommitAs("dana", "Two").Checkout("main");
        repository.Git("merge", "--quiet", "--no-ff", "--no-commit", "branch");
        repository.Write("c", "3").CommitAs("mallory", "Evil");

        repository.ChangesOf("c").ShouldBe(["Evil"]);
        repository.ChangesOf("b").ShouldBe(["Two"]);
    }

    [Fact]
    public void Only_what_the_pathspecs_name_is_read()
    {
        using var repository = DeliveryRepository.Create()
            .Write("deliveries/acme/record.md", "").Write("deliveries/acme/old/record.md", "").Write("src/a", "").CommitAs("dana", "One")
            .Write("src/a", "2").CommitAs("dana", "Two");

        repository.History("deliveries").Paths.ShouldBe(["deliveries/acme/old/record.md", "deliveries/acme/record.md"]);
        repository.History("deliveries/*/record.md", "src/a").Paths.ShouldBe(["deliveries/acme/record.md", "src/a"]);
        repository.History("deliveries").Commits.Select(c => c.Subject).ShouldBe(["One"]);
    }

    [Fact]
    public void Configuration_and_attributes_change_nothing()
    {
        using var repository = DeliveryRepository.Create()
            .Write(".gitattributes", "* -diff\na diff=upper\n").Write("a", "1").CommitAs("dana", "One").Write("a", "2").CommitAs("dana", "Two");
        foreach (var (name, value) in new[]
        {
            ("log.showSignature", "true"), ("log.showRoot", "false"), ("log.follow", "true"), ("log.decorate", "full"), ("log.date", "relative"),
            ("diff.upper.textconv", "false"), ("diff.external", "false"), ("diff.relative", "true"), ("color.ui", "always"), ("core.abbrev", "4"),
            ("log.diffMerges", "off"), ("log.abbrevCommit", "true"), ("format.pretty", "oneline"), ("i18n.logOutputEncoding", "ISO-8859-1"),
        })
        {
            repository.Git("config", name, value);
        }

        repository.ChangesOf("a").ShouldBe(["One", "Two"]);
    }

    [Fact]
    public void Replacements_and_grafts_change_nothing()
    {
        using var repository = DeliveryRepository.Create()
            .Write("a", "1").CommitAs("dana", "One").Write("a", "2").CommitAs("dana", "Two").Write("a", "3").CommitAs("dana", "Three");
        repository.Git("replace", "HEAD~1", "HEAD~2");
        File.WriteAllText(Path.Combine(repository.Path, ".git/info/grafts"), repository.Git("rev-parse", "HEAD") + "\n");

        repository.ChangesOf("a").ShouldBe(["One", "Two", "Three"]);
    }

    [Fact]
    public void Names_are_any_bytes_and_stay_apart()
    {
        using var repository = DeliveryRepository.Create();
        var blob = repository.Write("a", "1").Commit().Git("rev-parse", "HEAD:a");
        byte[][] names = ["deliveries/new\nline"u8.ToArray(), "deliveries/:100644"u8.ToArray(), "deliveries/\"tab\t\""u8.ToArray(), [.. "deliveries/"u8, 0xFF], [.. "deliveries/"u8, 0xFE], "deliveries/ä"u8.ToArray(), "\uFEFFdeliveries"u8.ToArray()];
        IndexOf(repository, blob, names);
        repository.Git("commit", "--quiet", "--message", "Names");

        var paths = repository.History().Paths;

        paths.ShouldBe(["a", "deliveries/new\nline", "deliveries/:100644", "deliveries/\"tab\t\"", "deliveries/\uDCFF", "deliveries/\uDCFE", "deliveries/ä", "\uFEFFdeliveries"], ignoreOrder: true);
        var revision = repository.Open().Revision("HEAD");
        revision.ListFiles().ShouldBe(paths);
        paths.ShouldAllBe(path => revision.BlobId(path) == blob);
    }

    [Fact]
    public void A_mail_map_does_not_change_whose_address_it_is()
    {
        using var repository = DeliveryRepository.Create()
            .Write(".mailmap", "Quinn <quinn@studio.example> <mallory@studio.example>\n").Write("a", "").CommitAs("mallory", "One");
        repository.Git("config", "log.mailmap", "true");

        var commit = repository.History().Commits.ShouldHaveSingleItem();

        commit.Committer.ShouldBe(new Identity("mallory", "mallory@studio.example"));
        commit.Author.ShouldBe(commit.Committer);
    }

    [Fact]
    public void Trailers_keep_their_order_are_unfolded_and_found_whatever_the_case_of_their_key()
    {
        using var repository = DeliveryRepository.Create().Write("a", "").CommitAs("dana", """
            Record the QA gate

            Delivery-Gate: this is no trailer, it stands in the text

            Delivery-Gate: QA gate
            Delivery-Digest: sha256:1234
              5678
            delivery-gate: Deployment plan
            Co-authored-by: Quinn Q <quinn@studio.example>
            Co-Authored-By: Diego <diego@studio.example>
            """);

        var commit = repository.History().Commits.ShouldHaveSingleItem();

        commit.Subject.ShouldBe("Record the QA gate");
        commit.ValuesOf("DELIVERY-GATE").ShouldBe(["QA gate", "Deployment plan"]);
        commit.ValuesOf("Delivery-Digest").ShouldBe(["sha256:1234 5678"]);
        commit.CoAuthors.ShouldBe([new Identity("Quinn Q", "quinn@studio.example"), new Identity("Diego", "diego@studio.example")]);
    }

    [Fact]
    public void Control_characters_and_bytes_that_are_no_text_in_a_message_move_nothing()
    {
        using var repository = DeliveryRepository.Create().Write("a", "1").CommitAs("dana", "One");
        var tree = repository.Git("rev-parse", "HEAD^{tree}");
        repository.Write("../message", [.. "tree "u8, .. Encoding.ASCII.GetBytes(tree), .. "\nauthor \x1f\x01 <a@b> 1 +0000\ncommitter c <c@d> 99999999999999999999 +0000\n\n:\x1e\xff\x1b[31m\n\nKey: \x1f\x1e\n"u8]);
        var commit = repository.Git("hash-object", "-t", "commit", "-w", "--literally", "../message");
        repository.Git("reset", "--quiet", "--hard", commit);

        var read = repository.History().Commits.ShouldHaveSingleItem();

        read.Committer.ShouldBe(new Identity("c", "c@d"));
        read.ValuesOf("Key").ShouldBe(["\x1f\x1e"]);
        read.CommittedAt.ShouldBe(NodaConstants.UnixEpoch);
        repository.ChangesOf("a").Count().ShouldBe(1);
    }

    [Fact]
    public void A_commit_tells_its_time_and_its_parents_in_the_history_that_was_read()
    {
        using var repository = DeliveryRepository.Create()
            .Write("a", "1").CommitAs("dana", "One").Write("b", "").CommitAs("dana", "Other").Write("a", "2").CommitAs("dana", "Two");

        var commits = repository.History("a").Commits;

        commits[1].CommittedAt.ShouldBe(Instant.FromUtc(2026, 3, 2, 9, 0));
        commits[1].Parents.ShouldBe([commits[0].Id]);
        commits[1].IsMerge.ShouldBeFalse();
    }

    [Fact]
    public void A_shallow_clone_says_so()
    {
        using var origin = DeliveryRepository.Create().Write("a", "1").CommitAs("dana", "One").Write("a", "2").CommitAs("dana", "Two");
        using var clone = DeliveryRepository.WithoutGit();
        clone.Git("clone", "--quiet", "--depth", "1", $"file://{origin.Path}", ".");

        clone.History().IsShallow.ShouldBeTrue();
        origin.History().IsShallow.ShouldBeFalse();
    }

    [Fact]
    public void There_is_no_history_before_the_first_commit()
    {
        using var repository = DeliveryRepository.Create();

        repository.History().Commits.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("--all")]
    [InlineData("")]
    [InlineData("HEAD\nHEAD")]
    public void A_name_that_stands_for_no_commit_is_refused(string revision)
    {
        using var repository = DeliveryRepository.Create().Write("a", "1").Commit();

        Should.Throw<CommandException>(() => repository.Open().History(revision)).ExitCode.ShouldBe(ExitCode.Unusable);
    }

    [Fact]
    public void Commits_are_resolved_and_compared()
    {
        using var repository = DeliveryRepository.Create().Write("a", "1").CommitAs("dana", "One")
            .Branch("branch", "main").Write("b", "").CommitAs("dana", "Two")
            .Checkout("main").Write("a", "2").Write("c", "").CommitAs("dana", "Three");
        var git = repository.Open().Git;

        git.Resolve("branch").ShouldBe(repository.Git("rev-parse", "branch"));
        git.MergeBase("main", "branch").ShouldBe(repository.Git("rev-parse", "main~1"));
        git.ChangedPaths("main~1", "main").ShouldBe(["a", "c"]);
    }

    /// <summary>Random graphs of commits, as no people make them, against what git says of each commit alone.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Versions_of_random_histories_are_what_git_says_of_each_commit(int seed)
    {
        using var repository = DeliveryRepository.Create();
        RandomHistory.Import(repository, new Random(seed), commits: 60);

        var versions = repository.History("d").VersionsOf("d/a");

        var ids = repository.Git("rev-list", "HEAD").Split('\n');
        var expected = ids.Where(id => IsVersion(repository, id)).ToHashSet();
        versions.Select(v => v.Commit.Id).ShouldBe(expected, ignoreOrder: true);
        versions.ShouldAllBe(v => v.BlobAfter == BlobAt(repository, v.Commit.Id));
    }

    [Fact]
    public void Two_thousand_commits_are_read_fast()
    {
        using var repository = DeliveryRepository.Create();
        RandomHistory.Import(repository, new Random(7), commits: 2000);

        var watch = Stopwatch.StartNew();
        var history = repository.History("d");

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{history.Commits.Count} commits in {watch.ElapsedMilliseconds} ms"));
        history.Commits.Count.ShouldBeGreaterThan(500);
    }

    private static bool IsVersion(DeliveryRepository repository, string id)
    {
        var parents = repository.Git("rev-list", "--parents", "--max-count=1", id).Split(' ').Skip(1).Select(parent => BlobAt(repository, parent)).ToList();
        var blob = BlobAt(repository, id);
        return parents.Count == 0 ? blob is not null : parents.TrueForAll(parent => parent != blob);
    }

    private static string? BlobAt(DeliveryRepository repository, string id) =>
        repository.Git("ls-tree", id, "d/a") is { Length: > 0 } line ? line.Split(' ', '\t')[2] : null;

    /// <summary>Through the index: a file system may refuse such names.</summary>
    private static void IndexOf(DeliveryRepository repository, string blob, byte[][] names)
    {
        var git = Process.Start(new ProcessStartInfo("git", ["update-index", "-z", "--index-info"]) { WorkingDirectory = repository.Path, RedirectStandardInput = true })!;
        foreach (var name in names)
            git.StandardInput.BaseStream.Write([.. Encoding.ASCII.GetBytes($"100644 {blob}\t"), .. name, 0]);
        git.StandardInput.Close();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0);
    }
}
