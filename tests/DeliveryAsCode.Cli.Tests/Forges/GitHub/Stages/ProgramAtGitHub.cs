using System.Text.Json;
using DeliveryAsCode.Cli.Tests.Commands;
using DeliveryAsCode.Cli.Tests.Hosts;
using DeliveryAsCode.Cli.Tests.Infra;
using Xunit.Abstractions;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Stages;

/// <summary>The built program as GitHub's runner starts it, speaking for the App, in the checkouts that the workflows make.</summary>
internal sealed class ProgramAtGitHub(EmulatedRepository repository, ITestOutputHelper output) : IDisposable
{
    public const string Environment = "acme-production";

    private readonly DeliveryRepository _checkout = DeliveryRepository.Create("checkout");
    private readonly DeliveryRepository _nothing = DeliveryRepository.WithoutGit("nothing");

    public DeliveryRepository Checkout => _checkout;

    /// <summary>The check follows what somebody did to a pull request. Its workflow checks nothing out.</summary>
    public Turn Check(EmulatedPull pull) => Run($"check #{pull.Number} {pull.Title}", "check", "workflow_run", _nothing, new
    {
        action = "completed",
        workflow_run = new { id = 12, @event = "pull_request_review", head_sha = pull.Head, head_branch = pull.Branch, conclusion = "success", pull_requests = new[] { new { number = pull.Number } } },
    });

    /// <summary>Something came to <c>main</c>.</summary>
    public Turn Reconcile(string why) => Settle($"reconcile: {why}", "push", new { @ref = "refs/heads/main", before = new string('0', 40), after = repository.Tip() });

    public Turn ReconcileIssue(int issue) => Settle($"reconcile: issue #{issue}", "issues", new { action = "opened", issue = new { number = issue } });

    public Turn ReconcileComment(int issue, long comment) =>
        Settle($"reconcile: comment in #{issue}", "issue_comment", new { action = "created", issue = new { number = issue }, comment = new { id = comment } });

    /// <summary>Somebody starts the deploy workflow.</summary>
    public Turn Deploy(string login, string command) => Run(
        $"{command} by {login}", command, "workflow_dispatch", _checkout,
        new { @ref = "refs/heads/main", inputs = new { command, delivery = Walk.Id, environment = Environment } },
        login, ("environment", Environment));

    private Turn Run(string what, string command, string eventName, DeliveryRepository workspace, object payload, string actor = "dana", params (string Input, string Value)[] inputs)
    {
        if (workspace == _checkout)
            new EmulatedClone(repository, _checkout).Fetch();
        var before = repository.GitHub.Exchanges.Count;
        var call = ActionCall.In(workspace, eventName, command, JsonSerializer.Serialize(payload))
            .With("GITHUB_API_URL", repository.GitHub.Url.AbsoluteUri).With("GITHUB_REPOSITORY", repository.Name).With("GITHUB_REF", "refs/heads/main").With("DELIVERY_WRITE_PAUSE", "0")
            .With("GITHUB_ACTOR", actor).With("GITHUB_ACTOR_ID", $"{repository.GitHub.Ids[actor]}").With("GITHUB_TRIGGERING_ACTOR", actor)
            .Input("app-id", $"{repository.GitHub.App.Id}").Input("app-key", repository.GitHub.App.Key);
        var answer = inputs.Aggregate(call, (so, input) => so.Input(input.Input, input.Value)).Run();
        var turn = new Turn(what, answer, [.. repository.GitHub.Exchanges.Skip(before).Where(e => !repository.GitHub.Tokens.ContainsValue(e.Token ?? ""))]);
        output.WriteLine(turn.ToString());
        return turn;
    }

    public void Dispose()
    {
        _nothing.Dispose();
        _checkout.Dispose();
    }

    /// <summary>Once does it all: when the same event comes again, there is nothing left to write.</summary>
    private Turn Settle(string what, string eventName, object payload)
    {
        var turn = Run(what, "reconcile", eventName, _checkout, payload).Ends(0);
        output.WriteLine(string.Join('\n', turn.Answer.Log.Where(line => line.StartsWith("did:", StringComparison.Ordinal) || line.StartsWith("waits:", StringComparison.Ordinal)).Select(line => $"    {line}")));
        Run("  again", "reconcile", eventName, _checkout, payload).Ends(0).WritesNothing();
        return turn;
    }
}
