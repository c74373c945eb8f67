namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

/// <summary>Where the emulator does otherwise than GitHub.</summary>
public sealed record Deviation<T>(T GitHub, T Emulate);
