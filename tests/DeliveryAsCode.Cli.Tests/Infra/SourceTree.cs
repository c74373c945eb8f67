using System.Runtime.CompilerServices;

namespace DeliveryAsCode.Cli.Tests.Infra;

/// <summary>This repository, as it is checked out.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Find();

    public static string PathOf(string path) => Path.Combine(Root, path);

    private static string Find([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
