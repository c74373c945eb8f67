using System.Collections.Immutable;
using System.Text.Json;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub;

/// <summary>
/// GitHub and Slack as somebody else emulates them, behind GitHub's own contract: <c>tests/stand-ins/emulator</c>.
/// Started once for the classes of <see cref="Name"/>, which share its state and so make names of their own.
/// </summary>
public sealed class EmulatedGitHub : IDisposable
{
    /// <summary>Of the collection whose tests share it.</summary>
    public const string Name = "Emulated GitHub";

    private readonly NodeServer _server = NodeServer.Start("start.mjs");

    public EmulatedGitHub()
    {
        var said = _server.Said;
        Url = new Uri(said.GetProperty("url").GetString()!);
        Slack = new Uri(said.GetProperty("slack").GetString()!);
        SlackToken = said.GetProperty("slackToken").GetString()!;
        Tokens = Map(said.GetProperty("tokens"), value => value.GetString()!);
        Ids = Map(said.GetProperty("ids"), value => value.GetInt64());
        BotToken = said.GetProperty("bot").GetString()!;
        var app = said.GetProperty("app");
        App = new EmulatedApp(app.GetProperty("id").GetInt64(), app.GetProperty("installation").GetInt64(), app.GetProperty("key").GetString()!);
    }

    /// <summary>What <c>GITHUB_API_URL</c> is to be: every request to it is judged and written down.</summary>
    public Uri Url { get; }

    /// <summary>Slack's methods are below <c>/api/</c>.</summary>
    public Uri Slack { get; }

    public string SlackToken { get; }

    /// <summary>A person's token, by login.</summary>
    public ImmutableDictionary<string, string> Tokens { get; }

    /// <summary>The number of an account, by login.</summary>
    public ImmutableDictionary<string, long> Ids { get; }

    /// <summary>A token of our App's installation: <c>dac-bot[bot]</c>.</summary>
    public string BotToken { get; }

    public EmulatedApp App { get; }

    /// <summary>Every exchange so far, oldest first.</summary>
    public IReadOnlyList<EmulatedExchange> Exchanges => [.. _server.Log.Select(EmulatedExchange.Read)];

    /// <summary>Requests that GitHub's own contract refuses, and why. A test that provokes none asserts that it is empty.</summary>
    public IReadOnlyList<EmulatedExchange> Mistakes => [.. Exchanges.Where(e => e.Mistake is not null)];

    public void Dispose() => _server.Dispose();

    private static ImmutableDictionary<string, T> Map<T>(JsonElement json, Func<JsonElement, T> value) =>
        json.EnumerateObject().ToImmutableDictionary(p => p.Name, p => value(p.Value));
}

/// <param name="Key">Its private key, made at this start.</param>
public sealed record EmulatedApp(long Id, long Installation, string Key);

/// <summary>A request and what was answered.</summary>
/// <param name="Path">With the query.</param>
/// <param name="Mistake">What GitHub's contract has against the request; null if nothing.</param>
public sealed record EmulatedExchange(string Method, string Path, string? Token, int Status, string? Mistake)
{
    internal static EmulatedExchange Read(JsonElement line) => new(
        line.GetProperty("method").GetString()!,
        line.GetProperty("path").GetString()!,
        line.TryGetProperty("token", out var token) ? token.GetString() : null,
        line.GetProperty("status").GetInt32(),
        line.TryGetProperty("mistake", out var mistake) ? mistake.GetRawText() : null);
}

[CollectionDefinition(EmulatedGitHub.Name)]
public sealed class EmulatedGitHubDefinition : ICollectionFixture<EmulatedGitHub>;
