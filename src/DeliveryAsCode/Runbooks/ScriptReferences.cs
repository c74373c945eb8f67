using System.Text.RegularExpressions;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Runbooks;

/// <summary>
/// The files of the repository that a runbook's blocks name, and those that these name: what an approval of the runbook
/// approves with it. What is put together while a script runs cannot be seen.
/// </summary>
public static partial class ScriptReferences
{
    private const int MostFiles = 500;

    /// <param name="read">A file of the repository; null if there is none.</param>
    /// <returns>In the order of their paths.</returns>
    public static IReadOnlyList<SourceText> Of(Runbook runbook, Func<string, SourceText?> read)
    {
        var found = new SortedDictionary<string, SourceText>(StringComparer.Ordinal);
        var waiting = new Queue<(string Text, string Folder)>(runbook.Steps.SelectMany(Blocks));
        while (waiting.TryDequeue(out var block) && found.Count < MostFiles)
        {
            foreach (var source in Candidates(block.Text, block.Folder).Where(path => !found.ContainsKey(path)).Select(read).OfType<SourceText>())
            {
                if (found.TryAdd(source.Path, source))
                    waiting.Enqueue((source.Text, FolderOf(source.Path)));
            }
        }

        return [.. found.Values.Where(s => s.Path != runbook.Path)];
    }

    private static IEnumerable<(string Text, string Folder)> Blocks(Step step) =>
        [
            .. new[] { step.Run, step.Verify, step.Undo }.OfType<ScriptAction>().Select(action => (action.Source, action.Options.WorkingDirectory)),
            .. (step.Watch?.Metrics ?? []).Select(m => m.Source).OfType<CommandSource>().Select(c => (c.Command, "")),
        ];

    /// <summary>Seen from the root, where steps run, from the folder of what names it, and from the folders that it goes to.</summary>
    private static IEnumerable<string> Candidates(string text, string folder)
    {
        string[] folders = ["", folder, .. Change().Matches(text).Select(m => m.Groups[1].Value).Distinct().SelectMany(to => new[] { to, $"{folder}/{to}" })];
        var words = Word().Matches(text).Select(m => m.Value).Distinct().Concat(Called(text));
        return words.SelectMany(word => folders.Select(from => Normalize($"{from}/{word}"))).OfType<string>().Distinct();
    }

    /// <summary>What a program reads without being told.</summary>
    private static IEnumerable<string> Called(string text)
    {
        if (text.Contains("make", StringComparison.Ordinal))
            yield return "Makefile";
        if (text.Contains("npm", StringComparison.Ordinal) || text.Contains("yarn", StringComparison.Ordinal))
            yield return "package.json";
    }

    /// <returns>Null for what leads out of the repository.</returns>
    private static string? Normalize(string path)
    {
        var names = new List<string>();
        foreach (var name in path.Split('/'))
        {
            if (name == ".." && names.Count == 0)
                return null;
            if (name == "..")
                names.RemoveAt(names.Count - 1);
            else if (name is not ("" or "."))
                names.Add(name);
        }

        return names.Count == 0 ? null : string.Join('/', names);
    }

    private static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    /// <summary>Whatever could be the name of a file; whether there is one is looked up.</summary>
    [GeneratedRegex(@"[\p{L}\p{N}_.+@%-]*(?:/[\p{L}\p{N}_.+@%-]+)+|[\p{L}\p{N}_.+@%-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?:cd|pushd)\s+[""']?(?:\$\{?PWD\}?/)?([\p{L}\p{N}_.+@%/-]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Change();
}
