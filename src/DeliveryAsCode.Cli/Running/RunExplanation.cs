using System.Collections.Immutable;
using System.Globalization;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Everything that would run, in its order, each with what it is told and what would take it back.</summary>
internal sealed class RunExplanation(TextWriter output, Runbook runbook, Func<string, string> heading)
{
    private readonly Dictionary<string, Step> _steps = runbook.Steps.ToDictionary(s => s.Id);

    public void Write()
    {
        foreach (var phase in runbook.Phases)
        {
            output.WriteLine(heading($"{phase.Name}{(phase.Kind == PhaseKind.AfterRollback ? " (only after a rollback)" : "")}"));
            foreach (var confirmation in phase.Confirmations)
                output.WriteLine($"  ? {Visible.Of(confirmation.Text)}{Who(confirmation.Role)}");
            foreach (var group in ParallelSteps.GroupsOf(phase))
                Write(group, phase.Kind);
            output.WriteLine();
        }
    }

    private void Write(ImmutableArray<Step> group, PhaseKind phase)
    {
        if (group.Length > 1)
            output.WriteLine("  ‖ at once:");
        foreach (var step in group)
            Write(step, phase, group.Length > 1 ? "    " : "  ");
    }

    private void Write(Step step, PhaseKind phase, string indent)
    {
        output.WriteLine($"{indent}· {Visible.Of(step.Title)}  {What(step)}");
        if (step.When is { } condition)
            output.WriteLine($"{indent}    only when {Visible.Of(condition.Text)}");
        if (step.Watch is { } watch)
            Write(step, watch, indent);
        if (phase is not (PhaseKind.FinalChecks or PhaseKind.AfterRollback) && WayBackOf(step) is { } way)
            output.WriteLine($"{indent}    ↶ {Visible.Of(way)}");
    }

    private void Write(Step step, Watch watch, string indent)
    {
        output.WriteLine($"{indent}    for {Time(watch.For)}, every {Time(watch.Every)}{(watch.WhileWaiting == WhileWaiting.ShiftBack && ShiftsBack(step) is { } by ? $"; while a person decides, \"{Visible.Of(by)}\" is undone" : "")}");
        foreach (var metric in watch.Metrics)
            output.WriteLine($"{indent}    - {Visible.Of(metric.Name)}{(metric.FailWhen is { } limit ? $", fails when {limit}" : "")}{(metric.IsCritical ? ", critical" : "")}");
    }

    private string? ShiftsBack(Step step) => step.Part?.ShiftsBackBy is { } by ? TitleOf(by) : null;

    private static string What(Step step)
    {
        string[] parts =
        [
            .. step.Run is null ? [] : new[] { (step.Run is HttpAction http ? $"{http.Method} {http.Url}" : "run") + Told(step.Run) },
            .. step.Watch is null ? [] : new[] { "watch" },
            .. step.Verify is null ? [] : new[] { $"verify{Told(step.Verify)}" },
            .. step.Undo is null ? [] : new[] { $"undo{Told(step.Undo)}" },
            .. step.NotApplicable is { } why ? new[] { $"n/a: {why}" } : [],
            .. step.Run?.Options.PointOfNoReturn is { } reason ? new[] { $"point of no return: {reason}" } : [],
        ];
        var blocks = parts.Length == 0 ? "" : $"[{Visible.Of(string.Join(", ", parts))}]";
        return $"{blocks}{Who(step.Confirm)}{Who(step.Decide)}";
    }

    private static string Told(StepAction action) => action.Options.Given is { } value ? $" with {value.Variable}={value.Describe()}" : "";

    /// <summary>Null where it need not be said: nothing runs, or the undo block is its own and named already.</summary>
    private string? WayBackOf(Step step) => step switch
    {
        { Run: null } or { Undo: not null } or { Run.Options.PointOfNoReturn: not null } => null,
        { Part.UndoneBy: { } by } => $"taken back by the undo of \"{TitleOf(by)}\"",
        { Part.NeedsNoUndo: true } => "needs no undo: nothing that is in use is changed",
        _ => runbook.PhasesOf(PhaseKind.Execution).Any(p => p.Steps.Contains(step)) ? "nothing takes it back" : null,
    };

    private string TitleOf(string step) => _steps.GetValueOrDefault(step)?.Title ?? step;

    private static string Time(TimeSpan time) => time switch
    {
        { TotalHours: >= 1 } when time.Ticks % TimeSpan.TicksPerHour == 0 => $"{(long)time.TotalHours} h",
        { TotalMinutes: >= 1 } when time.Ticks % TimeSpan.TicksPerMinute == 0 => $"{(long)time.TotalMinutes} min",
        _ => $"{time.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s",
    };

    private static string Who(string? role) => role is null ? "" : $"  (asks {Visible.Of(role)})";
}
