using System.Diagnostics;
using System.Runtime.CompilerServices;
using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.Cli.Tests.Commands;
using DeliveryAsCode.Cli.Tests.Forges.GitHub;
using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Deliveries;
using Xunit.Abstractions;

namespace DeliveryAsCode.Cli.Tests.Hosts;

/// <summary>The image that the Dockerfile gives, under the contract of GitHub's runner, on a repository that is somebody else's.</summary>
public class ContainerActionTests(ITestOutputHelper output)
{
    private const string Dispatched = """{"ref": "refs/heads/main", "inputs": {"delivery": "acme-support-bot"}}""";

    [Fact]
    public void Check_finds_nothing_where_git_alone_would_refuse()
    {
        using var repository = Acme.Repository();
        var call = ContainerCall.In(repository, "workflow_run", "check").WithoutToken();
        call.Call("git", "status").ExitsWith(128).Complains("dubious ownership");

        var watch = Stopwatch.StartNew();
        var answer = call.Run();

        output.WriteLine($"image {ActionImage.Bytes / 1_000_000} MB, check {watch.ElapsedMilliseconds} ms with its container");
        answer.Concludes("succeeded", 0, errors: 0).Summary.ShouldBe("### delivery check: nothing found in 4 files\n");
        OutputSchema.Of("check").Accepts(answer.Outputs["report"]);
        call.Strangers().ShouldBeEmpty();
    }

    [Fact]
    public void Check_says_what_is_wrong()
    {
        using var repository = Acme.Repository();
        repository.Write(Acme.RecordPath, Acme.Record.Replace("**Status:** Deployment", "**Status:** In prodution", StringComparison.Ordinal)).Commit("Break it");

        var head = repository.Git("rev-parse", "HEAD");

        var answer = ContainerCall.In(repository, "merge_group", "check").WithoutToken().Run().Concludes("failed", 1, errors: 1);

        answer.Log.ShouldContain(line => line.StartsWith($"::error file={Acme.RecordPath},line=8,", StringComparison.Ordinal));
        answer.Summary.ShouldContain($"/blob/{head}/{Acme.RecordPath}#L8");
    }

    /// <summary>Nothing is checked out for it.</summary>
    [Fact]
    public async Task A_gate_is_judged_at_github_and_opens_with_the_review_that_it_waits_for()
    {
        using var delivery = ShopDelivery.Begin();
        await delivery.ReconcileAsync();
        var pull = (await delivery.Api.PullsAsync("open", null, null, default)).ShouldHaveSingleItem();
        var signalled = $$"""
            {"action": "completed", "workflow_run": {"id": 30433642, "event": "pull_request", "head_sha": "{{pull.Head.Sha}}", "head_branch": "{{pull.Head.Ref}}",
             "head_repository": {"full_name": "acme/shop"}, "conclusion": "success", "pull_requests": [{"number": {{pull.Number}}}] } }
            """;

        var waiting = At("workflow_run", "check", signalled).Concludes("waiting", 0, errors: 1);

        waiting.Summary.ShouldContain($"### #{pull.Number}: ");
        (await delivery.Api.CheckRunsAsync(pull.Head.Sha, CheckPublisher.Name, default))[^1].Conclusion.ShouldBe("action_required");

        delivery.Shop.Review(pull.Number, "iris", "APPROVED");
        At("schedule", "reconcile", "{}").Concludes("succeeded", 0, errors: 0).Summary.ShouldContain($"merged #<!-- -->{pull.Number}");

        delivery.ReadRecord().Gates.Rows.ShouldHaveSingleItem().Decision.ShouldBe(Decision.Passed);

        ActionAnswer At(string eventName, string command, string payload)
        {
            using var workspace = DeliveryRepository.Create($"{command}-at-github").Write("README.md", "Nothing of it.\n").Commit();
            return ContainerCall.In(workspace, eventName, command, payload).Input("token", delivery.GitHub.BotToken).With("GITHUB_API_URL", delivery.GitHub.Url.AbsoluteUri).Run();
        }
    }

    [Fact]
    public void A_gate_that_is_not_passed_lets_nothing_run()
    {
        using var repository = Gated(Acme.Record, "true");
        var call = ContainerCall.In(repository, "workflow_dispatch", "run", Dispatched).WithoutToken();

        call.Run().Concludes("refused", 1, errors: 1).Summary.ShouldContain("Deployment plan");

        repository.Done().ShouldBeEmpty();
        call.Strangers().ShouldBeEmpty();
    }

    /// <summary>Nobody reaps what a step leaves behind: it takes a number and nothing else, and goes with the container.</summary>
    [Fact]
    public void A_run_writes_what_belongs_to_the_owner_of_the_workspace()
    {
        using var repository = Gated(Acme.Cleared, "for i in $(seq 50); do setsid sh -c 'sleep 0.2' >/dev/null 2>&1 </dev/null & done; env | cut -d= -f1 | sort > seen");
        var call = ContainerCall.In(repository, "workflow_dispatch", "run", Dispatched).WithoutToken().Input("environment", "acme-production").With("DATABASE_URL", "postgres://secret-of-acme");

        var answer = call.Run().Concludes("waiting", 0, errors: 0);

        answer.Summary.ShouldContain("delivery decide");
        repository.Read(repository.Journal()).ShouldContain("\"paused\"");
        call.Strangers().ShouldBeEmpty();
        // Nothing of the runner, and none of its tokens.
        repository.Read("seen").Split('\n').ShouldAllBe(name => !name.StartsWith("GITHUB_", StringComparison.Ordinal) && !name.StartsWith("INPUT_", StringComparison.Ordinal) && !name.StartsWith("ACTIONS_", StringComparison.Ordinal) && !name.StartsWith("GIT_", StringComparison.Ordinal));
        call.TakeBack();
        Delivery.In(repository).Run("log", "verify", repository.Journal()).ExitsWith(0);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task As_the_first_process_it_ends_on_a_signal_and_leaves_a_journal_that_says_so(string signal, int exitCode)
    {
        using var repository = Gated(Acme.Cleared, "echo started > started; sleep 120");
        var call = ContainerCall.In(repository, "workflow_dispatch", "run", Dispatched).WithoutToken();

        var running = call.StartAsync();
        while (!repository.Has("started"))
        {
            running.IsCompleted.ShouldBeFalse("it ended before it was told to");
            await Task.Delay(50);
        }

        call.Signal(signal);
        var answer = await running;

        answer.Outcome.ExitsWith(exitCode);
        answer.Outputs["conclusion"].ShouldBe("interrupted");
        repository.Read(repository.Journal()).ShouldContain("\"interrupted\"");
        call.Strangers().ShouldBeEmpty();
        call.TakeBack();
        Delivery.In(repository).Run("log", "verify", repository.Journal()).ExitsWith(0);
    }

    private static DeliveryRepository Gated(string record, string healthCheck, [CallerMemberName] string test = "")
    {
        var first = Acme.GatedRunbook.IndexOf("true\n", StringComparison.Ordinal);
        return Acme.Begun(record, test).Write(".gitignore", "done\nseen\nstarted\n")
            .Write(Acme.RunbookPath, Acme.GatedRunbook.Remove(first, "true".Length).Insert(first, healthCheck)).Commit("Plan");
    }
}
