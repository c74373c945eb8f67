using System.Collections.Immutable;

namespace DeliveryAsCode.Conversations;

/// <summary>A line of a comment that begins with <c>/delivery</c>. Closed.</summary>
/// <param name="Number">Of the line in the comment, from 1.</param>
/// <param name="Text">As it stands there: somebody's words, safe for nothing.</param>
public abstract record CommandLineReading(int Number, string Text)
{
    public sealed record Understood(int Number, string Text, CommentCommand Command) : CommandLineReading(Number, Text);

    /// <param name="Message">What is wrong, in a sentence without a full stop.</param>
    /// <param name="Help">What to write instead.</param>
    public sealed record NotUnderstood(int Number, string Text, string Message, string Help) : CommandLineReading(Number, Text);
}

/// <summary>What a comment asks for.</summary>
/// <param name="Lines">In the order of the comment; empty if it asks for nothing.</param>
public sealed record CommentReading(ImmutableArray<CommandLineReading> Lines)
{
    public static CommentReading Nothing { get; } = new([]);

    public bool IsEmpty => Lines.IsEmpty;

    public IEnumerable<CommentCommand> Commands => Lines.OfType<CommandLineReading.Understood>().Select(l => l.Command);
}
