using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <param name="Status">"queued", "in_progress", "completed", "waiting" and others.</param>
/// <param name="Conclusion">Null: it goes on.</param>
/// <param name="TriggeringActor">Who started this attempt.</param>
internal sealed record WorkflowRun(
    long Id,
    string Status,
    string? Conclusion = null,
    string? HtmlUrl = null,
    int RunAttempt = 1,
    string? Event = null,
    string? HeadBranch = null,
    string? HeadSha = null,
    string? Path = null,
    string? DisplayTitle = null,
    [property: JsonConverter(typeof(AccountOrNobody))] Account? Actor = null,
    [property: JsonConverter(typeof(AccountOrNobody))] Account? TriggeringActor = null,
    DateTimeOffset? CreatedAt = null);

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
