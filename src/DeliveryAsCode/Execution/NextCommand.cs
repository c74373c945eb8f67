namespace DeliveryAsCode.Execution;

/// <summary>The command by which a person brings an execution on.</summary>
public static class NextCommand
{
    /// <param name="target">The runbook, as the command line takes it.</param>
    public static string After(Paused pause, string target) => pause.For switch
    {
        "confirmation" => $"delivery confirm {target} {pause.Subject}",
        "decision" or "watch-decision" => $"delivery decide {target} --go|--no-go --reason \"…\"",
        "rollback-decision" => $"delivery decide {target} --roll-forward|--undo|--hold --reason \"…\"",
        "unknown" => $"delivery resume {target} --step {pause.Subject} --as done|failed|again --reason \"…\"",
        RunbookExecution.ExtendedWatch => $"delivery watch {target}",
        _ => $"delivery resume {target}",
    };

    public static string LiftHold(string target) => $"delivery resume {target} --lift-hold --reason \"…\"";

    public static string RollBack(string target) => $"delivery rollback {target} --reason \"…\"";

    public static string StartAgain(string target) => $"delivery run {target} --again --reason \"…\"";

    public static string Continue(string target) => $"delivery resume {target}";
}
