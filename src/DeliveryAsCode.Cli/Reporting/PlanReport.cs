using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Planning;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>A plan for people at a terminal: each change with its reason, then what a person should know.</summary>
internal static class PlanReport
{
    /// <param name="isDone">Whether it was applied.</param>
    /// <param name="commit">Short id of the commit that holds it, if one was made.</param>
    public static void Write(TextWriter output, Plan plan, bool isQuiet, bool isDone, string? commit = null)
    {
        foreach (var change in isQuiet && isDone ? [] : plan.Changes)
            output.Write($"{Visible.Of(change.Key)}: {Visible.Of(change.Summary)}\n  because {Visible.Of(change.Reason)}\n");
        foreach (var note in plan.Notes)
            output.Write($"note: {Visible.Of(note.DeliveryId)}: {Visible.Of(note.Message)}\n");
        if (!isQuiet)
            output.Write($"{Summary(plan, isDone)}{(commit is not null ? $", committed as {commit}" : isDone && !plan.Changes.IsEmpty ? ": look at them, and commit them" : "")}\n");
    }

    /// <summary>What has no plan, and what could not be planned.</summary>
    public static void WriteProblems(TextWriter error, Plan plan, IEnumerable<Diagnostic> unreadable, Terminal terminal)
    {
        foreach (var diagnostic in unreadable.Concat(plan.Refusals))
            TextReport.Write(error, diagnostic, terminal);
        if (!plan.Refusals.IsEmpty)
            error.Write("what is named above is left for a person to write\n");
    }

    public static string Word(GateVerdict verdict) => verdict switch
    {
        GateVerdict.Open => "open",
        GateVerdict.Blocked => "blocked",
        GateVerdict.Undecided => "undecided",
        GateVerdict.Skipped => "skipped",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Summary(Plan plan, bool isDone) => (plan.Changes.Length, isDone) switch
    {
        (0, _) => "nothing to do",
        (1, true) => "1 change made",
        (1, false) => "1 change to make: \"delivery reconcile\" makes it",
        (var count, true) => $"{count} changes made",
        (var count, false) => $"{count} changes to make: \"delivery reconcile\" makes them",
    };
}
