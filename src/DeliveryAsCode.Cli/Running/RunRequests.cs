using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Execution;
using NodaTime;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Gathers for a run what it needs of the repository, the rules and the environment of the program.</summary>
internal static class RunRequests
{
    /// <summary>Our own tokens, where a host hands them to us.</summary>
    private static readonly string[] TokenVariables = ["GITHUB_TOKEN", "GH_TOKEN", "INPUT_TOKEN", "INPUT_APP-KEY", "SYSTEM_ACCESSTOKEN", "ACTIONS_RUNTIME_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"];

    /// <param name="open">Where the evidence comes from.</param>
    public static RunRequest Create(RunTarget target, Portfolio portfolio, CaseOpener open, Shell shell)
    {
        var workspace = portfolio.Workspace;
        var environment = target.Runbook.IsGated ? portfolio.Configuration.FindEnvironment(target.Runbook.Environment) : null;
        return new RunRequest
        {
            Runbook = target.Runbook,
            RepositoryRoot = workspace.Root,
            ExecutionsFolder = workspace.FullPath(target.ExecutionsFolder),
            LocksFolder = workspace.LocksFolder(),
            Actor = Running.Actor.Current(portfolio, shell).Name,
            Tool = ToolVersion(),
            Host = shell.Environment,
            Clock = shell.Clock,
            Delivery = target.RecordPath is { } record ? RepositoryLayout.IdOf(record) : null,
            Commit = workspace.Head(),
            Rules = RulesDigest(workspace),
            Url = UrlOfRun(shell),
            Plain = Values(environment?.Variables.Plain, shell),
            Secrets = Values(environment?.Variables.Secrets, shell),
            Tokens = [.. TokenVariables.Select(name => shell.Environment.GetValueOrDefault(name, "")).Where(v => v.Length > 0)],
            AllowedHosts = environment?.AllowedHosts,
            Circumstances = new Circumstances(
                RunFacts.Of(target, portfolio, open, Instant.FromDateTimeOffset(shell.Clock.GetUtcNow())),
                portfolio.Configuration.Escalation.To ?? Circumstances.None.EscalateTo,
                SamplesNow: false),
        };
    }

    public static string ToolVersion() =>
        typeof(RunRequests).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static ImmutableDictionary<string, string> Values(ImmutableArray<string>? names, Shell shell) =>
        (names ?? []).Where(shell.Environment.ContainsKey).ToImmutableDictionary(name => name, name => shell.Environment[name]);

    private static string? RulesDigest(Workspace workspace) =>
        workspace.TryRead(RepositoryLayout.ConfigurationPath) is { } rules ? $"sha256:{Convert.ToHexStringLower(SHA256.HashData(rules.Encode()))}" : null;

    private static string? UrlOfRun(Shell shell)
    {
        var variables = shell.Environment;
        return variables.TryGetValue("GITHUB_RUN_ID", out var run) && variables.TryGetValue("GITHUB_REPOSITORY", out var repository)
            ? $"{variables.GetValueOrDefault("GITHUB_SERVER_URL", "https://github.com")}/{repository}/actions/runs/{run}"
            : null;
    }
}
