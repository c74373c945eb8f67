using System.Runtime.CompilerServices;

namespace DeliveryAsCode.Tests;

/// <summary>Files that tests read, where they stand in the repository.</summary>
internal static class TestFiles
{
    public static string Seeds => Path.Combine(Root(), "Seeds");

    public static string Corpus => Path.Combine(Root(), "Documents", "Corpus");

    public static string Scenarios => Path.Combine(Root(), "Scenarios");

    public static string Journals => Path.Combine(Root(), "Execution", "Journals");

    /// <summary>The text of a page of the repository's own documentation.</summary>
    public static string OfRepository(string path) => File.ReadAllText(Path.Combine(Root(), "..", "..", path));

    private static string Root([CallerFilePath] string here = "") => Path.GetDirectoryName(Path.GetDirectoryName(here))!;
}
