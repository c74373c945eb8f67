using System.Collections.Immutable;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Runbooks;

/// <summary>How a step reaches everybody little by little, as its <c>yaml strategy</c> says. Closed.</summary>
/// <param name="Bake">How long it is watched between two parts; null: not at all.</param>
internal abstract record Strategy(TimeSpan? Bake, Location Location);

/// <summary><c>canary</c> and <c>feature-flag</c>: once for each share, watched in between.</summary>
/// <param name="Weights">Per cent, ascending.</param>
/// <param name="WhileWaiting">Null: shift back.</param>
internal sealed record SharesStrategy(ImmutableArray<int> Weights, TimeSpan? Bake, WhileWaiting? WhileWaiting, Location Location) : Strategy(Bake, Location);

internal sealed record RollingStrategy(ImmutableArray<string> Batches, TimeSpan? Bake, Location Location) : Strategy(Bake, Location);

/// <param name="Active">Prints the color that is in use.</param>
/// <param name="Switch">Makes the color in <see cref="StrategyValue.Color"/> the one in use.</param>
internal sealed record BlueGreenStrategy(string First, string Second, ScriptAction Active, ScriptAction Switch, Location Location) : Strategy(null, Location);
