namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

/// <summary>One of the two servers, as a client sees it.</summary>
/// <param name="BotToken">Of the installation of App 4242 in acme.</param>
/// <param name="AppKey">The App's private key; its installation is 7001.</param>
public sealed record GitHubUnderTest(Uri Url, Func<string, string> Token, Func<string, long> Id, string BotToken, string AppKey, bool IsEmulated)
{
    public static GitHubUnderTest Of(EmulatedGitHub server) =>
        new(server.Url, login => server.Tokens[login], login => server.Ids[login], server.BotToken, server.App.Key, IsEmulated: true);

    public static GitHubUnderTest Of(OwnGitHub server) =>
        new(server.GitHub.Url, login => server.GitHub.Token(login), login => server.GitHub.Person(login).Id, server.GitHub.BotToken, server.GitHub.App.PrivateKeyPem, IsEmulated: false);

    /// <summary>What is to be expected of this one.</summary>
    internal T Expects<T>(Deviation<T> deviation) => IsEmulated ? deviation.Emulate : deviation.GitHub;
}
