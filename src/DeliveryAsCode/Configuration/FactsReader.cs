using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Facts;

namespace DeliveryAsCode.Configuration;

/// <summary>Reads <c>facts:</c>, where a fact is a list of paths or a condition over other facts.</summary>
internal static class FactsReader
{
    public static ImmutableArray<FactDefinition> Read(YamlMappingReader root)
    {
        var facts = root.Named("facts", ReadFact);
        ImmutableArray<FactDefinition> declared = [.. facts.Select(f => f.Definition)];
        var names = FactNames.Known(declared, EnvironmentsOf(root));
        foreach (var fact in facts)
            CheckMentions(fact, names);

        var circles = FactCircles.Of(declared);
        foreach (var fact in facts.Where(f => circles.ContainsKey(f.Definition.Name)))
            fact.Value.Report(DiagnosticCatalog.FactCircle, circles[fact.Definition.Name], "let one of them be told from paths: a list such as [\"infra/**\"]");
        return declared;
    }

    private static IEnumerable<string> EnvironmentsOf(YamlMappingReader root) =>
        root.Find("environments")?.Node is YamlMapping environments ? environments.Entries.Select(e => e.Key.Value) : [];

    private static DeclaredFact? ReadFact(YamlScalar key, YamlValue value)
    {
        if (NameOf(key, value.Findings) is not { } name)
            return null;
        if (value is { Node: YamlScalar, IsUnset: false })
            return ReadExpression(name, value);

        return value.List(ConfigurationValues.Pattern) is { } paths ? new DeclaredFact(new FactDefinition.ByPaths(name, paths), value, []) : null;
    }

    private static string? NameOf(YamlScalar key, DiagnosticBag findings)
    {
        if (!FactNames.IsReserved(key.Value))
            return ConfigurationValues.Name(key, findings);

        findings.Report(DiagnosticCatalog.ConfigurationName, key.Span, $"\"{key.Value}\" cannot be the name of a fact", "conditions use this word for something else: choose another");
        return null;
    }

    private static DeclaredFact? ReadExpression(string name, YamlValue value) =>
        FactText.Read(value) is { } read ? new DeclaredFact(new FactDefinition.ByExpression(name, read.Expression), value, read.Mentions) : null;

    private static void CheckMentions(DeclaredFact fact, FactNames names)
    {
        foreach (var mention in fact.Mentions)
        {
            if (names.MistakeIn(mention) is { } mistake)
                fact.Value.Findings.Report(DiagnosticCatalog.UnknownFact, FactText.PlaceIn(fact.Value, mention.Offset, mention.Length), mistake.Message, mistake.Help);
        }
    }

    private sealed record DeclaredFact(FactDefinition Definition, YamlValue Value, ImmutableArray<FactMention> Mentions);
}
