using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Scenarios;

/// <summary>
/// A folder that tells a story: the files before, the facts that no file tells, what is asked for, and what came of it.
/// <c>from:</c> in its request names a scenario's files to begin with; those of its own <c>before/</c> are laid over them.
/// </summary>
internal sealed class Scenario
{
    private Scenario(string folder, YamlMappingReader request, ImmutableSortedDictionary<string, string> files)
    {
        (Folder, Request, Files) = (folder, request, files);
    }

    public string Folder { get; }

    public YamlMappingReader Request { get; }

    /// <summary>By path from the repository's root.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; }

    public static IEnumerable<string> Names => Directory.EnumerateFiles(TestFiles.Scenarios, "request.yml", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(TestFiles.Scenarios, Path.GetDirectoryName(path)!).Replace('\\', '/')).Order(StringComparer.Ordinal);

    public static Scenario Read(string name)
    {
        var folder = Path.Combine(TestFiles.Scenarios, name);
        return new Scenario(folder, Yaml(Path.Combine(folder, "request.yml")), FilesOf(name));
    }

    public YamlMappingReader Facts => File.Exists(Path.Combine(Folder, "facts.yml")) ? Yaml(Path.Combine(Folder, "facts.yml")) : Parse("facts.yml", "");

    private static ImmutableSortedDictionary<string, string> FilesOf(string name)
    {
        var folder = Path.Combine(TestFiles.Scenarios, name);
        var request = Yaml(Path.Combine(folder, "request.yml"));
        var files = request.Text("from") is { } from ? FilesOf(from).ToBuilder() : ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var before = Path.Combine(folder, "before");
        foreach (var path in Directory.Exists(before) ? Directory.EnumerateFiles(before, "*", SearchOption.AllDirectories) : [])
            files[Path.GetRelativePath(before, path).Replace('\\', '/')] = File.ReadAllText(path);
        foreach (var edit in request.List("edits", value => value.Mapping(ScenarioEdit.Read)))
            files[edit.Path] = edit.Apply(files[edit.Path]);
        foreach (var path in request.List("without", value => value.Text()))
            files.Remove(path).ShouldBeTrue($"{name} takes out {path}, which is not there");
        return files.ToImmutable();
    }

    private static YamlMappingReader Yaml(string path) => Parse(Path.GetFileName(path), File.ReadAllText(path));

    private static YamlMappingReader Parse(string path, string text)
    {
        var source = SourceText.From(path, text);
        var read = YamlReader.Read(source);
        read.Diagnostics.ShouldBeEmpty();
        return new YamlValue(read.Value ?? new YamlScalar(default, "", IsQuoted: false), new DiagnosticBag(source)).AnyMapping()!;
    }
}

/// <summary>One text in a file that becomes another.</summary>
internal sealed record ScenarioEdit(string Path, string Old, string New)
{
    public static ScenarioEdit Read(YamlMappingReader edit) => new(edit.Text("path")!, Unescape(edit.Text("old")!), Unescape(edit.Text("new") ?? ""));

    public string Apply(string text)
    {
        text.ShouldContain(Old, Case.Sensitive, $"{Path} does not hold what the scenario changes");
        var at = text.IndexOf(Old, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), New, text.AsSpan(at + Old.Length));
    }

    private static string Unescape(string text) => text.Replace("\\n", "\n", StringComparison.Ordinal);
}
