using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Templates;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Lifecycles;

/// <summary>The lifecycles that come with the program: files like those that a repository may hold itself.</summary>
public static class BuiltInLifecycles
{
    private const string Folder = "lifecycles";
    private const string Ending = ".yml";

    public static ImmutableArray<string> Names =>
        [.. BuiltInTemplates.List(Folder).Select(path => path[(Folder.Length + 1)..^Ending.Length])];

    public static Lifecycle? Find(string name)
    {
        var path = $"{Folder}/{name}{Ending}";
        return BuiltInTemplates.Find(path) is { } bytes ? LifecycleReader.Read(SourceText.Decode($"templates/{path}", bytes)).Value : null;
    }

    /// <summary>What is wrong with a reference to a lifecycle that is not built in, or null.</summary>
    public static Diagnostic? MistakeIn(LifecycleReference reference)
    {
        if (reference.Name is not { } name || Names.Contains(name))
            return null;

        return new Diagnostic(DiagnosticCatalog.UnknownLifecycle, reference.Location, $"there is no built-in lifecycle \"{name}\"")
        {
            Help = $"{Suggestion.Help(name, Names)}; or write the path of a lifecycle file of this repository",
        };
    }
}
