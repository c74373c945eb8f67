using System.Collections.Immutable;
using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Hosts;

/// <summary>The action called as the runner calls it, without a container around it.</summary>
internal sealed record ActionCall(DeliveryRepository Repository, ImmutableDictionary<string, string> Variables)
{
    public const string Token = "ghs_aTokenThatNobodyMaySee";

    /// <summary>Where no GitHub answers, so that no test asks the real one.</summary>
    public const string NoGitHub = "http://127.0.0.1:9";

    private string Files => Path.Combine(Repository.Home, "runner");

    public static ActionCall In(DeliveryRepository repository, string eventName, string command, string payload = "{}")
    {
        var call = new ActionCall(repository, ImmutableDictionary<string, string>.Empty);
        Directory.CreateDirectory(call.Files);
        foreach (var file in new[] { "output", "summary" })
            File.WriteAllText(Path.Combine(call.Files, file), "");
        File.WriteAllText(Path.Combine(call.Files, "event.json"), payload);
        return call.With("GITHUB_ACTIONS", "true").With("GITHUB_EVENT_NAME", eventName).With("GITHUB_EVENT_PATH", Path.Combine(call.Files, "event.json"))
            .With("GITHUB_WORKSPACE", repository.Path).With("GITHUB_OUTPUT", Path.Combine(call.Files, "output")).With("GITHUB_STEP_SUMMARY", Path.Combine(call.Files, "summary"))
            .With("GITHUB_API_URL", NoGitHub).With("GITHUB_REPOSITORY", "acme/shop").With("GITHUB_SHA", "4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e").With("GITHUB_RUN_ID", "12").With("GITHUB_RUN_ATTEMPT", "1")
            .With("GITHUB_ACTOR", "dana").With("GITHUB_ACTOR_ID", "101").With("GITHUB_TRIGGERING_ACTOR", "dana")
            .Input("command", command).Input("token", Token);
    }

    public ActionCall With(string variable, string value) => this with { Variables = Variables.SetItem(variable, value) };

    public ActionCall Input(string name, string value) => With(ActionInputs.VariableOf(name), value);

    /// <summary>GitHub is not asked.</summary>
    public ActionCall WithoutToken() => Input("token", "");

    public ActionAnswer Run()
    {
        // It need not matter where the process starts.
        var outcome = new Delivery(Repository.Home, CleanEnvironment.In(Repository.Home).SetItems(Variables)).Run("action");
        return new ActionAnswer(outcome, RunnerOutputs.Parse(File.ReadAllText(Path.Combine(Files, "output"))), File.ReadAllText(Path.Combine(Files, "summary")));
    }
}

/// <summary>What the runner is left with.</summary>
internal sealed record ActionAnswer(Outcome Outcome, Dictionary<string, string> Outputs, string Summary)
{
    public string[] Log => Outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The exit code and the outputs say the same, and all outputs are there.</summary>
    public ActionAnswer Concludes(string conclusion, int exitCode, int errors)
    {
        Outcome.ExitsWith(exitCode);
        Outputs.Keys.ShouldBe(ActionOutputs.Names, ignoreOrder: true);
        (Outputs["conclusion"], Outputs["exit-code"], Outputs["errors"]).ShouldBe((conclusion, $"{exitCode}", $"{errors}"), Outcome.ToString());
        Summary.ShouldNotBeEmpty();
        return this;
    }
}
