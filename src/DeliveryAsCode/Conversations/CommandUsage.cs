using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Conversations;

/// <summary>The commands as people write them.</summary>
public static class CommandUsage
{
    public const string Prefix = "/delivery";

    /// <summary>In the order in which they are told.</summary>
    public static ImmutableArray<(string Verb, string Usage)> All { get; } =
    [
        ("status", "/delivery status"),
        ("ready", "/delivery ready <gate>"),
        ("fail", "/delivery fail \"<gate>\" <reason or link>"),
        ("confirm", "/delivery confirm <step>"),
        ("go", "/delivery go <execution> <reason>"),
        ("no-go", "/delivery no-go <execution> <reason>"),
        ("answer", "/delivery answer <step> done|failed|again <reason>"),
        ("hold", "/delivery hold <reason>"),
        ("lift-hold", "/delivery lift-hold <reason>"),
        ("rollback", "/delivery rollback <reason>"),
        ("ack", "/delivery ack client <url> \"<name>\""),
    ];

    public static ImmutableArray<string> Verbs { get; } = [.. All.Select(c => c.Verb)];

    /// <summary>Reading it gives the same command again.</summary>
    public static string Format(CommentCommand command) => $"{Prefix} {command.Verb}" + command switch
    {
        CommentCommand.Status => "",
        CommentCommand.Ready ready => $" {CommandWords.Quote(ready.Gate)}",
        CommentCommand.Fail fail => $" {CommandWords.Quote(fail.Gate)} {fail.Reason}",
        CommentCommand.Confirm confirm => $" {CommandWords.Quote(confirm.Step)}",
        CommentCommand.Go { PlanDigest: { } digest } go => $" {go.Execution} {digest} {go.Reason}",
        CommentCommand.Go go => $" {go.Execution} {go.Reason}",
        CommentCommand.NoGo noGo => $" {noGo.Execution} {noGo.Reason}",
        CommentCommand.Answer answer => $" {CommandWords.Quote(answer.Step)} {KebabCase.Of(answer.Outcome)} {answer.Reason}",
        CommentCommand.Hold hold => $" {hold.Reason}",
        CommentCommand.LiftHold lift => $" {lift.Reason}",
        CommentCommand.Rollback rollback => $" {rollback.Reason}",
        CommentCommand.AcknowledgeForClient client => $" client {client.Evidence.AbsoluteUri} {CommandWords.Quote(client.Client)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
