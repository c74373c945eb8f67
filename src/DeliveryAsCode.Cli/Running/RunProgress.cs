using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Cli.Running;

/// <summary>What goes on at this moment, in one line. It is told every entry, also those of earlier runs.</summary>
internal sealed class RunProgress(Runbook runbook)
{
    private readonly Dictionary<string, Step> _steps = runbook.Steps.ToDictionary(s => s.Id);
    private readonly Dictionary<(ActionKind Kind, string Step), DateTimeOffset> _running = [];
    private readonly Dictionary<string, double?> _values = [];
    private string? _phase;
    private bool _standsStill;

    /// <summary>The watch that is open, and when it began.</summary>
    public (Step Step, Watch Watch, DateTimeOffset Began)? Watched { get; private set; }

    public void Take(JournalEntry entry)
    {
        _standsStill = entry.Event is Paused or Interrupted or ExecutionEnded;
        switch (entry.Event)
        {
            case PhaseStarted phase:
                _phase = phase.Phase;
                break;
            case RollbackStarted:
                (_phase, Watched) = (null, null);
                break;
            case ActionStarted started:
                _running[(started.Kind, started.Step)] = entry.At;
                break;
            case ActionEnded ended:
                _running.Remove((ended.Kind, ended.Step));
                break;
            case Resumed:
                _running.Clear();
                break;
            case WatchStarted started when _steps.GetValueOrDefault(started.Step) is { Watch: { } watch } step:
                _values.Clear();
                Watched = (step, watch, entry.At);
                break;
            case SampleTaken sample:
                _values[sample.Metric] = sample.Value;
                break;
            case WatchEnded:
                Watched = null;
                break;
            default:
                break;
        }
    }

    /// <returns>Safe to print; null while nothing goes on.</returns>
    public string? At(DateTimeOffset now)
    {
        string[]? parts = (_standsStill, _running.Count, Watched) switch
        {
            (true, _, _) or (_, 0, null) => null,
            (_, 0, { } open) => [TitleOf(open.Step.Id), $"{Clock(now - open.Began)} of {Clock(open.Watch.For)}", .. _values.Select(v => $"{v.Key} {ValueOf(v.Value)}")],
            (_, 1, _) => [Describe(_running.First().Key), Clock(now - _running.First().Value)],
            _ => [$"{_running.Count} steps at once", Clock(now - _running.Values.Min())],
        };
        return parts is null ? null : SafeOutput.Line(string.Join(" · ", new[] { PhaseName }.OfType<string>().Concat(parts).Select(Visible.Of)));
    }

    public static string Clock(TimeSpan time)
    {
        var shown = time < TimeSpan.Zero ? TimeSpan.Zero : time;
        return shown.TotalMinutes < 100 ? $"{(int)shown.TotalMinutes}:{shown.Seconds:00}" : $"{(int)shown.TotalHours}:{shown.Minutes:00}:{shown.Seconds:00}";
    }

    public static string ValueOf(double? value) => value is { } number ? MetricText.Of(number) : "no value";

    private string? PhaseName => runbook.Phases.FirstOrDefault(p => p.Id == _phase)?.Name;

    private string TitleOf(string step) => _steps.GetValueOrDefault(step)?.Title ?? step;

    private string Describe((ActionKind Kind, string Step) running) => running.Kind switch
    {
        ActionKind.Step => TitleOf(running.Step),
        ActionKind.Verify => $"{TitleOf(running.Step)}, verify",
        ActionKind.Undo => $"undo {TitleOf(running.Step)}",
        ActionKind.ShiftBack => $"shift back {TitleOf(running.Step)}",
    };
}
