using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Planning;
using NodaTime;

namespace DeliveryAsCode.Conversations;

/// <summary>A gate failed. The decision is made; the pull request writes it down, with what follows from it.</summary>
/// <param name="Delivery">Before the row of the failure.</param>
/// <param name="By">Login of whoever decided.</param>
/// <param name="Reason">As they said it; empty if they gave none.</param>
public sealed record FailurePullRequest(DeliveryCase Delivery, GateDefinition Gate, int Attempt, string By, string Role, LocalDate On, string Reason, Plan Plan)
{
    /// <summary>Of the pull request on which it was said; null where it was said elsewhere.</summary>
    public int? Number { get; init; }

    public string Diff { get; init; } = "";

    public bool StartsNoWorkflow { get; init; }

    public DeliveryBranch.Failed Branch => DeliveryBranch.OfFailure(Delivery.Record.Id, Gate.Name, Attempt);

    public string Title => TitleText.Cut($"Failed: {TitleText.Of(Gate.Name)} — {TitleText.Of(DeliveryTitle.Of(Delivery.Record))}");

    public PullRequestText ToText() => new(Branch, Title, Body(), CommitMessage());

    public string Body() => BodyLimit.Cut(
        $"{Marker.PullRequest}\n> [!CAUTION]\n> **“{MarkdownText.Of(Gate.Name)}” of {MarkdownText.Of(DeliveryTitle.Of(Delivery.Record))} failed.** {MarkdownText.Code(By)} decided so as **{MarkdownText.Of(Role)}** on {DocumentDate.Format(On)}{(Number is { } number ? $" in #{number}" : "")}.{Back()}\n\n{Quoted()}Merging this writes it down. The decision stands without it.\n\n{ChangeList.InBody(Plan)}{FoldedDiff.Of("What changes in the record", Diff)}{HostNotes.Of(StartsNoWorkflow)}",
        "the rest is under *Files changed*");

    public string CommitMessage() => Conversations.CommitMessage.Of(
        $"{Delivery.Record.Id}: {TitleText.Of(Gate.Name)} failed",
        [$"Decided by {TitleText.Of(By)} as {TitleText.Of(Role)} on {DocumentDate.Format(On)}{(Reason.Length > 0 ? $": {TitleText.Of(Reason)}" : "")}", .. ChangeList.InMessage(Plan)],
        (Conversations.CommitMessage.GateKey, Conversations.CommitMessage.NameOf(Delivery.Record.Id, Gate.Name)));

    private string Back() => Gate.SendsBackTo is { } stage ? $" The delivery goes back to *{MarkdownText.Of(stage)}*." : "";

    /// <summary>A reason that is only an address was given to be followed.</summary>
    private string Quoted() => Reason.Length > 0 ? $"> {MarkdownText.Link(Reason, Reason.Trim())}\n\n" : "";
}
