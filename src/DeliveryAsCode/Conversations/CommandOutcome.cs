using System.Collections.Immutable;

namespace DeliveryAsCode.Conversations;

/// <summary>What became of a line of a comment. Closed.</summary>
public abstract record CommandOutcome
{
    private CommandOutcome()
    {
    }

    /// <param name="What">What was done, a sentence without a full stop.</param>
    /// <param name="Address">Where it can be seen; null if nowhere.</param>
    public sealed record Done(CommentCommand Command, string What, string? Address) : CommandOutcome
    {
        /// <summary>More about it, as Markdown of our own making.</summary>
        public string? Details { get; init; }
    }

    /// <summary>It is so already, or there is nothing that it could be about.</summary>
    public sealed record NothingToDo(CommentCommand Command, string Why) : CommandOutcome;

    /// <param name="Why">A sentence without a full stop.</param>
    /// <param name="Who">Roles or names of those who may.</param>
    public sealed record Refused(CommentCommand Command, string Why, ImmutableArray<string> Who) : CommandOutcome;

    public sealed record NotUnderstood(CommandLineReading.NotUnderstood Line) : CommandOutcome;
}
