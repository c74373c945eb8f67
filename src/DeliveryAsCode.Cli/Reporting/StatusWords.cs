using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Planning;
using NodaTime;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>The words in which every report on the state of deliveries speaks.</summary>
internal static class StatusWords
{
    public static string Of(ProgressVerdict verdict) => verdict switch
    {
        ProgressVerdict.Open => "open",
        ProgressVerdict.Blocked => "blocked",
        ProgressVerdict.Undecided => "undecided",
        ProgressVerdict.Complete => "complete",
    };

    public static string Of(HealthState state) => state switch
    {
        HealthState.Red => "red",
        HealthState.Amber => "amber",
        HealthState.Green => "green",
        HealthState.OnHold => "on hold",
        HealthState.Complete => "complete",
        HealthState.Cancelled => "cancelled",
    };

    /// <summary>What needs attention is loud without colours, too.</summary>
    public static string Loud(Health health) => health.NeedsAttention ? Of(health.State).ToUpperInvariant() : Of(health.State);

    public static string Coloured(string text, HealthState state, Terminal terminal) => terminal.HasColours ? $"\e[1;{Colour(state)}m{text}\e[0m" : text;

    public static string Bold(string text, Terminal terminal) => terminal.HasColours ? $"\e[1m{text}\e[0m" : text;

    public static string OfStatus(DeliveryProgress progress) =>
        progress.Record.Status is { } status ? Wording.OfStatus.WordFor(status) : "unknown";

    public static string OfStage(DeliveryProgress progress) => progress.Stage?.Name ?? OfStatus(progress);

    /// <summary>Stages behind and ahead: <c>■■■■□□□</c>, or <c>5/7</c> where a reader may not see signs.</summary>
    public static string Bar(DeliveryProgress progress, Terminal terminal)
    {
        var stages = progress.Lifecycle.Stages.Length;
        var done = progress.Stage is null ? progress.StageNumber : progress.StageNumber - 1;
        return terminal.IsInteractive ? new string('■', done) + new string('□', stages - done) : $"{progress.StageNumber}/{stages}";
    }

    public static string Distance(LocalDate date, LocalDate today) => Period.DaysBetween(today, date) switch
    {
        0 => "today",
        1 => "tomorrow",
        -1 => "yesterday",
        > 0 and var days => $"in {days} days",
        var days => $"{-days} days ago",
    };

    public static string WorkingDays(int count) => count == 1 ? "1 working day" : $"{count} working days";

    private static int Colour(HealthState state) => state switch
    {
        HealthState.Red => 31,
        HealthState.Amber => 33,
        HealthState.Green => 32,
        HealthState.OnHold or HealthState.Complete or HealthState.Cancelled => 39,
    };
}
