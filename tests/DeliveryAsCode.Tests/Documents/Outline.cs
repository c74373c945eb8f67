using System.Text;
using System.Xml.Linq;
using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Tests.Documents;

/// <summary>
/// What a document consists of, a line each: headings, list items with their task state, code blocks with a language, and
/// tables by cell. The same from our reading and from GitHub's tree, so that both can be compared.
/// </summary>
internal static class Outline
{
    public static string Of(MarkdownDocument document)
    {
        var lines = new List<string>();
        foreach (var block in document.Blocks)
            Add(lines, block);
        return string.Join('\n', lines);
    }

    public static string Of(XElement tree)
    {
        var lines = new List<string>();
        foreach (var node in tree.Descendants())
            Add(lines, node);
        return string.Join('\n', lines);
    }

    private static void Add(List<string> lines, Block block)
    {
        switch (block)
        {
            case Heading heading:
                lines.Add($"heading {heading.Level}");
                break;
            case ListItem item:
                lines.Add($"{new string('-', item.Depth)}{(item.Ordered ? "1. " : "- ")}{State(item.Mark)}");
                break;
            case FencedBlock { InfoSpan.IsEmpty: false } fence:
                lines.Add($"code {Lines(fence.Content)}");
                break;
            case Table table:
                lines.Add("table");
                lines.AddRange(table.Rows.Prepend(table.Header).Select(r => Row(table, r)));
                break;
        }
    }

    /// <summary>Space at the end of a line is left out: Markdig drops that of blank lines.</summary>
    private static string Lines(string code) => string.Join('/', code.Split('\n').Select(l => l.TrimEnd())).TrimEnd('/');

    private static string State(TaskMark? mark) => mark is null ? "item" : mark.IsDone ? "done" : "open";

    /// <summary>GitHub shows as many cells as the header has.</summary>
    private static string Row(Table table, TableRow row) =>
        string.Join(" | ", Enumerable.Range(0, table.Header.Cells.Length).Select(i => i < row.Cells.Length ? Letters(row.Cells[i].Text) : ""));

    private static void Add(List<string> lines, XElement node)
    {
        switch (node.Name.LocalName)
        {
            case "heading":
                lines.Add($"heading {node.Attribute("level")!.Value}");
                break;
            case "item" or "tasklist":
                var depth = node.Ancestors().Count(a => a.Name.LocalName is "item" or "tasklist");
                lines.Add($"{new string('-', depth)}{(node.Parent!.Attribute("type")!.Value == "ordered" ? "1. " : "- ")}{State(node)}");
                break;
            case "code_block" when node.Attribute("info") is not null:
                lines.Add($"code {Lines(node.Value)}");
                break;
            case "table":
                lines.Add("table");
                lines.AddRange(node.Elements().Select(row => string.Join(" | ", row.Elements().Select(Cell))));
                break;
        }
    }

    private static string State(XElement item) => item.Attribute("completed")?.Value switch
    {
        null => "item",
        "true" => "done",
        _ => "open",
    };

    private static string Cell(XElement cell)
    {
        var text = new StringBuilder();
        foreach (var node in cell.DescendantNodes())
        {
            if (node is XText value && !IsInvisible(value))
                text.Append(value.Value);
        }

        return Letters(text.ToString());
    }

    private static bool IsInvisible(XText text) =>
        text.Parent!.Name.LocalName == "html_inline" && (text.Value.StartsWith("<!--", StringComparison.Ordinal) || text.Value.StartsWith("<br", StringComparison.Ordinal));

    /// <summary>Marks differ by design (our cells keep them); what stands between them must not.</summary>
    private static string Letters(string text) => string.Concat(text.Where(c => char.IsAsciiLetterOrDigit(c) || c == '|'));
}
