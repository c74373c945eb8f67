using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Facts;

/// <summary>What the facts of one delivery are told from. Whatever is left out is not known.</summary>
public sealed record FactInputs
{
    /// <summary>The facts of <c>delivery.yml</c>.</summary>
    public ImmutableArray<FactDefinition> Declared { get; init; } = [];

    /// <summary>Where the delivery records are; their own documents are no change of what is delivered.</summary>
    public Glob Deliveries { get; init; } = Glob.Parse("deliveries/*/record.md");

    /// <summary>
    /// The files changed since the last deployed commit, all files where nothing was ever deployed; null if that cannot be
    /// told.
    /// </summary>
    public ImmutableArray<string>? ChangedPaths { get; init; }

    /// <summary>The environments of the delivery's runbooks, <c>none</c> included.</summary>
    public ImmutableArray<string> Environments { get; init; } = [];

    /// <summary>As the record says: simple, standard or complex.</summary>
    public string? Complexity { get; init; }

    /// <summary>Whether the delivery was ever deployed.</summary>
    public bool? HasDeployed { get; init; }

    /// <summary>Whether its newest execution was rolled back.</summary>
    public bool? RolledBack { get; init; }

    /// <summary>Whether one of its runbooks watches metrics after the deployment.</summary>
    public bool? HasWatch { get; init; }
}
