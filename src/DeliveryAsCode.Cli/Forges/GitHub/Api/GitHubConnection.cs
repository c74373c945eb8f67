using System.Collections.Immutable;
using System.Globalization;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>Which GitHub, which repository, and as whom.</summary>
/// <param name="Api">May have a path, as <c>https://github.acme.test/api/v3</c> has.</param>
internal sealed record GitHubConnection(Uri Api, GitHubCredentials Credentials, RepositoryName Repository, GitHubTimes Times)
{
    /// <summary>Seconds between the starts of two writes. GitHub asks for one at least, and a server of one's own may need none.</summary>
    public const string WritePause = "DELIVERY_WRITE_PAUSE";

    private const string PublicApi = "https://api.github.com";
    private const int LongestWritePause = 60;

    /// <summary>Where queries go: beside the REST API, <c>/graphql</c>, and <c>/api/graphql</c> where that is at <c>/api/v3</c>.</summary>
    public Uri Graph => new(Api.AbsoluteUri.TrimEnd('/') is var api && api.EndsWith("/api/v3", StringComparison.Ordinal) ? $"{api[..^3]}/graphql" : $"{api}/graphql");

    /// <summary>As the environment has it: the inputs of the action, or the variables of a job or a terminal.</summary>
    /// <exception cref="CommandException">Something is missing, or is not what it should be.</exception>
    public static GitHubConnection Of(Shell shell) => Of(shell.Environment);

    /// <inheritdoc cref="Of(Shell)"/>
    public static GitHubConnection Of(ImmutableDictionary<string, string> environment) =>
        new(ApiOf(environment), CredentialsOf(environment), RepositoryOf(environment), TimesOf(environment));

    private static Uri ApiOf(ImmutableDictionary<string, string> environment)
    {
        var address = First(environment, "GITHUB_API_URL") ?? PublicApi;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var api) || api.Scheme is not ("https" or "http") || api.Query.Length > 0 || api.UserInfo.Length > 0)
            throw CommandException.Unusable("GITHUB_API_URL is no address of an API", $"set it as {PublicApi}, or as https://<your server>/api/v3");

        return api;
    }

    private static GitHubCredentials CredentialsOf(ImmutableDictionary<string, string> environment)
    {
        var id = First(environment, "INPUT_APP-ID", "DELIVERY_APP_ID");
        var key = First(environment, "INPUT_APP-KEY", "DELIVERY_APP_KEY");
        if (id is not null || key is not null)
            return AppOf(id, key);

        var token = First(environment, "INPUT_TOKEN", "GITHUB_TOKEN", "GH_TOKEN")
            ?? throw CommandException.Unusable("there is no token for GitHub", "set GITHUB_TOKEN, in a workflow with \"env: GITHUB_TOKEN: ${{ github.token }}\" or the input \"token\" of the action");
        return token.All(c => c is > ' ' and < '\x7F')
            ? new GitHubCredentials.Token(token)
            : throw CommandException.Unusable("the token for GitHub has characters that no token has", "give the token alone, without quotes and spaces");
    }

    private static GitHubCredentials.App AppOf(string? id, string? key)
    {
        if (id is null || key is null)
            throw CommandException.Unusable($"the {(id is null ? "number" : "key")} of the GitHub App is missing", $"set {(id is null ? "DELIVERY_APP_ID" : "DELIVERY_APP_KEY")}, or the input \"{(id is null ? "app-id" : "app-key")}\" of the action");

        return long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            // A variable of one line has the line ends of the key in writing.
            ? new GitHubCredentials.App(number, key.Replace("\\n", "\n", StringComparison.Ordinal))
            : throw CommandException.Unusable("the number of the GitHub App is no number", "GitHub shows it as \"App ID\" on the page of the App");
    }

    private static RepositoryName RepositoryOf(ImmutableDictionary<string, string> environment)
    {
        var name = First(environment, "GITHUB_REPOSITORY")
            ?? throw CommandException.Unusable("it is not said which repository at GitHub this is", "set GITHUB_REPOSITORY, as in GITHUB_REPOSITORY=acme/shop");
        return RepositoryName.Parse(name)
            ?? throw CommandException.Unusable($"\"{name}\" is no name of a repository", "set GITHUB_REPOSITORY, as in GITHUB_REPOSITORY=acme/shop");
    }

    private static GitHubTimes TimesOf(ImmutableDictionary<string, string> environment)
    {
        if (First(environment, WritePause) is not { } text)
            return GitHubTimes.Default;

        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestWritePause
            ? GitHubTimes.Default with { PerWrite = TimeSpan.FromSeconds(seconds) }
            : throw CommandException.Unusable($"{WritePause} is no number of seconds from 0 to {LongestWritePause}", "set it as 1 or 0.5, or leave it out: a second is what GitHub asks for");
    }

    /// <summary>An input that is not given is an empty text.</summary>
    private static string? First(ImmutableDictionary<string, string> environment, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (environment.GetValueOrDefault(name)?.Trim() is { Length: > 0 } value)
                return value;
        }

        return null;
    }
}
