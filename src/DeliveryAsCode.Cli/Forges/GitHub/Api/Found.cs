namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>What a write of which nobody knew whether it happened has led to: it happened.</summary>
internal sealed record Found<T>(T Value);
