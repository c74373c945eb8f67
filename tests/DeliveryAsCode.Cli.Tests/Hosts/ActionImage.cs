using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Hosts;

/// <summary>The image of the container action, built once from the root Dockerfile.</summary>
internal static class ActionImage
{
    /// <summary>From nothing: packages, base images, and a publication on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private static readonly Lazy<long> Built = new(Build);

    /// <summary>Of this work tree: another one on the machine may be of another commit.</summary>
    public static string Tag { get; } = $"localhost/delivery-action:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SourceTree.Root)))[..12]}";

    /// <summary>Uncompressed.</summary>
    public static long Bytes => Built.Value;

    /// <summary>Calls the engine when the image is there.</summary>
    public static Outcome Engine(params string[] arguments)
    {
        _ = Built.Value;
        return Script("run.sh", arguments);
    }

    private static long Build()
    {
        var built = Script("build.sh", [Tag]).ExitsWith(0);
        return long.Parse(built.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1], CultureInfo.InvariantCulture);
    }

    /// <summary>With the environment of the tests, in which NuGet and apt find their way.</summary>
    private static Outcome Script(string name, string[] arguments)
    {
        var environment = System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
        return new Outcome($"{name} {string.Join(' ', arguments)}", Finished.Of("bash", [SourceTree.PathOf($"tests/stand-ins/container/{name}"), .. arguments], SourceTree.Root, environment, Patience));
    }
}
