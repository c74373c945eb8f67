using System.Collections.Immutable;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Forges.GitHub.Runs;

/// <summary>The execution as GitHub's pages show deployments: one of the environment, whose statuses follow the journal.</summary>
/// <param name="commit">What is deployed.</param>
/// <param name="key">Finds it again: where the journal stands in the repository.</param>
internal sealed class RunDeployment(GitHubApi api, string commit, string environment, string key)
{
    private long? _id;
    private (string State, string Witness)? _shown;

    /// <param name="isContinued">Whether an earlier run may have made it.</param>
    /// <param name="isLast">Whether this run shows nothing more: then the journal's head is told, too, and before only another state.</param>
    /// <param name="log">Where people watch.</param>
    public async Task ShowAsync(ImmutableArray<JournalEntry> entries, string words, bool isContinued, bool isLast, string? log, CancellationToken cancellation)
    {
        var shown = (State: JournalWords.DeploymentState(entries), Witness: $"{words}; {JournalWords.Witness(entries)}");
        if (shown == _shown || !isLast && shown.State == _shown?.State)
            return;

        if (_id is null && isContinued)
            await FindAsync(cancellation);
        if (shown == _shown)
            return;

        _id ??= (await api.CreateDeploymentAsync(new NewDeployment(commit, environment, key, $"execution {key}"), cancellation)).Id;
        await api.CreateStatusAsync(_id.Value, new NewDeploymentStatus(shown.State, shown.Witness, log), cancellation);
        _shown = shown;
    }

    /// <summary>The one of an earlier run, and what it says.</summary>
    private async Task FindAsync(CancellationToken cancellation)
    {
        _id = (await api.DeploymentsAsync(environment, cancellation)).FirstOrDefault(d => d.Key == key)?.Id;
        if (_id is { } id && (await api.StatusesAsync(id, cancellation)).MaxBy(s => s.Id) is { Description: { } said } newest)
            _shown = (newest.State, said);
    }
}
