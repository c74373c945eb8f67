namespace DeliveryAsCode.Execution;

/// <summary>The command by which a person brings an execution on.</summary>
public static class NextCommand
{
    /// <param name="target">The runbook, as the command line takes it.</param>
    public static string After(Paused pause, string target) => pause.For switch
    {
        "confirmation" => $"delivery confirm {Quote(target)} {Quote(pause.Subject)}",
        "decision" or "watch-decision" => $"delivery decide {Quote(target)} --go|--no-go --reason \"…\"",
        "rollback-decision" => $"delivery decide {Quote(target)} --roll-forward|--undo|--hold --reason \"…\"",
        "unknown" => $"delivery resume {Quote(target)} --step {Quote(pause.Subject)} --as done|failed|again --reason \"…\"",
        RunbookExecution.ExtendedWatch => $"delivery watch {Quote(target)}",
        _ => $"delivery resume {Quote(target)}",
    };

    public static string LiftHold(string target) => $"delivery resume {Quote(target)} --lift-hold --reason \"…\"";

    public static string RollBack(string target) => $"delivery rollback {Quote(target)} --reason \"…\"";

    public static string Start(string target) => $"delivery run {Quote(target)}";

    public static string StartAgain(string target) => $"delivery run {Quote(target)} --again --reason \"…\"";

    public static string Continue(string target) => $"delivery resume {Quote(target)}";

    /// <summary>As a shell takes it for one word.</summary>
    private static string Quote(string word) => word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./@:+=,".Contains(c, StringComparison.Ordinal))
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
