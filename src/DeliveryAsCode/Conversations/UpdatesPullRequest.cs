using System.Globalization;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Planning;

namespace DeliveryAsCode.Conversations;

/// <summary>What follows from a record by itself. It decides nothing, and one pull request a delivery takes all of it.</summary>
public sealed record UpdatesPullRequest(DeliveryRecord Record, Plan Plan)
{
    public string Diff { get; init; } = "";

    public bool StartsNoWorkflow { get; init; }

    public DeliveryBranch.Updates Branch => new(Record.Id);

    public string Title => TitleText.Cut($"Updates: {TitleText.Of(DeliveryTitle.Of(Record))}");

    public PullRequestText ToText() => new(Branch, Title, Body(), CommitMessage());

    public string Body() => BodyLimit.Cut(
        $"{Marker.PullRequest}\n> [!NOTE]\n> **This brings the record up to date with what was decided and what day it is.** It decides nothing, and passes no gate.\n\n{ChangeList.InBody(Plan)}{FoldedDiff.Of("What changes", Diff)}{HostNotes.Of(StartsNoWorkflow)}",
        "the rest is under *Files changed*");

    public string CommitMessage() => Conversations.CommitMessage.Of(
        Plan.Changes is [var only] ? $"{Record.Id}: {TitleText.Of(only.Summary)}" : string.Create(CultureInfo.InvariantCulture, $"{Record.Id}: {Plan.Changes.Length} updates of the record"),
        ChangeList.InMessage(Plan));
}
