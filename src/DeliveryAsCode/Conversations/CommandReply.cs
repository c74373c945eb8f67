using System.Globalization;
using System.Text;

namespace DeliveryAsCode.Conversations;

/// <summary>The answer to a comment: line by line what was understood, and what came of it. It calls nobody by name and gives no command.</summary>
public static class CommandReply
{
    /// <summary>What nobody understood need not be repeated as a whole.</summary>
    private const int ShownOfALine = 120;

    /// <param name="login">Of whoever wrote the comment.</param>
    public static string Write(string login, IEnumerable<CommandOutcome> outcomes)
    {
        var reply = new StringBuilder(Marker.Reply).Append(CultureInfo.InvariantCulture, $"\nTo {MarkdownText.Code(login)}:\n\n");
        foreach (var outcome in outcomes)
            reply.Append("- ").Append(Line(outcome)).Append('\n');
        foreach (var details in outcomes.OfType<CommandOutcome.Done>().Select(d => d.Details).OfType<string>())
            reply.Append('\n').Append(details).Append('\n');
        return BodyLimit.Cut(reply.ToString(), "the rest is in the repository");
    }

    private static string Line(CommandOutcome outcome) => outcome switch
    {
        CommandOutcome.Done done => $"✅ {Said(done.Command)}: {(done.Address is { } address ? MarkdownText.Link(done.What, address) : MarkdownText.Of(done.What))}.",
        CommandOutcome.NothingToDo nothing => $"➖ {Said(nothing.Command)}: {MarkdownText.Of(nothing.Why)}.",
        CommandOutcome.Refused refused => $"❌ {Said(refused.Command)} is refused: {MarkdownText.Of(refused.Why)}.{(refused.Who.IsEmpty ? "" : $" Who may: {MarkdownText.CodeList(refused.Who)}.")}",
        CommandOutcome.NotUnderstood { Line: var line } => $"❓ {(line.Text.Length == 0 ? "Nothing was read" : $"{Shortened(line.Text)} was not understood")}: {MarkdownText.Of(line.Message)}. <br>{MarkdownText.Of(line.Help)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Said(CommentCommand command) => Shortened(command.ToString());

    private static string Shortened(string text) => MarkdownText.Code(TitleText.Cut(ShownText.Line(text), ShownOfALine));
}
