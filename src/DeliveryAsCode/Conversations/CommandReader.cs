using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Conversations;

/// <summary>
/// Reads the commands of a comment: one a line, and only where the author says them in their own voice. What stands in
/// code, quotes, lists, tables or HTML is spoken of, not said.
/// </summary>
public static class CommandReader
{
    public const int MaxCommands = 10;

    /// <summary>In UTF-16 units.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Never throws. A comment of the program's own, by its marker, asks for nothing.</summary>
    /// <param name="lifecycle">Whose gates are named; null where nobody knows, and any name is taken.</param>
    public static CommentReading Read(string body, Lifecycle? lifecycle)
    {
        if (!body.Contains(CommandUsage.Prefix, StringComparison.OrdinalIgnoreCase) || Marker.IsOwn(body))
            return CommentReading.Nothing;
        if (body.Length > MaxLength)
            return Unreadable($"the comment has more than {MaxLength} characters, and nothing of it was read", "write the command in a comment of its own");

        var source = SourceText.From("comment.md", body);
        var (lines, findings) = SpokenLines.Read(source);
        if (!findings.IsEmpty)
            return Unreadable($"the comment cannot be read: {findings[0].Message}", "write the command in a comment of its own");

        var commands = lines.Select(span => (source.GetPosition(span.Start).Line, Text: source.ToString(span))).Where(line => IsCommand(line.Text)).ToList();
        return new(
        [
            .. commands.Take(MaxCommands).Select(line => new CommandLineReader(line.Line, line.Text, lifecycle).Read()),
            .. commands.Skip(MaxCommands).Take(1).Select(line => TooMany(line.Line, line.Text)),
        ]);
    }

    private static bool IsCommand(string line) =>
        line.StartsWith(CommandUsage.Prefix, StringComparison.OrdinalIgnoreCase) && (line.Length == CommandUsage.Prefix.Length || line[CommandUsage.Prefix.Length] is ' ' or '\t');

    private static CommandLineReading TooMany(int number, string text) =>
        new CommandLineReading.NotUnderstood(number, text, $"a comment gives at most {MaxCommands} commands, and this one and those behind it were not read", "write them in another comment");

    private static CommentReading Unreadable(string message, string help) => new([new CommandLineReading.NotUnderstood(1, "", message, help)]);
}
