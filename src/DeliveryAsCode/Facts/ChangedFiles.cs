using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Facts;

/// <summary>The changed files of what is delivered. Answers are null where the change is not known.</summary>
internal sealed class ChangedFiles
{
    private const string Unknown = "it cannot be told which files changed since the last deployment";
    private const int MostPatterns = 3;

    private readonly ImmutableArray<string>? _paths;

    public ChangedFiles(ImmutableArray<string>? paths, Glob deliveries)
    {
        var own = OwnDocuments(deliveries);
        _paths = paths is { } known ? [.. known.Where(path => !Matches(own, path))] : null;
    }

    public FactValue Of(FactDefinition.ByPaths fact) =>
        fact.IsOnly ? AreAll(fact.Name, fact.Paths) : IsAny(fact.Name, path => Matches(fact.Paths, path), $"no changed file matches {Show(fact.Paths)}");

    public FactValue IsAnyBeside(string name, ImmutableArray<Glob> paths) =>
        IsAny(name, path => !Matches(paths, path), "nothing but documentation, configuration or infrastructure changed");

    /// <summary>Every one matches, and there is one.</summary>
    public FactValue AreAll(string name, ImmutableArray<Glob> patterns) => _paths switch
    {
        null => FactValue.Of(name, null, Unknown),
        [] => FactValue.Of(name, false, "no file changed"),
        { } paths when paths.FirstOrDefault(path => !Matches(patterns, path)) is { } other => FactValue.Of(name, false, $"{other} changed"),
        { Length: var count } => FactValue.Of(name, true, $"{(count == 1 ? "the one changed file matches" : $"all {count} changed files match")} {Show(patterns)}"),
    };

    public FactValue IsNone(string name) => _paths switch
    {
        null => FactValue.Of(name, null, Unknown),
        [] => FactValue.Of(name, true, "no file changed since the last deployment"),
        [var first, ..] => FactValue.Of(name, false, $"{first} changed since the last deployment"),
    };

    private FactValue IsAny(string name, Func<string, bool> matches, string otherwise) =>
        _paths is not { } paths ? FactValue.Of(name, null, Unknown)
        : paths.FirstOrDefault(matches) is { } first ? FactValue.Of(name, true, $"{first} changed")
        : FactValue.Of(name, false, otherwise);

    private static bool Matches(ImmutableArray<Glob> patterns, string path) => patterns.Any(p => p.IsMatch(path));

    private static string Show(ImmutableArray<Glob> patterns) => patterns switch
    {
        [] => "an empty list of paths",
        [var only] => only.Pattern,
        _ when patterns.Length > MostPatterns => $"{string.Join(", ", patterns.Take(MostPatterns))} or {patterns.Length - MostPatterns} more",
        _ => $"{string.Join(", ", patterns.SkipLast(1))} or {patterns[^1]}",
    };

    /// <summary>What people and the program write beside a record, and the rules; a script that lies there counts as any other.</summary>
    private static ImmutableArray<Glob> OwnDocuments(Glob deliveries)
    {
        var folder = deliveries.Pattern[..(deliveries.Pattern.LastIndexOf('/') + 1)];
        string[] documents = ["*.md", "checklists/*.md", "runbooks/*.md", "executions/*.md", "executions/*.jsonl", "messages/*.md"];
        return [Glob.Parse("delivery.yml"), .. documents.Select(d => Glob.Parse(folder + d))];
    }
}
