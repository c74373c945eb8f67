using System.Collections.Immutable;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Gates.Policies;

/// <summary>What is deployed is what was approved: the same runbook, scripts and release.</summary>
internal static class TrackedChanges
{
    public static IEnumerable<GateReason> Refusals(PolicyQuestion question) =>
        question.IsForNow ? question.Runbooks.SelectMany(r => NotAsApproved(r, question)) : NotAsExecuted(question);

    /// <summary>Where nobody knows any more what was approved, it is what stands there: gates count as they are committed.</summary>
    private static IEnumerable<GateReason> NotAsApproved(Runbook runbook, PolicyQuestion question)
    {
        if (Approved(question.Delivery) is not { } approved)
            return [];
        if (approved.Items.All(i => i.Name != runbook.Path))
            return [question.Refusal($"{runbook.Path} is not among the plans that were approved", runbook.Header, Approve(question))];

        var plan = BoundParts.OfPlan(runbook, question.Delivery.Documents);
        var parts = plan.Items.Select(i => i.Name).ToHashSet();
        return plan.ChangesSince(approved).Where(c => parts.Contains(c.Name)).Select(c => question.Refusal($"{c.Name} is not as it was approved", c.Location, Approve(question)));
    }

    private static IEnumerable<GateReason> NotAsExecuted(PolicyQuestion question)
    {
        if (question.Delivery.Evidence.Executions is null)
            return [PolicyQuestion.CannotTell("nobody can say what was executed", question.Record.Title)];
        if (question.Delivery.NewestExecution is not { } newest)
            return [];

        var place = Location.OfFile(newest.LogPath);
        return Plans(question).Where(p => p.Digests.Contains(newest.RunbookDigest)).ToList() switch
        {
            [] => [question.Refusal($"execution {newest.Id} did not run the plan that was approved", place, $"have the plan that was run approved, or run the one that is: {Approve(question)}")],
            var plans when plans.All(p => p.Commit != newest.ReleaseCommit) =>
                [question.Refusal($"execution {newest.Id} did not deploy the release that was approved", place, "run the approved plan with its release")],
            _ => [],
        };
    }

    private static IEnumerable<ApprovedPlan> Plans(PolicyQuestion question)
    {
        var approved = Approved(question.Delivery);
        return approved is null
            ? question.Runbooks.Select(r => new ApprovedPlan([r.Digest], r.Release?.Commit))
            : approved.Items.Where(i => approved.Items.Any(other => other.Name == ReleaseOf(i))).Select(i => ApprovedPlan.Of(i, approved.Items.First(other => other.Name == ReleaseOf(i))));
    }

    /// <summary>What the plan's approval spoke of; null if nobody knows.</summary>
    private static BoundSet? Approved(DeliveryCase delivery) =>
        delivery.Lifecycle.PlanApproval is { } gate && delivery.Decisions.StateOf(gate.Name) is { SettledBy: { } row } state
            ? state.Words.LastOrDefault(w => w.Row == row)?.Word.Then
            : null;

    private static string ReleaseOf(BoundItem item) => $"release of {item.Name}";

    private static string Approve(PolicyQuestion question) =>
        $"restore what was approved, or have it approved anew: {question.Delivery.HowToDecide((question.Delivery.Lifecycle.PlanApproval ?? question.Gate).Name)}";

    /// <param name="Digests">Of the runbook, with and without a byte order mark: the text does not tell.</param>
    private sealed record ApprovedPlan(ImmutableArray<string> Digests, string? Commit)
    {
        public static ApprovedPlan Of(BoundItem runbook, BoundItem release) => new(
            [RunbookDigest.Of(SourceText.From(runbook.Name, runbook.Text)), RunbookDigest.Of(SourceText.From(runbook.Name, $"\uFEFF{runbook.Text}"))],
            release.Text.Split('\n')[0] is { Length: > 0 } commit ? commit : null);
    }
}
