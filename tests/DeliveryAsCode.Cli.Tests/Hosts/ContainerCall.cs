using System.Collections.Immutable;
using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Cli.Workspaces;

namespace DeliveryAsCode.Cli.Tests.Hosts;

/// <summary>
/// The action called in its container, as the runner does: every declared input as a variable, the runner's folders mounted,
/// the workspace not ours, no token beside the input.
/// </summary>
internal sealed record ContainerCall(DeliveryRepository Repository, string Name, ImmutableDictionary<string, string> Variables)
{
    /// <summary>Whose the workspace is where the tests are root. Elsewhere it belongs to whoever tests, who is not root either.</summary>
    private const uint Runner = 1001;

    private string Temp => Path.Combine(Repository.Home, "temp");

    public static ContainerCall In(DeliveryRepository repository, string eventName, string command, string payload = "{}")
    {
        var call = new ContainerCall(repository, $"delivery-test-{Guid.NewGuid():N}", ImmutableDictionary<string, string>.Empty);
        foreach (var folder in new[] { "_github_home", "_github_workflow", "_runner_file_commands" })
            Directory.CreateDirectory(Path.Combine(call.Temp, folder));
        foreach (var file in new[] { "output", "summary" })
            File.WriteAllText(Path.Combine(call.Temp, "_runner_file_commands", file), "");
        File.WriteAllText(Path.Combine(call.Temp, "_github_workflow", "event.json"), payload);
        foreach (var input in ActionInputs.Names)
            call = call.Input(input, "");
        return call.Input("command", command).Input("token", ActionCall.Token)
            .With("CI", "true").With("GITHUB_ACTIONS", "true").With("HOME", "/github/home").With("RUNNER_TEMP", "/github/runner_temp").With("RUNNER_OS", "Linux")
            .With("GITHUB_EVENT_NAME", eventName).With("GITHUB_EVENT_PATH", "/github/workflow/event.json").With("GITHUB_WORKSPACE", "/github/workspace")
            .With("GITHUB_OUTPUT", "/github/file_commands/output").With("GITHUB_STEP_SUMMARY", "/github/file_commands/summary")
            .With("GITHUB_REPOSITORY", "acme/shop").With("GITHUB_SHA", repository.Git("rev-parse", "HEAD")).With("GITHUB_REF", "refs/heads/main")
            .With("GITHUB_RUN_ID", "12").With("GITHUB_RUN_ATTEMPT", "1").With("GITHUB_ACTOR", "dana").With("GITHUB_ACTOR_ID", "101").With("GITHUB_TRIGGERING_ACTOR", "dana")
            .With("GITHUB_API_URL", ActionCall.NoGitHub).With("GITHUB_SERVER_URL", "https://github.com")
            .With("ACTIONS_RUNTIME_TOKEN", "the-token-of-the-runtime").With("ACTIONS_RUNTIME_URL", "https://runtime.invalid/");
    }

    public ContainerCall With(string variable, string value) => this with { Variables = Variables.SetItem(variable, value) };

    public ContainerCall Input(string name, string value) => With(ActionInputs.VariableOf(name), value);

    /// <summary>GitHub is not asked.</summary>
    public ContainerCall WithoutToken() => Input("token", "");

    /// <summary>Runs it to its end.</summary>
    public ActionAnswer Run() => Answer(Engine());

    /// <summary>Starts it; the container is there as soon as something in it can be seen from outside.</summary>
    public Task<ActionAnswer> StartAsync()
    {
        _ = ActionImage.Bytes;
        return Task.Run(Run);
    }

    public void Signal(string signal) => ActionImage.Engine("kill", "--signal", signal, Name).ExitsWith(0);

    /// <summary>Another program in the place of ours.</summary>
    public Outcome Call(string program, params string[] arguments) => Engine(["--entrypoint", program], arguments);

    /// <summary>Files of the workspace that belong to somebody else than it does.</summary>
    public string[] Strangers()
    {
        var owner = Posix.FindOwnership(Repository.Path)!.Value.User;
        return [.. Directory.EnumerateFileSystemEntries(Repository.Path, "*", SearchOption.AllDirectories).Where(path => Posix.FindOwnership(path)?.User != owner)];
    }

    /// <summary>Makes the workspace the tests' own again, for git to work in it.</summary>
    public void TakeBack() => Give(Posix.EffectiveUser());

    private void Give(uint user) =>
        Finished.Of("chown", ["--recursive", "--no-dereference", $"{user}", Repository.Path, Temp], Repository.Home, CleanEnvironment.In(Repository.Home)).ExitCode.ShouldBe(0);

    private Outcome Engine(string[]? options = null, params string[] arguments)
    {
        if (Posix.EffectiveUser() == 0)
            Give(Runner);
        string[] mounts =
        [
            $"{Repository.Path}:/github/workspace", $"{Temp}:/github/runner_temp", $"{Temp}/_github_home:/github/home",
            $"{Temp}/_github_workflow:/github/workflow", $"{Temp}/_runner_file_commands:/github/file_commands",
        ];
        return ActionImage.Engine(
        [
            "run", "--rm", "--pull=never", "--name", Name, "--network", "host", "--workdir", "/github/workspace",
            .. Variables.SelectMany(v => new[] { "--env", $"{v.Key}={v.Value}" }), .. mounts.SelectMany(m => new[] { "--volume", m }),
            .. options ?? [], ActionImage.Tag, .. arguments,
        ]);
    }

    private ActionAnswer Answer(Outcome outcome)
    {
        var files = Path.Combine(Temp, "_runner_file_commands");
        return new ActionAnswer(outcome, RunnerOutputs.Parse(File.ReadAllText(Path.Combine(files, "output"))), File.ReadAllText(Path.Combine(files, "summary")));
    }
}
