using System.Collections.Immutable;

namespace DeliveryAsCode.Facts;

/// <summary>What became of a text that should be an expression. Closed.</summary>
public abstract record FactReading
{
    private FactReading()
    {
    }

    /// <param name="Mentions">Every fact and comparison, in the order of the text.</param>
    public sealed record Read(FactExpression Expression, ImmutableArray<FactMention> Mentions) : FactReading;

    /// <param name="Offset">Where in the text, in UTF-16 units from 0.</param>
    public sealed record Mistaken(int Offset, int Length, string Message, string Help) : FactReading;

    public static FactReading Of(string text) => new FactParser(text).Parse();
}

/// <summary>A name in an expression, with its place in the text.</summary>
/// <param name="Value">What it is compared with; null for a fact.</param>
/// <param name="Offset">Of the name, or of the value where there is one.</param>
public sealed record FactMention(string Name, string? Value, int Offset, int Length);
