using System.Collections.Immutable;
using System.Text;

namespace DeliveryAsCode.Templates;

/// <summary>The JSON Schemas that are published for editors and for readers of the JSON outputs.</summary>
public static class Schemas
{
    private const string Folder = "schemas";
    private const string Ending = ".schema.json";

    /// <summary>What can be asked for: <c>delivery</c>, <c>lifecycle</c> and the outputs, in order.</summary>
    public static ImmutableArray<string> Names => [.. Paths.Select(NameOf).Order(StringComparer.Ordinal)];

    /// <returns>The schema's text, or null if there is none of that name.</returns>
    public static string? Find(string name) =>
        Paths.FirstOrDefault(path => NameOf(path) == name) is { } path ? Encoding.UTF8.GetString(BuiltInTemplates.Find(path)!) : null;

    private static IEnumerable<string> Paths => BuiltInTemplates.List(Folder).Where(path => path.EndsWith(Ending, StringComparison.Ordinal));

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..^Ending.Length];
}
