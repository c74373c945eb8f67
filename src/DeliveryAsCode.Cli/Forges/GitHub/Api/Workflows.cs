using System.Collections.Immutable;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <param name="Status">"queued", "in_progress", "completed", "waiting" and others.</param>
internal sealed record WorkflowRun(string Status, string? DisplayTitle = null);

internal sealed record WorkflowRunPage(int TotalCount, ImmutableArray<WorkflowRun> WorkflowRuns);

internal sealed record DispatchRequest(string Ref, IReadOnlyDictionary<string, string> Inputs);

internal sealed record AppInfo(long Id, string Slug);

internal sealed record Installation(long Id);

internal sealed record TokenRequest(ImmutableArray<string> Repositories);

internal sealed record InstallationToken(string Token, DateTimeOffset ExpiresAt)
{
    public override string ToString() => "an installation token";
}

internal sealed record GraphQuery(string Query);

internal sealed record GraphViewer(string Login);

internal sealed record GraphData(GraphViewer? Viewer = null);

internal sealed record GraphAnswer(GraphData? Data = null);

internal sealed record ErrorPayload(string? Message = null, System.Text.Json.JsonElement? Errors = null);
