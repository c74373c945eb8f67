namespace DeliveryAsCode.Configuration;

/// <summary>Where messages go; null where nothing was set up.</summary>
public sealed record Channels(SlackChannel? Slack, GitHubChannel? GitHub)
{
    public static Channels None { get; } = new(null, null);
}

/// <param name="Webhook">Where the address is kept, which is a secret.</param>
public sealed record SlackChannel(EnvironmentReference Webhook);

/// <param name="Issue">Whether every delivery has an issue in which messages are posted.</param>
public sealed record GitHubChannel(bool Issue);

/// <summary>A value that stands in the process environment and not in the file, written <c>env:NAME</c>.</summary>
public sealed record EnvironmentReference(string Name)
{
    public override string ToString() => $"env:{Name}";
}
