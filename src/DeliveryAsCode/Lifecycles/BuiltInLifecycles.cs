using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Templates;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Lifecycles;

/// <summary>The lifecycles that come with the program: files like those that a repository may hold itself.</summary>
public static class BuiltInLifecycles
{
    /// <summary>In order. A configuration that was read without errors names no other.</summary>
    public static ImmutableArray<string> Names => LifecycleReference.BuiltInNames;

    public static Lifecycle? Find(string name)
    {
        var path = LifecycleReference.PathOfBuiltIn(name);
        return BuiltInTemplates.Find(path) is { } bytes ? LifecycleReader.Read(SourceText.Decode($"templates/{path}", bytes)).Value : null;
    }
}
