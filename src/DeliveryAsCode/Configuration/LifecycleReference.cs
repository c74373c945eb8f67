using System.Collections.Immutable;
using DeliveryAsCode.Templates;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Configuration;

/// <summary>Which lifecycle deliveries go through: a built-in one by name, or a file of the repository by path.</summary>
/// <param name="Name">Null if it is a file.</param>
/// <param name="Path">Null if it is built in.</param>
/// <param name="Location">Where it was said; the beginning of the file if it was not.</param>
public sealed record LifecycleReference(string? Name, string? Path, Location Location)
{
    public const string DefaultName = "client-delivery";

    private const string Folder = "lifecycles";
    private const string Ending = ".yml";

    /// <summary>Names of the lifecycles that come with the program, in order.</summary>
    public static ImmutableArray<string> BuiltInNames =>
        [.. BuiltInTemplates.List(Folder).Select(path => path[(Folder.Length + 1)..^Ending.Length])];

    /// <summary>Where the built-in lifecycle stands among the templates.</summary>
    public static string PathOfBuiltIn(string name) => $"{Folder}/{name}{Ending}";

    /// <summary>A name has no folder and no ending; a path has one of them.</summary>
    public static LifecycleReference Of(string text, Location location) =>
        text.Contains('/', StringComparison.Ordinal) || text.EndsWith(Ending, StringComparison.Ordinal) || text.EndsWith(".yaml", StringComparison.Ordinal)
            ? new LifecycleReference(null, text, location)
            : new LifecycleReference(text, null, location);
}
