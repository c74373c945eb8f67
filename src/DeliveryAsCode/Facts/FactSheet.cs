using System.Collections.Immutable;
using System.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Facts;

/// <summary>The facts of one delivery, each with its reason. What cannot be told is unknown, and relieves of no duty.</summary>
public sealed class FactSheet
{
    /// <summary>How deep declared facts may refer to each other.</summary>
    public const int DeepestChain = 32;

    private const int LongestReason = 300;

    private readonly FactInputs _inputs;
    private readonly ChangedFiles _files;
    private readonly Dictionary<string, FactDefinition> _definitions = [];
    private readonly Dictionary<string, FactValue> _values = [];
    private readonly HashSet<string> _underway = [];

    private FactSheet(FactInputs inputs)
    {
        _inputs = inputs;
        _files = new ChangedFiles(inputs.ChangedPaths, inputs.Deliveries);
        foreach (var definition in BuiltInFacts.Definitions.Concat(inputs.Declared))
            _definitions[definition.Name] = definition;
    }

    /// <summary>Nothing is known.</summary>
    public static FactSheet Unknown => Of(new FactInputs());

    public static FactSheet Of(FactInputs inputs) => new(inputs);

    /// <summary>The same facts, where only one of the delivery's environments is meant.</summary>
    public FactSheet In(string environment) => Of(_inputs with { Environments = [environment] });

    /// <summary>Whether the fact is built in or declared.</summary>
    public bool Knows(string fact) => _definitions.ContainsKey(fact) || BuiltInFacts.Names.Contains(fact);

    public FactValue Find(string fact)
    {
        if (_values.TryGetValue(fact, out var known))
            return known;
        if (_underway.Count == DeepestChain || !_underway.Add(fact))
            return FactValue.Of(fact, null, "the facts refer to each other without an end");

        var value = _definitions.TryGetValue(fact, out var definition) ? Judge(definition) : JudgeBuiltIn(fact);
        _underway.Remove(fact);
        return _values[fact] = value;
    }

    /// <summary>Whether one of the delivery's environments is the one, or its complexity is.</summary>
    /// <param name="name">One of <see cref="FactNames.Compared"/>.</param>
    public FactValue Compare(string name, string value) => name switch
    {
        FactNames.Environment when _inputs.Environments.IsEmpty => FactValue.Of(name, null, "no runbook names one"),
        FactNames.Environment => new FactValue(_inputs.Environments.Contains(value), $"environment is {string.Join(" and ", _inputs.Environments.Distinct())}"),
        FactNames.Complexity when _inputs.Complexity is { } complexity => new FactValue(string.Equals(complexity, value, StringComparison.OrdinalIgnoreCase), $"complexity is {complexity}"),
        FactNames.Complexity => FactValue.Of(name, null, "the record does not say it"),
        _ => throw new UnreachableException(),
    };

    private FactValue Judge(FactDefinition definition) => definition switch
    {
        FactDefinition.ByExpression { Name: BuiltInFacts.MonitoringRequired } watched when _inputs.HasWatch is true && BuiltInFacts.Definitions.Contains(watched) =>
            FactValue.Of(watched.Name, true, "a runbook watches metrics"),
        FactDefinition.ByExpression { Expression: var expression } => FactValue.Of(definition.Name, expression.Evaluate(this) is var value ? value.Holds : null, Shorten(value.Why)),
        FactDefinition.ByPaths paths => _files.Of(paths),
        _ => throw new UnreachableException(),
    };

    private FactValue JudgeBuiltIn(string fact) => fact switch
    {
        BuiltInFacts.CodeChanged => _files.IsAnyBeside(fact, [.. Paths(BuiltInFacts.DocumentationOnly), .. Paths(BuiltInFacts.ConfigurationChanged), .. Paths(BuiltInFacts.InfrastructureChanged)]),
        BuiltInFacts.ConfigurationOnly => _files.AreAll(fact, Paths(BuiltInFacts.ConfigurationChanged)),
        BuiltInFacts.DevelopmentOnly => IsDevelopmentOnly(fact),
        BuiltInFacts.AlreadyDeployed => IsAlreadyDeployed(fact),
        BuiltInFacts.EmergencyRollback => FactValue.Of(fact, _inputs.RolledBack, _inputs.RolledBack switch
        {
            true => "the newest execution was rolled back",
            false => "the newest execution was not rolled back",
            null => "the executions cannot be told",
        }),
        BuiltInFacts.TeamHandover => FactValue.Of(fact, null, "no file tells; declare it among the facts of delivery.yml"),
        _ => FactValue.Of(fact, null, "there is no such fact"),
    };

    private FactValue IsDevelopmentOnly(string fact) =>
        _inputs.Environments.IsEmpty ? FactValue.Of(fact, false, "there is no runbook")
        : _inputs.Environments.FirstOrDefault(e => e != "none") is { } real ? FactValue.Of(fact, false, $"a runbook names {real}")
        : FactValue.Of(fact, true, "no runbook names an environment");

    private FactValue IsAlreadyDeployed(string fact) => _inputs.HasDeployed switch
    {
        true => _files.IsNone(fact),
        false => FactValue.Of(fact, false, "nothing was deployed yet"),
        null => FactValue.Of(fact, null, "it cannot be told whether anything was deployed"),
    };

    /// <summary>A kind of file, for which a fact that was declared otherwise says nothing.</summary>
    private ImmutableArray<Glob> Paths(string fact) =>
        (_definitions[fact] as FactDefinition.ByPaths ?? BuiltInFacts.Definitions.OfType<FactDefinition.ByPaths>().First(d => d.Name == fact)).Paths;

    private static string Shorten(string reason) =>
        reason.Length <= LongestReason ? reason : $"{reason[..(LongestReason - (char.IsHighSurrogate(reason[LongestReason - 1]) ? 1 : 0))]}…";
}
