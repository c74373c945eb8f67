using DeliveryAsCode.Gates;
using DeliveryAsCode.Planning;
using DeliveryAsCode.Templates;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>A plan as the body of a pull request. Whatever comes from a document stays text there.</summary>
internal static class PlanMarkdown
{
    public static void Write(TextWriter output, Plan plan)
    {
        if (!plan.Verdicts.IsEmpty)
            WriteVerdicts(output, plan);
        output.Write("## Changes\n\n");
        if (plan.Changes.IsEmpty)
            output.Write("Nothing has to be changed.\n");
        foreach (var change in plan.Changes)
            output.Write($"- **{Text(change.Summary)}** ({Text(change.Path)})<br>because {Text(change.Reason)}\n");
        if (plan.Notes.IsEmpty && plan.Refusals.IsEmpty)
            return;

        output.Write("\n## To know\n\n");
        foreach (var note in plan.Notes)
            output.Write($"- {Text(note.DeliveryId)}: {Text(note.Message)}\n");
        foreach (var refusal in plan.Refusals)
            output.Write($"- {Text(refusal.Location.ToString())}: {Text(refusal.Message)}\n");
    }

    private static void WriteVerdicts(TextWriter output, Plan plan)
    {
        output.Write("## Gates\n\n| Delivery | Stage | Gate | Verdict | What is missing | Who |\n|---|---|---|---|---|---|\n");
        foreach (var verdict in plan.Verdicts)
            output.Write($"| {Text(verdict.DeliveryId)} | {Text(verdict.Stage?.Name ?? "all passed")} | {Text(verdict.Gate?.Name ?? "completion")} | {PlanReport.Word(verdict.Verdict)} | {Missing(verdict.Verdict)} | {Who(verdict.Verdict)} |\n");
        output.Write('\n');
    }

    private static string Missing(GateVerdict verdict) => verdict is GateVerdict.Skipped skipped
        ? Text(skipped.Reason)
        : string.Join("<br>", verdict.Reasons.Select(r => Text(r.Message)));

    private static string Who(GateVerdict verdict) => Text(string.Join(", ", verdict.Reasons.SelectMany(r => r.Who).Distinct()));

    private static string Text(string value) => MessageText.Escape(Visible.Of(value));
}
