using Xunit.Sdk;

namespace DeliveryAsCode.Cli.Tests.Infra;

public class InfraTests
{
    [Fact]
    public void A_repository_is_a_real_one_with_a_fixed_identity()
    {
        using var repository = DeliveryRepository.Create().Write("notes/a.md", "one\n").Commit("Begin");

        repository.Git("log", "--format=%an <%ae> %as %s").ShouldBe("dana <dana@studio.example> 2026-03-02 Begin");
        repository.Git("status", "--porcelain").ShouldBeEmpty();
        repository.Path.ShouldContain(nameof(A_repository_is_a_real_one_with_a_fixed_identity));
    }

    [Fact]
    public void A_folder_goes_when_the_test_passes_and_stays_when_it_fails()
    {
        string passed, failed;
        using (var repository = DeliveryRepository.WithoutGit())
            passed = repository.Path;
        using (var repository = DeliveryRepository.WithoutGit())
        {
            failed = repository.Path;
            Should.Throw<ShouldAssertException>(() => repository.Has("a.md").ShouldBeTrue());
        }

        Directory.Exists(passed).ShouldBeFalse();
        Directory.Exists(failed).ShouldBeTrue();
        Directory.Delete(Path.GetDirectoryName(failed)!, recursive: true);
    }

    [Fact]
    public void A_process_sees_nothing_of_the_host_around_the_tests()
    {
        using var repository = DeliveryRepository.WithoutGit();

        var seen = Finished.Of("env", [], repository.Path, CleanEnvironment.In(repository.Home)).Output;

        seen.ShouldContain($"HOME={repository.Home}");
        seen.ShouldNotContain("\nCI=");
        seen.ShouldNotContain("\nGITHUB_");
    }

    [Fact]
    public void A_golden_file_that_differs_is_shown_as_a_difference_until_it_is_accepted()
    {
        using var folder = DeliveryRepository.WithoutGit().Write("list.txt", "one\ntwo\nthree\n");
        var golden = new FileInfo(Path.Combine(folder.Path, "list.txt"));

        Golden.Match("one\ntwo\nthree\n", golden, accept: false);
        var failure = Should.Throw<XunitException>(() => Golden.Match("one\n2\nthree\n", golden, accept: false));
        failure.Message.ShouldContain("@@ line 2 @@\n- two\n+ 2");
        folder.Read("list.received.txt").ShouldBe("one\n2\nthree\n");

        Golden.Match("one\n2\nthree\n", golden, accept: true);
        folder.Read("list.txt").ShouldBe("one\n2\nthree\n");
        folder.Has("list.received.txt").ShouldBeFalse();
        folder.Forgive();
    }

    [Fact]
    public void A_process_that_leaves_another_one_behind_is_found_out()
    {
        using var folder = DeliveryRepository.WithoutGit();

        Should.Throw<TimeoutException>(() => Finished.Of("sh", ["-c", "sleep 30 & echo $! > left"], folder.Path, CleanEnvironment.In(folder.Home), TimeSpan.FromSeconds(1)))
            .Message.ShouldContain("left a process behind");

        System.Diagnostics.Process.GetProcessById(int.Parse(folder.Read("left"), System.Globalization.CultureInfo.InvariantCulture)).Kill();
    }
}
