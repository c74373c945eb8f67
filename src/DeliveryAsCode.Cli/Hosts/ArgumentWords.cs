using System.Text;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>
/// The words of the input <c>arguments</c>. Several lines are one argument each, as they are, so that a value can be put on
/// a line of its own without a thought about quotes. A single line is split at blanks; <c>'…'</c> keeps everything,
/// <c>"…"</c> keeps everything but <c>\"</c> and <c>\\</c>, and elsewhere a backslash keeps the character behind it. No shell
/// is asked: there are no variables, no patterns and no comments.
/// </summary>
internal static class ArgumentWords
{
    /// <exception cref="CommandException">A quote is never closed.</exception>
    public static IReadOnlyList<string> Split(string arguments)
    {
        var lines = arguments.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Length > 1 ? lines : [.. lines.SelectMany(SplitLine)];
    }

    private static List<string> SplitLine(string line)
    {
        var words = new List<string>();
        for (var i = 0; i < line.Length;)
        {
            if (char.IsWhiteSpace(line[i]))
                i++;
            else
                words.Add(Word(line, ref i));
        }

        return words;
    }

    private static string Word(string line, ref int i)
    {
        var word = new StringBuilder();
        while (i < line.Length && !char.IsWhiteSpace(line[i]))
        {
            if (line[i] is '\'' or '"')
                AppendQuoted(word, line, line[i], ref i);
            else if (line[i] == '\\' && i + 1 < line.Length)
                (_, i) = (word.Append(line[i + 1]), i + 2);
            else
                word.Append(line[i++]);
        }

        return word.ToString();
    }

    private static void AppendQuoted(StringBuilder word, string line, char quote, ref int i)
    {
        var start = i++;
        while (i < line.Length && line[i] != quote)
        {
            if (quote == '"' && line[i] == '\\' && i + 1 < line.Length && line[i + 1] is '"' or '\\')
                i++;
            word.Append(line[i++]);
        }

        if (i++ >= line.Length)
            throw CommandException.Unusable($"the input \"arguments\" has a quote that is never closed, at character {start + 1}", "close it, or write each argument on a line of its own");
    }
}
