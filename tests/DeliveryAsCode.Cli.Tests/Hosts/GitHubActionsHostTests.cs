using System.Collections.Immutable;
using DeliveryAsCode.Cli.Hosts;

namespace DeliveryAsCode.Cli.Tests.Hosts;

public class GitHubActionsHostTests
{
    [Fact]
    public void Elsewhere_there_is_none()
    {
        GitHubActionsHost.Of(Variables([])).ShouldBeNull();
        GitHubActionsHost.Of(Variables([("GITHUB_ACTIONS", "")])).ShouldBeNull();
    }

    [Fact]
    public void It_says_what_the_environment_says()
    {
        var host = Host(
            ("GITHUB_EVENT_NAME", "push"), ("GITHUB_REPOSITORY", "acme/shop"), ("GITHUB_API_URL", "https://github.example/api/v3"), ("GITHUB_SERVER_URL", "https://github.example"),
            ("GITHUB_ACTOR", "dana"), ("GITHUB_ACTOR_ID", "101"), ("GITHUB_TRIGGERING_ACTOR", "otto"), ("GITHUB_RUN_ID", "12345678901"), ("GITHUB_RUN_ATTEMPT", "2"),
            ("GITHUB_ACTION_REPOSITORY", "acme/delivery"), ("GITHUB_ACTION_REF", "v1"));

        host.Api.ShouldBe(new Uri("https://github.example/api/v3/"));
        host.Url.ShouldBe(new Uri("https://github.example/acme/shop/actions/runs/12345678901/attempts/2"));
        host.Actor.ShouldBe(new RunActor("dana", 101));
        host.TriggeringActor.ShouldBe(new RunActor("otto", null));
        host.Action.ShouldBe("acme/delivery@v1");
    }

    [Fact]
    public void What_is_not_said_is_null_and_the_addresses_are_those_of_github()
    {
        var host = Host(("GITHUB_RUN_ID", "x"), ("GITHUB_API_URL", "file:///etc"), ("GITHUB_SHA", ""));

        (host.EventName, host.Actor, host.Run, host.Attempt, host.Url, host.Commit).ShouldBe((null, null, null, 1, null, null));
        (host.Api, host.Server).ShouldBe((new Uri("https://api.github.com/"), new Uri("https://github.com/")));
        Should.Throw<CommandException>(host.ReadEvent).Message.ShouldContain("GITHUB_EVENT_NAME");
    }

    [Fact]
    public void Who_started_it_and_runs_it_is_one_person_with_an_id() =>
        Host(("GITHUB_ACTOR", "dana"), ("GITHUB_ACTOR_ID", "101"), ("GITHUB_TRIGGERING_ACTOR", "dana")).TriggeringActor.ShouldBe(new RunActor("dana", 101));

    [Fact]
    public void Inputs_keep_their_hyphens_and_are_empty_where_not_given()
    {
        var inputs = Host(("INPUT_APP-ID", " 12 "), ("INPUT_APP_KEY", "not this"), ("INPUT_COMMAND", "check")).Inputs;

        inputs.ShouldBe(new ActionInputs("check", "", "", "", "", "12", ""));
        ActionInputs.VariableOf("who to greet").ShouldBe("INPUT_WHO_TO_GREET");
    }

    [Fact]
    public void Its_secrets_are_all_that_was_handed_over() =>
        Host(("INPUT_TOKEN", "t"), ("INPUT_APP-KEY", "k\nl"), ("GITHUB_TOKEN", "t"), ("ACTIONS_RUNTIME_TOKEN", "r"), ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "i"), ("GH_TOKEN", ""))
            .Secrets.ShouldBe(["t", "k\nl", "r", "i"]);

    [Theory]
    [InlineData("INPUT_TOKEN", true)]
    [InlineData("INPUT_APP-KEY", true)]
    [InlineData("INPUT_APP-ID", true)]
    [InlineData("GITHUB_TOKEN", true)]
    [InlineData("GH_TOKEN", true)]
    [InlineData("ACTIONS_RUNTIME_TOKEN", false)]
    [InlineData("ACTIONS_ID_TOKEN_REQUEST_TOKEN", false)]
    public void Github_is_asked_with_what_was_meant_for_it(string variable, bool hasCredentials) => Host((variable, "12")).HasCredentials.ShouldBe(hasCredentials);

    private static GitHubActionsHost Host(params (string, string)[] variables) => GitHubActionsHost.Of(Variables([("GITHUB_ACTIONS", "true"), .. variables]))!;

    private static ImmutableDictionary<string, string> Variables((string Name, string Value)[] variables) => variables.ToImmutableDictionary(v => v.Name, v => v.Value);
}
