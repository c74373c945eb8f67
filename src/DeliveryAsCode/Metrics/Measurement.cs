namespace DeliveryAsCode.Metrics;

/// <summary>What a source answered. Closed.</summary>
public abstract record Measurement;

/// <param name="Value">As the source said it: it may be no number, or infinite.</param>
public sealed record Measured(double Value) : Measurement;

/// <summary>The source answered, and has nothing: an empty vector, an empty line.</summary>
public sealed record NoData(string Reason) : Measurement;

/// <summary>The source did not answer as it should.</summary>
public sealed record Unmeasured(string Reason) : Measurement;
