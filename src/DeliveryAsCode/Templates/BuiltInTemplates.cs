using System.Collections.Immutable;

namespace DeliveryAsCode.Templates;

/// <summary>The files of <c>templates/</c>, which are embedded in the program.</summary>
public static class BuiltInTemplates
{
    private const string Prefix = "templates/";

    /// <summary>Paths below <paramref name="folder"/>, for example <c>delivery/record.md</c>, in order.</summary>
    public static ImmutableArray<string> List(string folder) =>
    [
        .. typeof(BuiltInTemplates).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith($"{Prefix}{folder}/", StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <returns>Null if there is no such template.</returns>
    public static byte[]? Find(string path)
    {
        using var stream = typeof(BuiltInTemplates).Assembly.GetManifestResourceStream(Prefix + path);
        if (stream is null)
            return null;

        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
