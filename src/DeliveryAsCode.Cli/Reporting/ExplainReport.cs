using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>The page of a code: laid out for a terminal, else as the Markdown it is.</summary>
public static class ExplainReport
{
    public static void Write(TextWriter output, DiagnosticDescriptor descriptor, Explanation explanation, Terminal terminal)
    {
        var title = $"{descriptor.Code} ({Report.Word(descriptor.Severity)}): {descriptor.Title}";
        if (terminal.IsInteractive)
            WritePage(output, title, explanation, terminal);
        else
            output.Write($"# {title}\n\n{explanation.Page}\n");
    }

    private static void WritePage(TextWriter output, string title, Explanation explanation, Terminal terminal)
    {
        output.Write($"{(terminal.HasColours ? $"\e[1m{title}\e[0m" : title)}\n");
        foreach (var paragraph in explanation.Prose.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
            output.Write($"\n{string.Join('\n', Wrap(paragraph, terminal.Width))}\n");
        WriteExample(output, "Before", explanation.Before);
        WriteExample(output, "After", explanation.After);
    }

    private static void WriteExample(TextWriter output, string name, Example example)
    {
        output.Write($"\n{name}{(example.Command is { } command ? $": {string.Join("; ", [.. example.Preparation, command])}" : "")}\n");
        foreach (var file in example.Files)
        {
            output.Write($"\n  {file.Path}\n");
            foreach (var line in file.Text.TrimEnd('\n').Split('\n'))
                output.Write($"    {line}".TrimEnd() + "\n");
        }
    }

    /// <summary>Breaks between words; a word that is wider than a line stays whole.</summary>
    internal static IEnumerable<string> Wrap(string paragraph, int width)
    {
        var line = "";
        foreach (var word in paragraph.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && CellWidth.Of(line) + 1 + CellWidth.Of(word) > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
