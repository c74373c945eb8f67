using System.Text;
using DeliveryAsCode.Cli.Tests.Commands;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Running.Injection;

/// <summary>A step sees what it was given, whatever the program itself was started with.</summary>
public class StepEnvironmentTests
{
    private static readonly string[] Hostile =
    [
        "GITHUB_TOKEN", "GH_TOKEN", "GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STATE", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
        "ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_RUNTIME_TOKEN", "INPUT_TOKEN", "STATE_a", "RUNNER_TEMP", "CI", "TF_BUILD", "SYSTEM_ACCESSTOKEN", "BUILD_BUILDID", "AGENT_TEMPDIRECTORY", "VSO_CALLED",
        "AWS_SECRET_ACCESS_KEY", "AZURE_CLIENT_SECRET", "APP_REGION", "DATABASE_URL", "SSH_AUTH_SOCK", "USER", "SHELL",
        "LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "BASH_ENV", "ENV", "SHELLOPTS", "BASHOPTS", "PS4", "PROMPT_COMMAND", "IFS", "CDPATH", "GLOBIGNORE", "BASH_XTRACEFD", "BASH_FUNC_cat%%", "BASH_FUNC_x%%",
        "NODE_OPTIONS", "NODE_PATH", "PYTHONSTARTUP", "PYTHONPATH", "PERL5OPT", "RUBYOPT", "JAVA_TOOL_OPTIONS", "DELIVERY_STEP_KEY", "DELIVERY_ID", "DELIVERY_WEIGHT", "npm_config_prefix", "http_proxy", "LC_ALL",
    ];

    /// <summary>What is done with them elsewhere: a library that is not there, a shell that would run a file.</summary>
    private static readonly Dictionary<string, string> Values = new()
    {
        ["BASH_FUNC_cat%%"] = "() { touch canary; }",
        ["BASH_FUNC_x%%"] = "() { :; }; touch canary",
        ["SHELLOPTS"] = "xtrace",
        ["PS4"] = "$(touch canary)",
        ["PROMPT_COMMAND"] = "touch canary",
        ["LD_PRELOAD"] = "",
        ["LD_AUDIT"] = "",
        ["http_proxy"] = "http://127.0.0.1:1",
        ["LC_ALL"] = "C",
    };

    private static readonly string[] Own = ["DELIVERY_EXECUTION", "DELIVERY_STEP_KEY", "DELIVERY_ENVIRONMENT", "DELIVERY_ID", "DELIVERY_COMMIT"];

    [Fact]
    public void Nothing_of_a_hostile_environment_reaches_it()
    {
        using var repository = Acme.Repository().Write("evil.sh", "touch canary\n");
        repository.Write(Acme.RunbookPath, "---\nenvironment: none\n---\n# Deployment plan: one\n\n## Application\n\n### Deploy\n\n```bash output=LINE\ncat /proc/$$/environ > seen\necho given\n```\n\n```bash undo\ntrue\n```\n\n### Look\n\n```sh\ncat /proc/$$/environ > later\n```\n\n```bash undo\ntrue\n```\n").Commit();
        var delivery = Delivery.In(repository).With("LANG", "C.UTF-8").With("TZ", "UTC").With("TMPDIR", repository.Home);
        foreach (var name in Hostile)
            delivery = delivery.With(name, Values.GetValueOrDefault(name, $"{repository.Path}/evil.sh"));

        delivery.Run("run", "acme-support-bot", "--yes").ExitsWith(0);

        string[] expected = ["PATH", "HOME", "LANG", "TMPDIR", "TZ", .. Own];
        var seen = Variables(repository, "seen");
        seen.Keys.ShouldBe(expected, ignoreOrder: true);
        seen["HOME"].ShouldBe(repository.Home);
        seen["DELIVERY_ID"].ShouldBe("acme-support-bot");
        seen["DELIVERY_COMMIT"].ShouldBe(repository.Git("rev-parse", "HEAD"));
        seen["DELIVERY_STEP_KEY"].ShouldNotContain("evil");
        Variables(repository, "later").Keys.ShouldBe([.. expected, "LINE"], ignoreOrder: true);
        repository.Has("canary").ShouldBeFalse();
    }

    [Fact]
    public void A_value_that_is_not_utf_8_does_not_become_another_one()
    {
        using var repository = Acme.Repository();
        string[] started = [.. CleanEnvironment.In(repository.Home).Select(v => $"{v.Key}={v.Value}"), "TZ=$(printf 'caf\\351')"];
        var script = $"exec env -i {string.Join(' ', started.Select(v => v.StartsWith("TZ=", StringComparison.Ordinal) ? $"\"{v}\"" : $"'{v}'"))} dotnet '{Delivery.Program}' run acme-support-bot --yes";

        var finished = Finished.Of("bash", ["-c", script], repository.Path, CleanEnvironment.In(repository.Home));

        finished.ExitCode.ShouldBe(1, finished.Error);
        finished.Error.ShouldContain("the variable \"TZ\" cannot be given to the steps: its value holds bytes that are not UTF-8");
        repository.Done().ShouldBeEmpty();
    }

    private static Dictionary<string, string> Variables(DeliveryRepository repository, string file) =>
        Encoding.UTF8.GetString(repository.ReadBytes(file)).Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=', 2)).ToDictionary(v => v[0], v => v[1]);
}
