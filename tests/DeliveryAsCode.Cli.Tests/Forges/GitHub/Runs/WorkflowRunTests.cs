using System.Diagnostics;
using System.Globalization;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Tests.Commands;
using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Cli.Tests.Running;
using DeliveryAsCode.Execution;
using DeliveryAsCode.StandIns.GitHub;
using Xunit.Abstractions;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Runs;

/// <summary>A deployment by workflow, from the first dispatch to the last, as everybody sees it.</summary>
public class WorkflowRunTests(ITestOutputHelper output)
{
    private static readonly string[] _run = ["run", Workflow.Delivery, "--yes"];

    [Fact]
    public async Task A_plan_is_run_waits_is_decided_goes_on_and_is_never_run_twice()
    {
        using var workflow = new Workflow();

        var first = await workflow.DispatchAsync("diego", _run);
        first.ExitCode.ShouldBe(0, first.Error);
        first.Error.ShouldBeEmpty();
        first.Output.ShouldContain("Waiting");
        workflow.Done.ShouldBeEmpty();
        var log = (await workflow.Api.PullsAsync("open", workflow.LogBranch, null, CancellationToken.None)).ShouldHaveSingleItem();
        log.Title.ShouldBe($"Log: Deployment plan: Support Bot 1.4.0 — acme-support-bot — {workflow.Execution}");
        log.Body.ShouldContain("**Waiting** · acme-production");
        (await Comments(log.Number)).ShouldHaveSingleItem().ShouldContain($"@dana can answer (delivery-manager): `/delivery go {workflow.Execution} <reason>`");
        // How often it is told depends on what happens while it is told.
        var states = await States(workflow);
        (states[0], states.Skip(1).Distinct().ShouldHaveSingleItem()).ShouldBe(("queued", "in_progress"), "what waits is no success");
        (await Check(workflow)).ShouldBe("action_required");
        var phasesThen = workflow.GitHub.Shop.Subjects(workflow.LogBranch).Count;

        (await workflow.DispatchAsync("diego", "decide", Workflow.Delivery, "--go", "--reason", "the window is open")).Error.ShouldContain("only a delivery-manager can answer this, and delivery.yml does not name the account diego");
        (await workflow.DispatchAsync("dana", "decide", Workflow.Delivery, "--go", "--reason", "the window is open")).ExitCode.ShouldBe(0);
        workflow.Done.ShouldBeEmpty("a decision runs nothing");

        var second = await workflow.DispatchAsync("diego", _run);
        second.ExitCode.ShouldBe(0, second.Error);
        second.Error.ShouldBeEmpty();
        second.Output.ShouldContain($"Succeeded: execution {workflow.Execution}");
        Print("second dispatch", workflow);
        IsWithinBudget(workflow);
        workflow.Done.ShouldBe(["deployed"]);
        (await States(workflow))[^1].ShouldBe("success");
        (await Check(workflow)).ShouldBe("success");
        workflow.GitHub.Shop.Subjects(workflow.LogBranch).Count.ShouldBeGreaterThan(phasesThen + 1, "the log fills while it runs");
        (await workflow.Api.PullAsync(log.Number, CancellationToken.None)).Body.ShouldContain("**Succeeded** · acme-production");
        await IsAsTheJournalSays(workflow);

        var third = await workflow.DispatchAsync("diego", _run);
        third.ExitCode.ShouldBe(0, third.Error);
        third.Output.ShouldContain("Nothing to do");
        workflow.Done.ShouldBe(["deployed"]);
        (await workflow.Api.PullsAsync("all", workflow.LogBranch, null, CancellationToken.None)).Length.ShouldBe(1);
        (await States(workflow)).Count(s => s == "success").ShouldBe(1, "nothing is told twice");
        var tip = workflow.GitHub.Shop.Tip(workflow.LogBranch);

        workflow.GitHub.Shop.Merge(log.Number, "dana");
        var fourth = await workflow.DispatchAsync("diego", _run);
        fourth.Output.ShouldContain("Nothing to do");
        workflow.GitHub.Shop.Tip(workflow.LogBranch).ShouldBe(tip);
        Print("nothing to do", workflow);
        (await Comments(workflow.Issue)).Select(c => c.Split('\n')[1].Split(" (")[0]).ShouldBe(
        [
            "Deployment plan: Support Bot 1.4.0 has started in acme-production", "Deployment plan: Support Bot 1.4.0 waits for a decision", "Deployment plan: Support Bot 1.4.0 waits to be continued", "Deployment plan: Support Bot 1.4.0 has succeeded",
        ]);

        async Task<IEnumerable<string>> Comments(int number) => (await workflow.Api.CommentsAsync(number, CancellationToken.None)).Select(c => c.Body);
    }

    [Fact]
    public async Task After_kill_9_in_the_middle_a_second_dispatch_brings_it_to_its_end()
    {
        using var workflow = new Workflow("echo begun >> $WORLD; while [ ! -e $PLACE/go ]; do sleep 0.05; done; echo deployed >> $WORLD");
        await workflow.DispatchAsync("diego", _run);
        await workflow.DispatchAsync("dana", "decide", Workflow.Delivery, "--go", "--reason", "the window is open");
        using var runner = Process.Start("dotnet", ["exec", typeof(KillTests).Assembly.Location, .. workflow.ArgumentsOf("diego", _run)]);
        await Waiting.Eventually(() => workflow.Done.Length == 1, seconds: 120);
        runner.Kill();
        await runner.WaitForExitAsync();
        (await States(workflow))[^1].ShouldBe("in_progress");
        await File.WriteAllTextAsync(workflow.PathOf("go"), "");

        var resumed = await workflow.DispatchAsync("diego", _run);

        resumed.ExitCode.ShouldBe(0, resumed.Error);
        resumed.Output.ShouldContain("Succeeded");
        workflow.Done.ShouldBe(["begun", "deployed", "begun", "deployed"], "what was left running is waited for, and nobody saw its end; the step says that it may be repeated");
        (await States(workflow))[^1].ShouldBe("success");
        await IsAsTheJournalSays(workflow);
    }

    [Fact]
    public async Task A_question_that_could_not_be_asked_is_asked_by_the_next_run_and_once()
    {
        using var workflow = new Workflow();
        workflow.GitHub.Faults.Add(FaultMatch.Of("issues/create-comment", 1, 1000), new Fault.Status(500));
        (await workflow.DispatchAsync("diego", _run)).Error.ShouldContain("the question could not be published");
        workflow.GitHub.Faults.Clear();
        var log = (await workflow.Api.PullsAsync("open", workflow.LogBranch, null, CancellationToken.None)).ShouldHaveSingleItem();
        workflow.GitHub.Shop.Comments(log.Number).ShouldBeEmpty();

        await workflow.DispatchAsync("diego", _run);
        await workflow.DispatchAsync("diego", _run);

        workflow.GitHub.Shop.Comments(log.Number).ShouldHaveSingleItem().ShouldContain("can answer");
    }

    /// <summary>A person sees a mistake in the record while the log fills, and corrects it where they see it.</summary>
    [Fact]
    public async Task What_somebody_writes_into_the_documents_on_the_logs_branch_while_it_fills_stays_there()
    {
        using var workflow = new Workflow();
        await workflow.DispatchAsync("diego", _run);
        await workflow.DispatchAsync("dana", "decide", Workflow.Delivery, "--go", "--reason", "the window is open");
        var written = false;
        // Between two commits of the job.
        workflow.GitHub.Faults.Add(new FaultMatch("PATCH", $"**/git/refs/heads/{workflow.LogBranch}", First: 2), new Fault.PageChangesWhileRead(() =>
        {
            written = true;
            var record = workflow.GitHub.Shop.Read(workflow.LogBranch, Acme.RecordPath)!;
            workflow.GitHub.Shop.Push(workflow.LogBranch, new Dictionary<string, string?> { [Acme.RecordPath] = record + "\n## Notes\n\nThe window was short.\n" }, "dana");
        }));

        var run = await workflow.DispatchAsync("diego", _run);

        run.ExitCode.ShouldBe(0, run.Error);
        written.ShouldBeTrue();
        workflow.GitHub.Shop.Read(workflow.LogBranch, Acme.RecordPath)!.ShouldContain("The window was short.");
        await IsAsTheJournalSays(workflow);
    }

    [Fact]
    public async Task A_commit_that_the_default_branch_does_not_have_runs_nothing()
    {
        using var workflow = new Workflow();
        var tip = workflow.GitHub.Shop.Tip("main")!;
        workflow.AfterCheckout = () => workflow.GitHub.Shop.SetBranch("main", Parent(workflow, tip));

        var result = await workflow.DispatchAsync("diego", _run);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain($"commit {tip[..7]} is not in the history of the default branch main");
        workflow.GitHub.Shop.Refs().ShouldNotContain(r => r.StartsWith("refs/heads/delivery/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_GitHub_is_gone_no_step_starts_and_the_next_dispatch_goes_on()
    {
        using var workflow = new Workflow();
        await workflow.DispatchAsync("diego", _run);
        await workflow.DispatchAsync("dana", "decide", Workflow.Delivery, "--go", "--reason", "the window is open");
        // The claim gets through, and no intent does.
        workflow.GitHub.Faults.Add(new FaultMatch("PATCH", "**/git/refs/heads/delivery/env/**", First: 2, Times: int.MaxValue), new Fault.Status(503));
        var cut = Finished.Of("dotnet", ["exec", typeof(KillTests).Assembly.Location, .. workflow.ArgumentsOf("diego", _run)], workflow.PathOf("."), CleanEnvironment.In(workflow.PathOf(".")));

        cut.ExitCode.ShouldBe(3, cut.Error);
        cut.Error.ShouldContain("GitHub (acme/shop) does not answer for acme-production");
        cut.Error.ShouldContain("no other step was started");
        workflow.Done.ShouldBeEmpty();

        workflow.GitHub.Faults.Clear();
        var resumed = await workflow.DispatchAsync("diego", _run);
        resumed.ExitCode.ShouldBe(0, resumed.Error);
        workflow.Done.ShouldBe(["deployed"]);
        await IsAsTheJournalSays(workflow);
    }

    [Fact]
    public async Task The_channel_hears_everything_and_its_address_nobody()
    {
        var (heard, isDown) = (new List<string>(), false);
        using var slack = WebServer.Start(request =>
        {
            using var reader = new StreamReader(request.InputStream);
            lock (heard)
                heard.Add(reader.ReadToEnd());
            return isDown ? (500, "no") : (200, "ok");
        });
        var address = slack.Url("/services/T0/B0/secret-of-the-channel");
        using var workflow = new Workflow(slack: address);

        var first = await workflow.DispatchAsync("diego", _run);
        isDown = true;
        await workflow.DispatchAsync("dana", "decide", Workflow.Delivery, "--go", "--reason", "the window is open");
        var second = await workflow.DispatchAsync("diego", _run);

        first.Error.ShouldBeEmpty();
        heard[0].ShouldContain("Deployment plan: Support Bot 1.4.0 has started in acme-production");
        heard.ShouldContain(h => h.Contains("Final checks: started", StringComparison.Ordinal));
        second.ExitCode.ShouldBe(0, second.Error);
        second.Error.ShouldContain("in the Slack channel could not be published: Slack answered 500");
        (first.Output + first.Error + second.Output + second.Error).ShouldNotContain("secret-of-the-channel");
    }

    /// <summary>What this job appended to the ref. What it publishes besides depends on how late it is.</summary>
    private static void IsWithinBudget(Workflow workflow)
    {
        var entries = Journal.Read(System.Text.Encoding.UTF8.GetBytes(workflow.GitHub.Shop.Read(workflow.LogBranch, workflow.JournalPath)!)).Entries;
        var own = entries.SkipWhile(e => e.Number <= entries.Last(r => r.Event is Resumed).Number - 1).ToList();
        var appends = own.Count(e => e.Event is ActionStarted);
        workflow.Requests.Lock.Exchanges.Count.ShouldBeLessThanOrEqualTo(10 + (3 * appends), "lock and journal");
        // A tree, a commit, the branch, the text of the pull request and a status.
        var published = workflow.Requests.Published;
        published.Exchanges.Count.ShouldBeLessThanOrEqualTo(18 + (5 * published.Count(GitHubOperations.CreateCommit)), "what everybody sees");
    }

    private static string Parent(Workflow workflow, string commit) =>
        Finished.Of("git", ["rev-parse", $"{commit}^"], workflow.GitHub.Shop.GitFolder, CleanEnvironment.In("/")).Output.Trim();

    /// <summary>The branch says what the ref says, and the documents what the journal says.</summary>
    private static Task IsAsTheJournalSays(Workflow workflow)
    {
        var shop = workflow.GitHub.Shop;
        var journal = shop.Read(workflow.LogBranch, workflow.JournalPath).ShouldNotBeNull();
        journal.ShouldBe(shop.Read("delivery/env/acme-production", $"executions/{workflow.Execution}.jsonl"));
        var bytes = System.Text.Encoding.UTF8.GetBytes(journal);
        Journal.Verify(bytes).ShouldBeNull();
        var head = Journal.Read(bytes).Head;
        ExecutionLog.FindHead(shop.Read(workflow.LogBranch, Path.ChangeExtension(workflow.JournalPath, ".md")).ShouldNotBeNull()).ShouldBe(head);
        shop.Read(workflow.LogBranch, Acme.RecordPath).ShouldNotBeNull().ShouldContain("| Deployment complete | 2026-05-12 | 20");
        shop.Read(workflow.LogBranch, Acme.RunbookPath).ShouldNotBeNull().ShouldContain($"Last execution: [{workflow.Execution}](executions/{workflow.Execution}.md), succeeded");
        shop.Read("delivery/env/acme-production", "lock.json").ShouldNotBeNull().ShouldNotContain("holder");
        return Task.CompletedTask;
    }

    private static async Task<string[]> States(Workflow workflow)
    {
        var deployment = (await workflow.Api.DeploymentsAsync("acme-production", CancellationToken.None)).ShouldHaveSingleItem();
        return [.. (await workflow.Api.StatusesAsync(deployment.Id, CancellationToken.None)).OrderBy(s => s.Id).Select(s => s.State)];
    }

    private static async Task<string?> Check(Workflow workflow) =>
        (await workflow.Api.CheckRunsAsync(workflow.GitHub.Shop.Tip(workflow.LogBranch)!, "delivery/log", CancellationToken.None)).MaxBy(c => c.Id)?.Conclusion;

    private void Print(string what, Workflow workflow)
    {
        foreach (var (name, log) in new[] { ("lock and journal", workflow.Requests.Lock), ("published", workflow.Requests.Published) })
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}, {name}: {log.Exchanges.Count} requests: {string.Join(", ", log.Counts.Select(c => $"{c.Key} {c.Value}"))}"));
    }
}
