using System.Text.Json;

namespace DeliveryAsCode.StandIns.GitHub.State;

internal sealed class CheckRun(long id, string name, string sha, GitHubApp app)
{
    public long Id => id;

    public string Name { get; set; } = name;

    public string HeadSha => sha;

    public GitHubApp App => app;

    public string Status { get; set; } = "queued";

    public string? Conclusion { get; set; }

    public string ExternalId { get; set; } = "";

    public string? DetailsUrl { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public string? Title { get; set; }

    public string? Summary { get; set; }

    public string? Text { get; set; }

    /// <summary>Every update adds to them.</summary>
    public List<JsonElement> Annotations { get; } = [];
}
