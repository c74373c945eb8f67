using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace DeliveryAsCode.Conversations;

/// <summary>Text of people as a label of a Mermaid diagram, between quotes where the diagram allows them: whatever could be syntax is written by its number.</summary>
public static class MermaidText
{
    private const string Plain = " .,-_/+()";

    /// <summary>A label that begins with one of them is swallowed, or nothing is drawn.</summary>
    private static readonly ImmutableArray<string> Keywords =
    [
        "accdescr", "acctitle", "axisformat", "class", "classdef", "click", "dateformat", "default", "direction", "end", "excludes", "flowchart", "gantt", "graph", "includes", "linkstyle", "section", "style", "subgraph", "tickinterval", "title", "todaymarker", "vert", "weekday", "weekend",
    ];

    /// <param name="limit">Of characters that are shown.</param>
    public static string Of(string text, int limit = 80)
    {
        var runes = ShownText.Line(text).EnumerateRunes().ToList();
        var label = new StringBuilder();
        var isKeyword = Keywords.Any(k => Begins(runes, k));
        foreach (var rune in runes.Count > limit ? runes.Take(limit - 1).Append(new Rune('…')) : runes)
        {
            var isFirst = label.Length == 0;
            if (!IsPlain(rune) || (isFirst && (isKeyword || !Rune.IsLetter(rune))))
                label.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
            else
                label.Append(rune);
        }

        return label.Length == 0 ? "#8211;" : label.ToString();
    }

    private static bool Begins(List<Rune> runes, string keyword) =>
        runes.Count >= keyword.Length && keyword.Select((c, i) => (c, i)).All(k => Rune.ToLowerInvariant(runes[k.i]).Value == k.c);

    private static bool IsPlain(Rune rune) => Rune.IsLetterOrDigit(rune) || (rune.IsAscii && Plain.Contains((char)rune.Value, StringComparison.Ordinal));
}
