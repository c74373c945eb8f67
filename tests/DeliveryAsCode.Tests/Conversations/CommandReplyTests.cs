using System.Text;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Tests.Conversations;

public class CommandReplyTests
{
    [Fact]
    public void Each_line_is_answered_with_what_came_of_it() => CommandReply.Write("quinn",
    [
        new CommandOutcome.Done(new CommentCommand.Ready("QA gate"), "the gate asks for its decision", "https://github.example/acme/shop/pull/31"),
        new CommandOutcome.NothingToDo(new CommentCommand.LiftHold("found it"), "nothing is held"),
        new CommandOutcome.Refused(new CommentCommand.Go("2026-03-04T21-05Z-1", null, "all green"), "quinn is not cto of this delivery", ["cto"]),
        new CommandOutcome.NotUnderstood(new CommandLineReading.NotUnderstood(4, "/delivery staus", "\"staus\" is no command", "did you mean \"status\"?")),
    ]).ShouldBeBody("reply.md");

    [Fact]
    public void An_answer_gives_no_commands_and_calls_nobody()
    {
        var texts = HostileText.Sample(300);
        var replies = texts.Select(t => CommandReply.Write(t,
        [
            new CommandOutcome.Done(new CommentCommand.Fail(t, t), t, t),
            new CommandOutcome.Refused(new CommentCommand.Hold(t), t, [t]),
            new CommandOutcome.NotUnderstood(new CommandLineReading.NotUnderstood(1, t, t, t)),
        ])).ToList();
        var html = CmarkGfm.RenderHtml([.. replies.Select(Encoding.UTF8.GetBytes)], "table", "strikethrough", "autolink", "tasklist");

        for (var i = 0; i < texts.Length; i++)
        {
            CommandReader.Read(replies[i], null).IsEmpty.ShouldBeTrue(texts[i]);
            CommandReader.Read(replies[i][Marker.Reply.Length..], null).IsEmpty.ShouldBeTrue(texts[i]);
            html[i].Split("<li>").Length.ShouldBe(4, texts[i]);
            // The one address that is asked for is where it can be seen what was done.
            html[i].Split("<a ").Length.ShouldBe(Uri.TryCreate(texts[i], UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? 2 : 1, texts[i]);
        }
    }
}
