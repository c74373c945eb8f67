namespace DeliveryAsCode.Runbooks;

/// <summary>What a strategy tells a block which part of it runs. Closed.</summary>
/// <param name="Variable">The variable in which the block finds it.</param>
public abstract record StrategyValue(string Variable)
{
    public const string Weight = "DELIVERY_WEIGHT";
    public const string Batch = "DELIVERY_BATCH";
    public const string Color = "DELIVERY_COLOR";

    /// <param name="outputs">What earlier steps gave, by name.</param>
    /// <returns>Null while the step that finds it out has not run.</returns>
    public string? Resolve(IReadOnlyDictionary<string, string> outputs) => this switch
    {
        StrategyText text => text.Text,
        StrategyOutput output => outputs.GetValueOrDefault(output.Output),
        StrategyOther other => outputs.GetValueOrDefault(other.Output) is { } found ? found == other.First ? other.Second : other.First : null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What the program, and nobody by hand, can know. Put into words for people.</summary>
    public string Describe() => this switch
    {
        StrategyText text => text.Text,
        StrategyOutput => "the active one",
        StrategyOther => "the idle one",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>Known from the file: a weight, a batch.</summary>
public sealed record StrategyText(string Variable, string Text) : StrategyValue(Variable);

/// <summary>What an earlier part found out.</summary>
/// <param name="Output">Name of the output; no runbook can use it, see <see cref="StrategyPart.OutputOf"/>.</param>
public sealed record StrategyOutput(string Variable, string Output) : StrategyValue(Variable);

/// <summary>Of two, the one that an earlier part did not find.</summary>
public sealed record StrategyOther(string Variable, string Output, string First, string Second) : StrategyValue(Variable);
