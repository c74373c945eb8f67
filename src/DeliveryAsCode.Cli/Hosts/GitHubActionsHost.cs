using System.Collections.Immutable;
using System.Globalization;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>
/// GitHub Actions as the place where the program runs, by what it says in the environment:
/// https://docs.github.com/actions/reference/workflows-and-actions/variables. What it does not say is null.
/// </summary>
/// <param name="Workspace">Where the repository was checked out; in a container it belongs to somebody else.</param>
/// <param name="Repository">Owner and name.</param>
/// <param name="Api">Base address of the REST API.</param>
/// <param name="Commit"><c>GITHUB_SHA</c>: what was checked out by default, which in a pull request is a trial merge.</param>
/// <param name="Actor">Whose doing the run is, also when somebody else runs it again.</param>
/// <param name="TriggeringActor">Who made it run this time.</param>
/// <param name="Action">Where the action comes from, for example <c>delivery-as-code/delivery@…</c>.</param>
internal sealed record GitHubActionsHost(
    ActionInputs Inputs,
    string? EventName,
    string? EventPath,
    string? Workspace,
    string? Repository,
    Uri Api,
    Uri Server,
    string? Commit,
    string? Reference,
    RunActor? Actor,
    RunActor? TriggeringActor,
    long? Run,
    int Attempt,
    string? Action,
    string? OutputFile,
    string? SummaryFile)
{
    /// <summary>Tokens that GitHub, or a workflow, hands to every step beside the inputs.</summary>
    private static readonly string[] TokenVariables = ["GITHUB_TOKEN", "GH_TOKEN", "ACTIONS_RUNTIME_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"];

    /// <summary>What nobody may see, whatever a repository's rules declare besides.</summary>
    public required ImmutableArray<string> Secrets { get; init; }

    /// <summary>Whether GitHub can be asked at all. The runner's own tokens are for other things.</summary>
    public required bool HasCredentials { get; init; }

    public Uri? Url => Run is { } run && Repository is { } repository
        ? new Uri(Server, string.Create(CultureInfo.InvariantCulture, $"{repository}/actions/runs/{run}/attempts/{Attempt}"))
        : null;

    /// <returns>Null where GitHub Actions does not run the program.</returns>
    public static GitHubActionsHost? Of(ImmutableDictionary<string, string> environment)
    {
        if (Find("GITHUB_ACTIONS") != "true")
            return null;

        var inputs = ActionInputs.Of(environment);
        var actor = Find("GITHUB_ACTOR") is { } login ? new RunActor(login, Number("GITHUB_ACTOR_ID")) : null;
        return new GitHubActionsHost(
            inputs, Find("GITHUB_EVENT_NAME"), Find("GITHUB_EVENT_PATH"), Find("GITHUB_WORKSPACE"), Find("GITHUB_REPOSITORY"),
            Address("GITHUB_API_URL", "https://api.github.com"), Address("GITHUB_SERVER_URL", "https://github.com"),
            Find("GITHUB_SHA"), Find("GITHUB_REF"), actor, TriggeringActorOf(Find("GITHUB_TRIGGERING_ACTOR"), actor),
            Number("GITHUB_RUN_ID"), int.TryParse(Find("GITHUB_RUN_ATTEMPT"), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) ? attempt : 1,
            Find("GITHUB_ACTION_REPOSITORY") is { } action ? $"{action}@{Find("GITHUB_ACTION_REF")}" : null,
            Find("GITHUB_OUTPUT"), Find("GITHUB_STEP_SUMMARY"))
        {
            HasCredentials = inputs.Secrets.Any() || inputs.AppId.Length > 0 || (Find("GITHUB_TOKEN") ?? Find("GH_TOKEN")) is not null,
            Secrets = [.. inputs.Secrets.Concat(TokenVariables.Select(Find).OfType<string>()).Distinct(StringComparer.Ordinal)],
        };

        string? Find(string name) => environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

        long? Number(string name) => long.TryParse(Find(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

        Uri Address(string name, string usual) => Uri.TryCreate(Find(name), UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? WithSlash(address) : WithSlash(new Uri(usual));
    }

    /// <exception cref="CommandException">Nothing says what started the run.</exception>
    public GitHubEvent ReadEvent() => EventName is { } name
        ? GitHubEventReader.Read(name, EventPath)
        : throw CommandException.Unusable("nothing says which event started this (GITHUB_EVENT_NAME)", "call the action from a workflow; at home, call the command itself");

    /// <summary>GitHub says only the login of who runs it again. The same login is the same account within one run.</summary>
    private static RunActor? TriggeringActorOf(string? login, RunActor? actor) => login switch
    {
        null => actor,
        _ when login == actor?.Login => actor,
        _ => new RunActor(login, null),
    };

    /// <summary>Without it the last part of the path would be replaced by what is asked.</summary>
    private static Uri WithSlash(Uri address) => address.AbsoluteUri.EndsWith('/') ? address : new Uri($"{address.AbsoluteUri}/");
}

/// <param name="Id">Null where GitHub gives only the login.</param>
internal sealed record RunActor(string Login, long? Id)
{
    public override string ToString() => Id is { } id ? string.Create(CultureInfo.InvariantCulture, $"{Login} ({id})") : Login;
}
