using System.Collections.Immutable;
using System.CommandLine;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;
using DeliveryAsCode.Trust;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery doctor</c>: what is set up, what is missing, and how far the gates can be trusted. It changes nothing.</summary>
internal static class DoctorCommand
{
    private static readonly string[] Programs = ["git", "bash"];

    private static readonly string[] Keys = ["INPUT_TOKEN", "GITHUB_TOKEN", "GH_TOKEN", "INPUT_APP-KEY", "DELIVERY_APP_KEY"];

    private static readonly Option<string?> AtLeast = new Option<string?>("--at-least")
    {
        Description = "Exit with 1 if the trust profile is weaker: advisory, enforced or sealed",
        HelpName = "PROFILE",
    }.AcceptOnlyFromAmong("advisory", "enforced", "sealed");

    public static Command Create(Shell shell)
    {
        var command = new Command("doctor", "Say what is set up, what is missing, and how far the gates can be trusted") { AtLeast };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, shell, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellation)
    {
        var workspace = parsed.OpenWorkspace(shell).RequireProject();
        var here = Here(workspace, shell);
        var (report, why) = await TrustAsync(workspace, shell, cancellation);

        if (parsed.GetValue(GlobalOptions.Json))
            DoctorReport.WriteJson(shell.Output, here, report, why);
        else
            DoctorReport.Write(shell.Output, here, report, why, shell.Terminal);

        var asked = KebabCase.Parse<TrustProfile>(parsed.GetValue(AtLeast) ?? "advisory") ?? TrustProfile.Advisory;
        return here.Any(h => !h.IsThere) || (report?.Profile ?? TrustProfile.Advisory) < asked ? ExitCode.No : ExitCode.Done;
    }

    /// <summary>What the program needs on this machine and in this repository.</summary>
    private static ImmutableArray<Provision> Here(Workspace workspace, Shell shell)
    {
        var path = shell.Environment.GetValueOrDefault("PATH", "").Split(Path.PathSeparator);
        var source = workspace.TryRead(RepositoryLayout.ConfigurationPath);
        var errors = source is null ? 0 : DeliveryConfigurationReader.Read(source).Diagnostics.Count(d => d.Severity == Severity.Error);
        return
        [
            .. Programs.Select(name => path.Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, name))) ? new Provision(name, true, "") : new Provision(name, false, $"install {name}, and make sure that it is on the PATH")),
            workspace.IsGit ? new Provision("a git repository", true, "") : new Provision("a git repository", false, "git init"),
            source is null ? new Provision(RepositoryLayout.ConfigurationPath, false, "delivery init --forge github")
                : errors > 0 ? new Provision($"{RepositoryLayout.ConfigurationPath} without errors", false, "delivery check delivery.yml")
                : new Provision(RepositoryLayout.ConfigurationPath, true, ""),
        ];
    }

    /// <returns>The report, or why there is none.</returns>
    private static async Task<(TrustReport? Report, string? Why)> TrustAsync(Workspace workspace, Shell shell, CancellationToken cancellation)
    {
        if (!HasToken(shell))
            return (null, "GitHub was not asked: set GITHUB_TOKEN and GITHUB_REPOSITORY (OWNER/NAME) for that. In a plain git repository gates are advisory, because anybody can commit under any e-mail address");

        try
        {
            using var client = new GitHubClient(GitHubConnection.Of(shell), shell.Clock, Random.Shared.NextDouble);
            var rules = workspace.TryRead(RepositoryLayout.ConfigurationPath) is { } source ? DeliveryConfigurationReader.Read(source).Value : DeliveryConfiguration.Default;
            var workflows = workspace.ListFolder(".github/workflows", "*.y*ml").Select(workspace.TryRead).OfType<SourceText>();
            return (TrustReport.Of(await new SettingsReader(new GitHubApi(client, client.Connection.Repository)).ReadAsync(rules, workflows, cancellation)), null);
        }
        catch (GitHubException e)
        {
            throw e.ToCommandException();
        }
    }

    private static bool HasToken(Shell shell) =>
        shell.Environment.ContainsKey("GITHUB_REPOSITORY")
        && Keys.Any(name => shell.Environment.GetValueOrDefault(name, "").Length > 0);
}
