using System.Globalization;
using System.Text.Json;
using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Runs;

/// <summary>A deployment that waits is answered in its thread.</summary>
public sealed class CommentWordTests : IDisposable
{
    private Workflow _workflow = new(test: nameof(CommentWordTests));
    private readonly DirectoryInfo _place = Directory.CreateTempSubdirectory("comment-words-");

    public void Dispose()
    {
        _workflow.Dispose();
        _place.Delete(recursive: true);
    }

    [Fact]
    public async Task A_go_of_the_role_is_recorded_and_the_deployment_is_started_again()
    {
        await WaitAsync();

        var reply = await SayAsync("dana", $"/delivery go {_workflow.Execution} all is quiet");

        reply.ShouldContain("✅");
        reply.ShouldContain("it is recorded, and the deployment goes on");
        var dispatch = _workflow.GitHub.Shop.Dispatches.ShouldHaveSingleItem();
        (dispatch.Workflow, dispatch.Inputs.GetProperty("command").GetString(), dispatch.Inputs.GetProperty("environment").GetString()).ShouldBe(("delivery-deploy.yml", "resume", "acme-production"));
        _workflow.Done.ShouldBeEmpty("a comment runs nothing");

        (await _workflow.DispatchAsync("diego", "resume", Workflow.Delivery)).ExitCode.ShouldBe(0);
        _workflow.Done.ShouldBe(["deployed"]);
    }

    [Theory]
    [InlineData("diego", "go {0} all is quiet", "only a delivery-manager can answer this")]
    [InlineData("dana", "go 2026-01-01T00-00Z-1 all is quiet", "is open, and not 2026-01-01T00-00Z-1")]
    [InlineData("dana", "confirm deploy", "no confirmation of")]
    [InlineData("dana", "rollback it is slow", "Delivery deploy")]
    [InlineData("diego", "hold it is slow", "no execution of this delivery waits for a decision after a point of no return")]
    public async Task Whatever_does_not_fit_is_answered_and_changes_nothing(string who, string command, string answer)
    {
        await WaitAsync();

        var reply = await SayAsync(who, $"/delivery {string.Format(CultureInfo.InvariantCulture, command, _workflow.Execution)}");

        reply.ShouldContain(answer);
        _workflow.GitHub.Shop.Dispatches.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_no_go_ends_it()
    {
        await WaitAsync();

        var reply = await SayAsync("dana", $"/delivery no-go {_workflow.Execution} the client is away");

        reply.ShouldContain("it is recorded, and with that the execution is over: failed");
        _workflow.GitHub.Shop.Dispatches.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("hold the rows are looked at", "on hold")]
    [InlineData("rollback the rows are dumped", "rolled back")]
    public async Task After_a_point_of_no_return_the_log_asks_for_a_word_that_is_then_taken(string command, string conclusion)
    {
        _workflow.Dispose();
        _workflow = new Workflow("exit 1", options: "point-of-no-return=\"rows are gone\"", test: nameof(CommentWordTests));
        await WaitAsync();
        await SayAsync("dana", $"/delivery go {_workflow.Execution} all is quiet");
        (await _workflow.DispatchAsync("diego", "resume", Workflow.Delivery)).Output.ShouldContain("point of no return");
        var log = (await _workflow.Api.PullsAsync("open", _workflow.LogBranch, null, CancellationToken.None)).ShouldHaveSingleItem();
        _workflow.GitHub.Shop.Comments(log.Number)[^1].ShouldContain($"`/delivery {command.Split(' ')[0]} <reason>`");

        var reply = await SayAsync("diego", $"/delivery {command}");

        reply.ShouldContain($"✅ `/delivery {command}`: it is recorded, and with that the execution is over: {conclusion}");
        _workflow.GitHub.Shop.Dispatches.Length.ShouldBe(1, "of the go");
    }

    private async Task WaitAsync()
    {
        _workflow.GitHub.Shop.Push("main", new Dictionary<string, string?> { [".github/workflows/delivery-deploy.yml"] = "on: workflow_dispatch\njobs: {}\n" }, author: "clara");
        (await _workflow.DispatchAsync("diego", "run", Workflow.Delivery, "--yes")).Output.ShouldContain("Waiting");
        await DeliveryThread.BindAsync(_workflow.Api, _workflow.Issue, Workflow.Delivery, CancellationToken.None);
    }

    /// <summary>The reconcile workflow hears the comment, in a checkout of its own.</summary>
    /// <returns>The last comment of the thread.</returns>
    private async Task<string> SayAsync(string login, string body)
    {
        var gitHub = _workflow.GitHub;
        var comment = gitHub.Shop.Comment(_workflow.Issue, login, body);
        var payload = Path.Combine(_place.FullName, "event.json");
        await File.WriteAllTextAsync(payload, JsonSerializer.Serialize(new { action = "created", issue = new { number = _workflow.Issue }, comment = new { id = comment }, sender = new { id = gitHub.Person(login).Id, login, type = "User" } }));
        var name = string.Create(CultureInfo.InvariantCulture, $"checkout-{comment}");
        Finished.Of("git", ["clone", "--quiet", gitHub.Shop.GitFolder, name], _place.FullName, CleanEnvironment.In(_place.FullName)).ExitCode.ShouldBe(0);
        var folder = Path.Combine(_place.FullName, name);
        await using StringWriter output = new(), error = new();
        var run = gitHub.Shop.AddRun(".github/workflows/delivery-reconcile.yml", login);
        var environment = CleanEnvironment.In(folder).AddRange(new Dictionary<string, string>
        {
            ["GITHUB_ACTIONS"] = "true", ["GITHUB_API_URL"] = gitHub.Url.AbsoluteUri, ["GITHUB_REPOSITORY"] = "acme/shop", ["GITHUB_REF"] = "refs/heads/main", ["GITHUB_EVENT_NAME"] = "issue_comment", ["GITHUB_EVENT_PATH"] = payload,
            ["GITHUB_WORKSPACE"] = folder, ["GITHUB_ACTOR"] = login, ["GITHUB_TRIGGERING_ACTOR"] = login, ["GITHUB_RUN_ID"] = string.Create(CultureInfo.InvariantCulture, $"{run.Id}"), ["GITHUB_RUN_ATTEMPT"] = "1",
            ["INPUT_COMMAND"] = "reconcile", ["INPUT_TOKEN"] = gitHub.ActionsToken, ["DELIVERY_WRITE_PAUSE"] = "0",
        });
        var code = await Program.RunAsync(["action"], new Shell(output, error, TextReader.Null, environment, TimeProvider.System, folder, Terminal.None, CanAsk: false), CancellationToken.None);
        code.ShouldBe(0, $"{output}\n{error}");
        return gitHub.Shop.Comments(_workflow.Issue)[^1];
    }
}
