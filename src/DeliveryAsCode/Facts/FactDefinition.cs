using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Facts;

/// <summary>A fact that <c>delivery.yml</c> declares, or that the program knows by itself. Closed.</summary>
public abstract record FactDefinition
{
    private FactDefinition(string name) => Name = name;

    public string Name { get; }

    /// <summary>
    /// The fact holds for a change in which a file matches one of the paths. One whose name ends in <c>-only</c> holds for
    /// a change in which every file does.
    /// </summary>
    public sealed record ByPaths(string Name, ImmutableArray<Glob> Paths) : FactDefinition(Name)
    {
        public bool IsOnly => Name.EndsWith("-only", StringComparison.Ordinal);
    }

    /// <summary>The fact holds when the expression does.</summary>
    public sealed record ByExpression(string Name, FactExpression Expression) : FactDefinition(Name);
}
