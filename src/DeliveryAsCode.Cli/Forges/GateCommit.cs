using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Forges;

/// <summary>A decision that may be made, and the commit that makes it: one row of the record, and trailers that say what it speaks of.</summary>
internal sealed record GateCommit(Portfolio Portfolio, DeliveryCase Delivery, DecisionRequest Request, DecisionOutcome.Granted Granted)
{
    /// <summary>Writes the row and commits it. Where the commit fails, the record is as it was before.</summary>
    /// <returns>Short id of the commit.</returns>
    /// <exception cref="CommandException">The row cannot be written, or git refused the commit.</exception>
    public string Write()
    {
        var before = Delivery.Record.Document.Source;
        var after = before.Apply([.. Edits()]);
        Portfolio.Workspace.Write(after);
        try
        {
            return Portfolio.Workspace.Commit([before.Path], $"{Subject()}\n\n{Trailers().ToMessage()}", MustBeSigned)
                ?? throw CommandException.World("git saw no change to commit", "see whether the record is ignored");
        }
        catch
        {
            Portfolio.Workspace.Write(before);
            Portfolio.Workspace.Unstage(before.Path);
            throw;
        }
    }

    /// <summary>Whether the commit proves who made it, as far as the rules ask for that.</summary>
    public bool IsProven(string commit) => !MustBeSigned || CommitSignature.Of(Portfolio.Workspace.Git, commit).IsBy(Committer.Of(Portfolio.Workspace.Git));

    private bool MustBeSigned => Delivery.Configuration.Acknowledgements.RequireSigned;

    /// <summary>What the row says beside who and when: the version that was looked at, and why.</summary>
    public string Evidence => string.Join(": ", new[]
    {
        Request.AttestedBy,
        Request.AttestedBy is null && Granted.Decision is Decision.Passed or Decision.Acknowledged ? $"commit {Portfolio.Workspace.Head()![..7]}" : null,
        Request.Overrides is { } policy ? $"override {KebabCase.Of(policy)}" : null,
        Request.Reason,
    }.OfType<string>());

    private System.Collections.Immutable.ImmutableArray<TextEdit> Edits() =>
        RecordEdits.AppendGateRow(Delivery.Record, Request.Gate.Name, Granted.Decision, Granted.DecidedBy, Delivery.Today, Evidence) switch
        {
            EditResult.Planned planned => planned.Edits,
            EditResult.Refused refused => throw CommandException.Unusable(refused.Reason),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private string Subject() => $"{Delivery.Record.Id}: {Request.Gate.Name} {Wording.OfDecision.WordFor(Granted.Decision).ToLowerInvariant()} by {Granted.DecidedBy}";

    private GateTrailers Trailers() => new(CommitMessage.NameOf(Delivery.Record.Id, Request.Gate.Name), Granted.Digest, Granted.Role, Request.OnBehalfOf, Request.Overrides);
}
