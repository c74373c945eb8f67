using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Conversations;

/// <summary>
/// A gate asks for its decision: merging the pull request passes the gate. Whoever opens it must see within seconds what is
/// asked, of whom, and what follows.
/// </summary>
/// <param name="Delivery">As the pull request leaves it, but for the row of the gate.</param>
public sealed record GatePullRequest(DeliveryCase Delivery, GateDefinition Gate, int Attempt)
{
    /// <summary>What it changes, as a unified diff.</summary>
    public string Diff { get; init; } = "";

    public ImmutableArray<HostRule> HostRules { get; init; } = [];

    /// <summary>Whether it is merged as soon as it may be, without anybody pressing the button.</summary>
    public bool MergesItself { get; init; }

    /// <summary>Whether the token that opened it is one whose pull requests start no workflow.</summary>
    public bool StartsNoWorkflow { get; init; }

    /// <summary>Whether whoever can write to the repository could forge the verdict.</summary>
    public bool IsAdvisory { get; init; }

    public DeliveryBranch.Gate Branch => DeliveryBranch.OfGate(Delivery.Record.Id, Gate.Name, Attempt);

    public string Title => TitleText.Cut($"Gate: {TitleText.Of(Gate.Name)} — {TitleText.Of(DeliveryTitle.Of(Delivery.Record))}{(Attempt > 1 ? $" (attempt {Attempt.ToString(CultureInfo.InvariantCulture)})" : "")}");

    public PullRequestText ToText() => new(Branch, Title, Body(), CommitMessage());

    public string Body()
    {
        var findings = Delivery.FindingsOf(Gate);
        var verdict = Delivery.Judge(Gate);
        var body = new StringBuilder(Marker.PullRequest).Append('\n');
        body.Append(Alert(verdict, findings)).Append('\n').Append(Where()).Append("\n\n").Append(GateTable.Of(findings)).Append('\n').Append(HowToAnswer()).Append(Waiting(findings)).Append(FoldedDiff.Of("What changes in the record", Diff)).Append(Notes());
        return BodyLimit.Cut(body.ToString(), "the rest is under *Files changed*");
    }

    /// <summary>The one commit of the pull request. It says which gate asks about what, and is nobody's word.</summary>
    public string CommitMessage() => Conversations.CommitMessage.Of(
        $"{Delivery.Record.Id}: ask for {TitleText.Of(Gate.Name)}",
        [$"The row names the role that decides, {TitleText.Of(string.Join(" and ", Gate.DecidedBy))}. It counts once this is", "merged with the approval of whoever holds that role."],
        Trailers());

    /// <summary>Title and message of the merge, which is where the decision can be looked up for ever.</summary>
    public (string Title, string Message) Merge(int number, IEnumerable<DecidingReview> reviews)
    {
        var title = string.Create(CultureInfo.InvariantCulture, $"{TitleText.Cut($"{Delivery.Record.Id}: {TitleText.Of(Gate.Name)}", 80)} passed (#{number})");
        var message = Conversations.CommitMessage.Of(title, [TitleText.Of(DeliveryTitle.Of(Delivery.Record))], [.. Trailers(), .. reviews.Select(r => (Conversations.CommitMessage.ReviewKey, r.ToString()))]);
        return (title, message[(message.IndexOf('\n', StringComparison.Ordinal) + 2)..]);
    }

    private ImmutableArray<(string Key, string Value)> Trailers() =>
    [
        (Conversations.CommitMessage.GateKey, Conversations.CommitMessage.NameOf(Delivery.Record.Id, Gate.Name)),
        (Conversations.CommitMessage.DigestKey, Delivery.BoundSetOf(Gate).Digest),
    ];

    private string Alert(GateVerdict verdict, GateFindings findings) => verdict switch
    {
        GateVerdict.Blocked blocked => $"> [!CAUTION]\n> **Not to be merged: {MarkdownText.Of(blocked.Against.First(r => !r.IsUndecided).Message)}.**\n> Once that is settled, merging passes the gate, and {Consequence()}.\n",
        GateVerdict.Skipped skipped => $"> [!NOTE]\n> **This gate is not needed:** {MarkdownText.Of(skipped.Reason)}. The pull request can be closed.\n",
        GateVerdict.Open => $"> [!TIP]\n> **Everything is there: this can be merged.** Merging passes the gate, and {Consequence()}.\n",
        _ => $"> [!IMPORTANT]\n> **{Question(findings)}** Merging passes the gate, and {Consequence()}.\n> {Deciders(findings)}\n",
    };

    private string Question(GateFindings findings) =>
        $"{(Gate.IsCertified ? "Certify" : "Acknowledge")} “{MarkdownText.Of(Gate.Name)}” of {MarkdownText.Of(DeliveryTitle.Of(Delivery.Record))}?{(findings.Needed > 1 ? $" {findings.Given} of {findings.Needed} have." : "")}";

    /// <summary>Roles first, since they decide; people in code, so that nobody is notified twice.</summary>
    private static string Deciders(GateFindings findings) => string.Join(" ", findings.Roles.Where(r => !r.IsMet).Select(role =>
        $"**{MarkdownText.Of(role.Role)}** decides{(role.Awaited.IsEmpty ? ", and nobody is named." : $": {string.Join(" or ", role.Awaited.Select(p => MarkdownText.Code(p.Name)))}.")}"));

    private string Consequence()
    {
        var stage = Delivery.Lifecycle.FindStageOfGate(Gate.Name)!;
        var next = Delivery.Lifecycle.Stages.SkipWhile(s => s != stage).Skip(1).FirstOrDefault();
        return Gate == stage.StartGate ? $"the work of *{MarkdownText.Of(stage.Name)}* may begin"
            : next is null ? "nothing is left to decide about this delivery"
            : $"the delivery goes on to *{MarkdownText.Of(next.Name)}*";
    }

    private string Where()
    {
        var stages = Delivery.Lifecycle.Stages;
        var at = stages.IndexOf(Delivery.Lifecycle.FindStageOfGate(Gate.Name)!);
        var agreed = Delivery.Record.AgreedDate is { } date ? $" · agreed {DocumentDate.Format(date)}" : "";
        return $"`{new string('■', at)}{new string('□', stages.Length - at)}` **{MarkdownText.Of(stages[at].Name)}** · {MarkdownText.Code(Delivery.Record.Id)}{agreed}{(Attempt > 1 ? $" · attempt {Attempt}" : "")}";
    }

    private string HowToAnswer()
    {
        var back = Gate.SendsBackTo is { } stage ? $", and the delivery goes back to *{MarkdownText.Of(stage)}*" : "";
        return $"""
            **Answer with a review** of the newest commit:

            - **Approve**: yes. A comment, a tick or a reaction is none.
            - **Request changes**: not yet. It waits until you approve.
            - A review that begins with the line `FAIL`: no. The gate has failed{back}.


            """;
    }

    private string Waiting(GateFindings findings)
    {
        var waiting = HostRules.Where(r => !r.IsMet).Select(r => $"- of the branch, as the host protects it: {MarkdownText.Of(r.What)}\n").ToList();
        if (findings.Given < findings.Needed)
            waiting.Insert(0, $"- of the gate: {Count(findings.Needed - findings.Given, "review")} more, see the table\n");
        return waiting.Count == 0 ? "" : $"**Rules that still wait:**\n\n{string.Concat(waiting)}\n";
    }

    private string Notes()
    {
        List<string> notes = [MergesItself ? "It is merged by itself as soon as nothing waits any more." : "Once nothing waits any more, anybody who may merge merges it."];
        notes.Add("A push to this branch makes every approval stale.");
        if (StartsNoWorkflow)
            notes.Add(HostNotes.StartsNoWorkflow);
        if (IsAdvisory)
            notes.Add(HostNotes.Advisory);
        return $"<sub>{string.Join(" ", notes)}</sub>\n";
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
