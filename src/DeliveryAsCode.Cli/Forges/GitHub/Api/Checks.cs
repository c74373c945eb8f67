using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <param name="Status">"queued", "in_progress", "completed".</param>
/// <param name="Conclusion">"success", "failure", "neutral", "cancelled", "skipped", "timed_out", "action_required", "stale".</param>
/// <param name="App">Who made it; a name alone says nothing.</param>
internal sealed record CheckRun(
    long Id,
    string Name,
    string Status,
    string? Conclusion = null,
    string? ExternalId = null,
    CheckApp? App = null,
    CheckResult? Output = null)
{
    [JsonIgnore]
    public long? AppId => App?.Id;
}

internal sealed record CheckApp(long Id);

internal sealed record CheckResult(int AnnotationsCount = 0, string? Title = null);

internal sealed record CheckRunPage(int TotalCount, ImmutableArray<CheckRun> CheckRuns);

/// <summary>A check run as it is to be, completed.</summary>
/// <param name="ExternalId">Finds it again; new for each that is meant to be a new one.</param>
/// <param name="Annotations">As many as there are: they are sent fifty by fifty.</param>
internal sealed record NewCheckRun(
    string Name,
    string HeadSha,
    string ExternalId,
    string Conclusion,
    string Title,
    string Summary,
    ImmutableArray<CheckAnnotation> Annotations,
    string? DetailsUrl = null);

/// <param name="AnnotationLevel">"notice", "warning", "failure".</param>
/// <param name="StartColumn">Only where it is one line.</param>
internal sealed record CheckAnnotation(
    string Path,
    int StartLine,
    int EndLine,
    string AnnotationLevel,
    string Message,
    string? Title = null,
    int? StartColumn = null,
    int? EndColumn = null);

internal sealed record CheckRunRequest(
    string? Name,
    string? HeadSha,
    string? ExternalId,
    string Status,
    string Conclusion,
    string? DetailsUrl,
    CheckOutput Output);

internal sealed record CheckOutput(string Title, string Summary, ImmutableArray<CheckAnnotation> Annotations);
