using System.Diagnostics;
using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Cli.Workspaces;

namespace DeliveryAsCode.Cli.Tests.Workspaces;

public class RevisionTests
{
    [Fact]
    public void A_file_is_read_as_it_was_whatever_the_work_tree_says()
    {
        using var repository = DeliveryRepository.Create().Write("a/b.md", "old").Commit().Write("a/b.md", "new").Commit().Write("a/b.md", "newest");

        var workspace = repository.Open();

        workspace.Revision("HEAD~1").Read("a/b.md")!.Text.ShouldBe("old");
        workspace.Revision("main").Read("a/b.md")!.Text.ShouldBe("new");
    }

    [Theory]
    [InlineData("missing.md")]
    [InlineData("a")]
    [InlineData("a/")]
    [InlineData("")]
    [InlineData("/a/b.md")]
    [InlineData("a//b.md")]
    [InlineData("./a/b.md")]
    [InlineData("a/../a/b.md")]
    [InlineData("a/b.md/c")]
    [InlineData("A/b.md")]
    public void What_is_no_path_of_a_file_is_absent(string path)
    {
        using var repository = DeliveryRepository.Create().Write("a/b.md", "").Commit();
        var revision = repository.Open().Revision("HEAD");

        revision.Read(path).ShouldBeNull();
        revision.ReadBytes(path).ShouldBeNull();
        revision.BlobId(path).ShouldBeNull();
    }

    [Fact]
    public void Bytes_come_back_as_they_are()
    {
        using var repository = DeliveryRepository.Create().Write("a", [0xFF, 0, 10, 13, 10, 0x20, 10]).Write("empty", "").Commit();
        var revision = repository.Open().Revision("HEAD");

        revision.ReadBytes("a").ShouldBe([0xFF, 0, 10, 13, 10, 0x20, 10]);
        revision.ReadBytes("empty").ShouldBe([]);
        revision.Read("a")!.Encode().ShouldBe([0xFF, 0, 10, 13, 10, 0x20, 10]);
    }

    [Fact]
    public void Line_endings_of_a_checkout_play_no_part()
    {
        using var repository = DeliveryRepository.Create().Write(".gitattributes", "* text eol=crlf\n").Write("a.md", "1\n2\n").Commit();

        repository.Open().Revision("HEAD").Read("a.md")!.Text.ShouldBe("1\n2\n");
    }

    [Fact]
    public void Files_are_listed_with_those_below_and_without_links()
    {
        using var repository = DeliveryRepository.Create().Write("a.md", "").Write("a/b.md", "").Write("a/c/d.md", "").Write("ab.md", "");
        File.CreateSymbolicLink(Path.Combine(repository.Path, "a/link.md"), "b.md");
        File.CreateSymbolicLink(Path.Combine(repository.Path, "folder"), "a");
        var revision = repository.Commit().Open().Revision("HEAD");

        revision.ListFiles().ShouldBe(["a.md", "a/b.md", "a/c/d.md", "ab.md"]);
        revision.ListFiles("a").ShouldBe(["a/b.md", "a/c/d.md"]);
        revision.ListFiles("a/").ShouldBe(["a/b.md", "a/c/d.md"]);
        revision.ListFiles("nowhere").ShouldBeEmpty();
    }

    [Fact]
    public void A_link_and_what_lies_behind_one_is_absent()
    {
        using var repository = DeliveryRepository.Create().Write("a/b.md", "");
        File.CreateSymbolicLink(Path.Combine(repository.Path, "link.md"), "a/b.md");
        File.CreateSymbolicLink(Path.Combine(repository.Path, "folder"), "a");
        var revision = repository.Commit().Open().Revision("HEAD");

        revision.Read("link.md").ShouldBeNull();
        revision.Read("folder/b.md").ShouldBeNull();
    }

    [Fact]
    public void A_file_larger_than_a_document_may_be_is_no_document_and_the_next_one_is_read()
    {
        using var repository = DeliveryRepository.Create()
            .Write("large.md", new byte[5 * 1024 * 1024]).Write("huge.md", new byte[20 * 1024 * 1024]).Write("a.md", "text").Commit();
        var revision = repository.Open().Revision("HEAD");

        revision.Read("large.md").ShouldBeNull();
        revision.Read("huge.md").ShouldBeNull();
        revision.Read("a.md")!.Text.ShouldBe("text");
        revision.ReadBytes("huge.md")!.Length.ShouldBe(20 * 1024 * 1024);
    }

    [Fact]
    public void An_object_that_is_missing_is_absent_and_the_next_one_is_read()
    {
        using var repository = DeliveryRepository.Create().Write("a.md", "text").Commit();
        using var objects = new ObjectReader(repository.Open().Git);

        objects.ReadBlob(new string('1', 40)).ShouldBeNull();
        objects.ReadBlob(repository.Git("rev-parse", "HEAD^{tree}")).ShouldBeNull();
        objects.ReadBlob(repository.Git("rev-parse", "HEAD:a.md")).ShouldBe("text"u8.ToArray());
    }

    [Fact]
    public void What_a_caller_does_to_the_bytes_is_not_seen_by_others()
    {
        using var repository = DeliveryRepository.Create().Write("a.md", "text").Commit();
        var revision = repository.Open().Revision("HEAD");

        revision.ReadBytes("a.md")![0] = (byte)'n';

        revision.Read("a.md")!.Text.ShouldBe("text");
    }

    [Fact]
    public void A_commit_that_is_not_there_is_the_repositorys_fault()
    {
        using var repository = DeliveryRepository.Create().Write("a.md", "text").Commit();
        using var objects = new ObjectReader(repository.Open().Git);

        Should.Throw<CommandException>(() => objects.At(new string('1', 40)).Read("a.md")).ExitCode.ShouldBe(ExitCode.World);
    }

    [Fact]
    public void A_git_that_is_killed_ends_the_command_and_is_started_anew_when_it_is_asked_again()
    {
        using var repository = DeliveryRepository.Create().Write("a.md", "text").Write("b.md", "more").Commit();
        using var objects = new ObjectReader(repository.Open().Git);
        var (a, b) = (repository.Git("rev-parse", "HEAD:a.md"), repository.Git("rev-parse", "HEAD:b.md"));
        objects.ReadBlob(a);
        var git = Process.GetProcessById(objects.ProcessId!.Value);
        git.Kill();
        git.WaitForExit();

        Should.Throw<CommandException>(() => objects.ReadBlob(b)).ExitCode.ShouldBe(ExitCode.World);
        objects.ReadBlob(b).ShouldBe("more"u8.ToArray());
    }

    [Fact]
    public void A_thousand_files_are_read_by_one_process()
    {
        using var repository = DeliveryRepository.Create();
        for (var i = 0; i < 1000; i++)
            repository.Write($"deliveries/d{i}/record.md", $"record {i}");
        using var objects = repository.Commit().Open().Objects;
        var revision = objects.At(repository.Git("rev-parse", "HEAD"));
        revision.Read("deliveries/d0/record.md");
        var first = objects.ProcessId;

        revision.ListFiles("deliveries").Select(path => revision.Read(path)!.Text).Order().ShouldBe(Enumerable.Range(0, 1000).Select(i => $"record {i}").Order());
        objects.ProcessId.ShouldBe(first);
    }

    [Fact]
    public void A_commit_made_after_git_was_first_asked_is_found()
    {
        using var repository = DeliveryRepository.Create().Write("a.md", "old").Commit();
        var workspace = repository.Open();
        workspace.Revision("HEAD").Read("a.md");

        repository.Write("a.md", "new").Commit();

        workspace.Revision("HEAD").Read("a.md")!.Text.ShouldBe("new");
    }

    [Fact]
    public void Object_ids_of_either_length_are_understood()
    {
        using var repository = DeliveryRepository.WithoutGit();
        repository.Git("init", "--quiet", "--object-format", "sha256");
        repository.Git("config", "user.name", "dana");
        repository.Git("config", "user.email", "dana@studio.example");
        repository.Write("a/b.md", "text").Commit("One");

        repository.Open().Revision("HEAD").Read("a/b.md")!.Text.ShouldBe("text");
        repository.ChangesOf("a/b.md").ShouldBe(["One"]);
    }
}
