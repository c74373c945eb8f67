using Newtonsoft.Json.Linq;

namespace DeliveryAsCode.Tests.Configuration;

/// <summary>
/// Every mapping that a schema describes: a small document that has an unknown key in it, and the keys that the schema
/// lists there. A reader that names its known keys can be held against it.
/// </summary>
internal sealed class SchemaWalk(JObject schema)
{
    public const string UnknownKey = "zzzzzzzzzzzz";

    private readonly Stack<JObject> _open = new();

    public IEnumerable<(string Yaml, string[] Keys)> Mappings() => Walk(schema, yaml => yaml);

    /// <summary>What contains itself is looked at once. One key of many is a name, and not one of several keys.</summary>
    private IEnumerable<(string Yaml, string[] Keys)> Walk(JObject node, Func<string, string> wrap)
    {
        var resolved = Resolve(node);
        if (_open.Contains(resolved))
            yield break;

        _open.Push(resolved);
        foreach (var found in WalkParts(resolved, wrap))
            yield return found;
        _open.Pop();
    }

    private IEnumerable<(string Yaml, string[] Keys)> WalkParts(JObject node, Func<string, string> wrap)
    {
        var parts = Parts(node).ToList();
        var properties = parts.SelectMany(p => Children(p, "properties")).GroupBy(p => p.Name).ToList();
        var isClosed = parts.Any(p => p["additionalProperties"] is JValue { Value: false }) && !parts.Any(p => p["patternProperties"] is not null);
        if (isClosed && !parts.Any(p => p["maxProperties"] is not null))
            yield return (wrap($"{{{Discriminators(properties)}{UnknownKey}: 1}}"), [.. properties.Select(p => p.Key)]);

        foreach (var found in properties.SelectMany(p => p.SelectMany(v => Walk((JObject)v.Value, inner => wrap($"{{{p.Key}: {inner}}}")))))
            yield return found;
        foreach (var found in parts.SelectMany(p => Children(p, "patternProperties")).SelectMany(p => Walk((JObject)p.Value, inner => wrap($"{{a: {inner}}}"))))
            yield return found;
        foreach (var found in parts.Select(p => p["items"]).OfType<JObject>().SelectMany(items => Walk(items, inner => wrap($"[{inner}]"))))
            yield return found;
        foreach (var found in parts.SelectMany(p => Alternatives(p).SelectMany(a => Walk(a, wrap))))
            yield return found;
    }

    /// <summary>The node itself, what it refers to, and what it adds to that.</summary>
    private IEnumerable<JObject> Parts(JObject node)
    {
        var resolved = Resolve(node);
        return (resolved["allOf"] ?? new JArray()).OfType<JObject>().SelectMany(Parts).Prepend(resolved);
    }

    private JObject Resolve(JObject node) => node["$ref"] is { } reference ? (JObject)schema.SelectToken(((string)reference!)[2..].Replace('/', '.'))! : node;

    private static IEnumerable<JObject> Alternatives(JObject node) =>
        ((node["anyOf"] ?? new JArray()).Concat(node["oneOf"] ?? new JArray())).OfType<JObject>().Where(a => a["required"] is null && a["anyOf"] is null);

    private static IEnumerable<JProperty> Children(JObject node, string key) => (node[key] as JObject)?.Properties() ?? [];

    /// <summary>A property with one possible word tells the alternatives apart.</summary>
    private static string Discriminators(IEnumerable<IGrouping<string, JProperty>> properties) =>
        string.Concat(properties.SelectMany(p => p).Where(p => p.Value["enum"] is JArray { Count: 1 }).Select(p => $"{p.Name}: {p.Value["enum"]![0]}, "));
}
