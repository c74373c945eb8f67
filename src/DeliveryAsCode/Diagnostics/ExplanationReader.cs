using System.Collections.Immutable;

namespace DeliveryAsCode.Diagnostics;

/// <summary>
/// Reads a page line by line. The pages are ours and are held by tests, so a small reader does.
/// </summary>
internal sealed class ExplanationReader
{
    private readonly Dictionary<string, List<string>> _parts = new() { [""] = [] };
    private readonly Dictionary<string, List<Fence>> _fences = new() { [""] = [] };

    public ExplanationReader(string page)
    {
        var lines = page.ReplaceLineEndings("\n").Split('\n');
        var part = "";
        for (var i = 0; i < lines.Length; i++)
        {
            if (Fence.Open(lines[i]) is { } fence)
                _fences[part].Add(fence.ReadFrom(lines, ref i));
            else if (lines[i].StartsWith("## ", StringComparison.Ordinal))
                Begin(part = lines[i][3..].Trim());
            else
                _parts[part].Add(lines[i]);
        }
    }

    public string Prose => string.Join('\n', _parts[""]).Trim();

    public Example ExampleUnder(string heading)
    {
        var fences = _fences.GetValueOrDefault(heading, []);
        string[] commands = [.. fences.FirstOrDefault(f => f.IsCommand)?.Text.Trim().Split('\n').Select(line => line.TrimStart('$').Trim()) ?? []];
        return new Example([.. commands.SkipLast(1)], commands.LastOrDefault(), [.. fences.Where(f => !f.IsCommand).Select(f => new ExampleFile(f.Path, f.Text, f.IsEscaped))]);
    }

    private void Begin(string part)
    {
        _parts.TryAdd(part, []);
        _fences.TryAdd(part, []);
    }

    /// <param name="Words">The info string: language, path, <c>escaped</c>.</param>
    private sealed record Fence(string Marks, ImmutableArray<string> Words, string Text)
    {
        public bool IsCommand => Words is ["console", ..];

        public string Path => Words.ElementAtOrDefault(1) ?? "";

        public bool IsEscaped => Words.Contains("escaped");

        public static Fence? Open(string line)
        {
            var marks = line.Length - line.TrimStart('`').Length;
            return marks >= 3
                ? new Fence(line[..marks], [.. line[marks..].Split(' ', StringSplitOptions.RemoveEmptyEntries)], "")
                : null;
        }

        /// <summary>Takes the lines behind the opening one; <paramref name="line"/> ends at the closing one.</summary>
        public Fence ReadFrom(string[] lines, ref int line)
        {
            var first = ++line;
            while (line < lines.Length && lines[line].TrimEnd() != Marks)
                line++;
            return this with { Text = string.Concat(lines[first..Math.Min(line, lines.Length)].Select(l => l + "\n")) };
        }
    }
}
