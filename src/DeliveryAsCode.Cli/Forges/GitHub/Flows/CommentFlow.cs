using System.Collections.Immutable;
using System.Globalization;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Planning;
using NodaTime;

namespace DeliveryAsCode.Cli.Forges.GitHub.Flows;

/// <summary>Records the word of an account in the delivery's execution, if it may say so by the rules, and lets the deployment go on.</summary>
internal delegate Task<CommandOutcome> ExecutionWord(DeliveryDocuments delivery, CommentCommand command, Account by, CancellationToken cancellation);

/// <summary>
/// Does what a comment asks for, if its author may ask for it: by the number of their account, and by the rules of the
/// default branch. A comment counts as it was first written, and is read again before anything is done.
/// </summary>
internal sealed class CommentFlow(GitHubForge forge, ExecutionWord say, Instant now)
{
    private readonly List<AskedGate> _asked = [];
    private readonly List<GateFailure> _failed = [];

    /// <summary>Gates that the comment asks for.</summary>
    public ImmutableArray<AskedGate> Asked => [.. _asked];

    /// <summary>Gates that it says failed.</summary>
    public ImmutableArray<GateFailure> Failed => [.. _failed];

    public async Task RunAsync(int number, long id, CancellationToken cancellation)
    {
        if (await forge.Api.CommentAsync(id, cancellation) is not { User: { IsPerson: true } user } comment || Marker.IsOwn(comment.Body))
            return;

        var reading = CommandReader.Read(comment.Body, forge.Rules.Lifecycle);
        if (reading.IsEmpty)
            return;

        List<CommandOutcome> outcomes = comment.WasEdited ? [.. reading.Commands.Select(Edited)] : await ObeyAsync(reading, number, comment, user, cancellation);
        if (!comment.WasEdited && !await StandsAsync(comment, cancellation))
        {
            _asked.Clear();
            _failed.Clear();
            outcomes = [.. reading.Lines.Zip(outcomes, (line, outcome) => line is CommandLineReading.Understood { Command: var command } && !IsForExecution(command) ? Edited(command) : outcome)];
        }

        if (outcomes.Count > 0)
            await ReplyAsync(number, comment, CommandReply.Write(user.Login, outcomes), cancellation);
    }

    /// <summary>Whoever may edit comments could put words into others' mouths while we look.</summary>
    private async Task<bool> StandsAsync(Comment comment, CancellationToken cancellation) => await forge.Api.CommentAsync(comment.Id, cancellation) == comment;

    private static CommandOutcome Edited(CommentCommand command) =>
        new CommandOutcome.Refused(command, "the comment was edited, and a command counts as it was first written: write another comment", []);

    /// <summary>These are carried out at once; of the others it is only noted what they ask for.</summary>
    private static bool IsForExecution(CommentCommand command) =>
        command is CommentCommand.Confirm or CommentCommand.Go or CommentCommand.NoGo or CommentCommand.Answer or CommentCommand.Hold or CommentCommand.LiftHold or CommentCommand.Rollback;

    private async Task<List<CommandOutcome>> ObeyAsync(CommentReading reading, int number, Comment comment, Account user, CancellationToken cancellation)
    {
        var documents = await DeliveryOfAsync(number, cancellation);
        var outcomes = new List<CommandOutcome>();
        foreach (var line in reading.Lines)
        {
            outcomes.Add(line switch
            {
                CommandLineReading.NotUnderstood unclear => new CommandOutcome.NotUnderstood(unclear),
                CommandLineReading.Understood understood when documents is null => new CommandOutcome.NothingToDo(understood.Command, "nothing here says which delivery this is about"),
                CommandLineReading.Understood understood => await ObeyAsync(understood.Command, documents, comment, user, cancellation),
                _ => throw new System.Diagnostics.UnreachableException(),
            });
        }

        return outcomes;
    }

    /// <summary>A comment has one answer, however often a workflow is run for it.</summary>
    private async Task ReplyAsync(int number, Comment comment, string reply, CancellationToken cancellation)
    {
        var marker = Marker.Of("reply", comment.Id.ToString(CultureInfo.InvariantCulture));
        var body = $"{reply}\n{marker}";
        var answers = (await forge.Api.CommentsAsync(number, cancellation, comment.CreatedAt)).Where(c => Marker.Is(c.Body, Marker.Reply) && c.Body.TrimEnd().EndsWith(marker, StringComparison.Ordinal)).ToList();
        var own = answers.Count == 0 ? null : OwnComments.FirstOf(answers, await forge.Api.ViewerAsync(cancellation));
        // The first says what became of the command. A later run finds it done, and has nothing to tell.
        if (own is null)
            await forge.Api.CreateCommentAsync(number, body, marker, cancellation);
    }

    private async Task<CommandOutcome> ObeyAsync(CommentCommand command, DeliveryDocuments documents, Comment comment, Account user, CancellationToken cancellation)
    {
        // Who may answer an execution depends on what it asks, which its journal says: whoever writes there looks.
        if (IsForExecution(command))
            return await StandsAsync(comment, cancellation) ? await say(documents, command, user, cancellation) : Edited(command);

        var (person, roles, doubts) = await forge.Accounts.RolesOfAsync(user.Id, user.Login, documents.Record.Id, cancellation);
        switch (CommandPermission.Of(command, forge.Rules.Lifecycle, pending: null))
        {
            case CommandPermission.Nobody nobody:
                return new CommandOutcome.NothingToDo(command, nobody.Why);
            case CommandPermission.OneOf one when !one.Roles.Any(roles.Contains):
                return new CommandOutcome.Refused(command, doubts.IsEmpty ? $"{user.Login} has none of the roles that may" : string.Join("; ", doubts), one.Roles);
        }

        return command switch
        {
            CommentCommand.Status => await StatusAsync(command, documents, cancellation),
            CommentCommand.Ready ready => Ask(command, new AskedGate(documents.Record.Id, ready.Gate)),
            CommentCommand.AcknowledgeForClient ack => AskForClient(ack, documents, person),
            CommentCommand.Fail fail => Fail(fail, documents, comment, person, roles.First(forge.Rules.Lifecycle.FindGate(fail.Gate)!.DecidedBy.Contains)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private CommandOutcome.Done Ask(CommentCommand command, AskedGate asked)
    {
        _asked.Add(asked);
        return new CommandOutcome.Done(command, $"its pull request is opened as soon as the gate \"{asked.Gate}\" only waits for people; if it does not open, \"/delivery status\" says what is missing", null);
    }

    private CommandOutcome AskForClient(CommentCommand.AcknowledgeForClient ack, DeliveryDocuments documents, Person by)
    {
        if (forge.Rules.Lifecycle.Gates.FirstOrDefault(g => g.DecidedBy.Contains(Configuration.Role.Client)) is not { } gate)
            return new CommandOutcome.NothingToDo(ack, "no gate asks for the client's word");

        return Ask(ack, new AskedGate(documents.Record.Id, gate.Name) { OnBehalfOf = new ClientWord(ack.Client, ack.Evidence, by.Name) });
    }

    private CommandOutcome.Done Fail(CommentCommand.Fail fail, DeliveryDocuments documents, Comment comment, Person by, string role)
    {
        _failed.Add(new GateFailure(documents.Record.Id, fail.Gate, by, role, Instant.FromDateTimeOffset(comment.CreatedAt ?? DateTimeOffset.UnixEpoch), fail.Reason, comment.HtmlUrl ?? "", null));
        return new CommandOutcome.Done(fail, $"the failure of \"{fail.Gate}\" is recorded in a pull request, with what follows from it", null);
    }

    private async Task<CommandOutcome> StatusAsync(CommentCommand command, DeliveryDocuments documents, CancellationToken cancellation)
    {
        var rows = await new GateRowLookup(forge).RowsAsync(documents.Record, LookupDepth.Unfinished, cancellation);
        var delivery = new DeliveryCase(documents, forge.Rules.Lifecycle, forge.Rules.Configuration, forge.EvidenceOf(documents, rows), now);
        using var text = new StringWriter();
        StatusReport.Write(text, DeliveryProgress.Of(delivery), delivery.Today, Terminal.None);
        return new CommandOutcome.Done(command, "here it is", null) { Details = MarkdownText.Fence(text.ToString().TrimEnd('\n'), "text") };
    }

    private async Task<DeliveryDocuments?> DeliveryOfAsync(int number, CancellationToken cancellation)
    {
        var id = await DeliveryThread.DeliveryOfAsync(forge, number, cancellation);
        if (id is null || forge.Base.Files.Where(forge.Layout.IsRecord).FirstOrDefault(path => Checking.RepositoryLayout.IdOf(path) == id) is not { } recordPath)
            return null;

        await forge.LoadAsync(forge.Base, [recordPath], cancellation);
        return forge.DocumentsOf(recordPath);
    }
}
