using System.Text.Json;

namespace DeliveryAsCode.StandIns.GitHub.State;

internal sealed class Deployment(long id, string sha, string name, string task, string environment, string? description, JsonElement payload, Account creator, DateTimeOffset at)
{
    public long Id => id;

    public string Sha => sha;

    public string Ref => name;

    public string Task => task;

    public string Environment => environment;

    public string? Description => description;

    public JsonElement Payload => payload;

    public Account Creator => creator;

    public DateTimeOffset At => at;

    public bool IsProduction { get; init; }

    public bool IsTransient { get; init; }

    /// <summary>Oldest first.</summary>
    public List<DeploymentStatus> Statuses { get; } = [];
}

internal sealed record DeploymentStatus(long Id, string State, string Description, string LogUrl, string EnvironmentUrl, Account Creator, DateTimeOffset At);
