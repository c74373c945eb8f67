using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

internal sealed record Issue(
    int Number,
    string State,
    string Title,
    string? Body = null,
    [property: JsonConverter(typeof(AccountOrNobody))] Account? User = null,
    ImmutableArray<string> Labels = default,
    DateTimeOffset? CreatedAt = null,
    JsonElement? PullRequest = null)
{
    public string Body { get; init; } = Body ?? "";

    [JsonConverter(typeof(LabelNames))]
    public ImmutableArray<string> Labels { get; init; } = Labels.IsDefault ? [] : Labels;

    /// <summary>To GitHub, a pull request is an issue, too.</summary>
    [JsonIgnore]
    public bool IsPull => PullRequest is { ValueKind: JsonValueKind.Object };
}

internal sealed record Comment(
    long Id,
    string? Body = null,
    [property: JsonConverter(typeof(AccountOrNobody))] Account? User = null,
    DateTimeOffset? CreatedAt = null,
    DateTimeOffset? UpdatedAt = null,
    string? HtmlUrl = null,
    string? IssueUrl = null)
{
    public string Body { get; init; } = Body ?? "";

    /// <summary>Whether it may say something else than its author wrote. GitHub tells whole seconds; others tell two clocks' parts of one.</summary>
    [JsonIgnore]
    public bool WasEdited => (UpdatedAt - CreatedAt)?.Duration() is not { TotalSeconds: < 1 };
}

internal sealed record NewIssue(string Title, string Body, ImmutableArray<string> Labels);

/// <summary>Null: stays as it is.</summary>
/// <param name="StateReason">"completed" or "not_planned".</param>
internal sealed record IssueChange(string? Title = null, string? Body = null, string? State = null, string? StateReason = null);

internal sealed record CommentBody(string Body);

internal sealed record LabelList(ImmutableArray<string> Labels);

internal sealed record Label(string Name);

/// <param name="Color">Six hexadecimal digits.</param>
internal sealed record NewLabel(string Name, string Color, string Description);
