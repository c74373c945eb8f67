using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Hosts;

/// <summary>The linter of <c>tests/stand-ins/lint</c>, with what it needs.</summary>
internal static class Lint
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly string Folder = SourceTree.PathOf("tests/stand-ins/lint");
    private static readonly Lazy<string> Node = new(Prepare);

    /// <param name="files">From the root of this repository, or absolute.</param>
    public static Outcome Of(IEnumerable<string> files) => Run(Node.Value, [Path.Combine(Folder, "lint.mjs"), SourceTree.Root, .. files]);

    private static string Prepare()
    {
        var node = DebianPackage.Require("node", "nodejs");
        DebianPackage.Require("shellcheck", "shellcheck");
        var (wanted, made) = (Path.Combine(Folder, "package-lock.json"), Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (!File.Exists(made) || File.GetLastWriteTimeUtc(made) < File.GetLastWriteTimeUtc(wanted))
            Run(DebianPackage.Require("npm", "npm"), ["ci"]).ExitsWith(0);
        return node;
    }

    /// <summary>With the environment of the tests: npm and node may need the certificates that it names.</summary>
    private static Outcome Run(string program, string[] arguments)
    {
        var environment = System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
        var folder = Path.GetFileName(program) == "npm" ? Folder : SourceTree.Root;
        return new Outcome(string.Join(' ', [program, .. arguments]), Finished.Of(program, arguments, folder, environment, Patience));
    }
}
