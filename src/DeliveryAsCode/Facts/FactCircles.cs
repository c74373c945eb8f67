using System.Collections.Immutable;

namespace DeliveryAsCode.Facts;

/// <summary>Finds facts that refer to each other in a circle, or so deep that nobody follows.</summary>
internal sealed class FactCircles
{
    private const int Endless = FactSheet.DeepestChain;

    private readonly Dictionary<string, FactDefinition.ByExpression> _definitions = [];
    private readonly Dictionary<string, int> _depths = [];
    private readonly List<string> _way = [];
    private readonly Dictionary<string, string> _found = [];

    private FactCircles(ImmutableArray<FactDefinition> declared)
    {
        var effective = new Dictionary<string, FactDefinition>();
        foreach (var definition in BuiltInFacts.Definitions.Concat(declared))
            effective[definition.Name] = definition;
        foreach (var definition in effective.Values.OfType<FactDefinition.ByExpression>())
            _definitions.Add(definition.Name, definition);
    }

    /// <summary>Names of facts, each with what is wrong; a circle is told once.</summary>
    public static IReadOnlyDictionary<string, string> Of(ImmutableArray<FactDefinition> declared)
    {
        var circles = new FactCircles(declared);
        foreach (var definition in declared.OfType<FactDefinition.ByExpression>())
            _ = circles.Depth(definition.Name);
        return circles._found;
    }

    /// <summary>How many facts follow from one to the next at most; 0 for one that refers to none.</summary>
    private int Depth(string name)
    {
        if (!_definitions.TryGetValue(name, out var definition))
            return 0;
        if (_depths.TryGetValue(name, out var known))
            return known;
        if (_way.IndexOf(name) is >= 0 and var start)
            return Report(_way[start], $"the facts refer to each other in a circle: {string.Join(" → ", _way[start..].Append(name))}");
        if (_way.Count == Endless)
            return Report(_way[0], TooDeep(_way[0]));

        _way.Add(name);
        var depth = definition.Expression.Names.Distinct().Select(Depth).Append(0).Max() + 1;
        _way.RemoveAt(_way.Count - 1);
        return _depths[name] = depth < Endless ? depth : Report(name, TooDeep(name));
    }

    private static string TooDeep(string name) => $"\"{name}\" leads to {Endless} other facts one behind the other";

    private int Report(string name, string message)
    {
        _found.TryAdd(name, message);
        return 0;
    }
}
