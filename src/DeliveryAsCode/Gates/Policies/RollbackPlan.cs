using System.Collections.Immutable;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Gates.Policies;

/// <summary>Nothing is changed that nobody knows how to take back, and the way back was rehearsed.</summary>
internal static class RollbackPlan
{
    public static IEnumerable<GateReason> Refusals(PolicyQuestion question) => question.Runbooks.IsEmpty
        ? [question.Refusal("no runbook names an environment, so no way back is planned", question.Record.Title, $"write {question.Delivery.Documents.PathOf("runbook.md")} for an environment of delivery.yml")]
        : question.Runbooks.SelectMany(runbook => Refusals(runbook, question));

    /// <summary>What is not rehearsed, and why not.</summary>
    public static ImmutableArray<string> Notes(PolicyQuestion question) =>
        [.. question.Runbooks.SelectMany(r => r.Steps).Where(s => s is { Undo: not null, NoRehearsalReason: not null }).Select(s => $"the undoing of \"{s.Title}\" is not rehearsed: {s.NoRehearsalReason}")];

    private static IEnumerable<GateReason> Refusals(Runbook runbook, PolicyQuestion question)
    {
        var back = WayBack.Of(runbook);
        foreach (var step in back.Where(b => b.Kind == WayBackKind.None).Select(b => b.Step).Reverse())
            yield return question.Refusal($"\"{step.Title}\" can neither be undone nor is it a point of no return", step.Location, "add an \"undo\" block, or say why there is no way back: point-of-no-return=\"…\"");

        if (back.Any(b => b.Step is { Undo: not null, NoRehearsalReason: null }) && NotRehearsed(runbook, question) is { } reason)
            yield return reason;
    }

    private static GateReason? NotRehearsed(Runbook runbook, PolicyQuestion question)
    {
        if (question.Delivery.Evidence.Executions is not { } executions)
            return PolicyQuestion.CannotTell($"nobody can say whether the rollback of {runbook.Path} was rehearsed", runbook.Header);

        var rehearsals = executions.Where(e => e is { IsRehearsal: true, Conclusion: Conclusion.Succeeded }).ToList();
        if (rehearsals.Any(e => e.RunbookDigest == runbook.Digest))
            return null;

        var since = rehearsals.Count == 0 ? "was never rehearsed" : "was not rehearsed with the runbook as it is now";
        return question.Refusal($"the rollback of {runbook.Path} {since}", runbook.Header, $"delivery run {runbook.Path} --dry-run --rehearse-rollback --commit");
    }
}
