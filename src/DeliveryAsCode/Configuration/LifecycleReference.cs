using DeliveryAsCode.Text;

namespace DeliveryAsCode.Configuration;

/// <summary>Which lifecycle deliveries go through: a built-in one by name, or a file of the repository by path.</summary>
/// <param name="Name">Null if it is a file.</param>
/// <param name="Path">Null if it is built in.</param>
/// <param name="Location">Where it was said; the beginning of the file if it was not.</param>
public sealed record LifecycleReference(string? Name, string? Path, Location Location)
{
    public const string DefaultName = "client-delivery";

    public static LifecycleReference Of(string text, Location location) =>
        text.Contains('/', StringComparison.Ordinal) || text.EndsWith(".yml", StringComparison.Ordinal) || text.EndsWith(".yaml", StringComparison.Ordinal)
            ? new LifecycleReference(null, text, location)
            : new LifecycleReference(text, null, location);
}
