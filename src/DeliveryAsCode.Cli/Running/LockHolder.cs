using System.Globalization;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Who holds an environment.</summary>
/// <param name="IsReserved">Whether the execution has begun to change it: then it stays taken, also while nobody runs.</param>
internal sealed record LockHolder(string Execution, string Runbook, ProcessIdentity Process, DateTimeOffset Since, bool IsReserved)
{
    /// <summary>Grows with every run that takes the environment: whoever names it has seen this one and no other.</summary>
    public int Term { get; init; }

    /// <summary>Why an execution that has ended keeps the environment; null while it has not.</summary>
    public string? Held { get; init; }

    /// <summary>Full path of the journal on the machine of the process.</summary>
    public string? Journal { get; init; }

    /// <summary>The running kernel and its view of processes, which a process number belongs to: a host name may be anybody's.</summary>
    public string Machine { get; init; } = ThisMachine;

    /// <summary>Name of the remote where the journal is kept too: nobody goes on without asking there.</summary>
    public string? Remote { get; init; }

    /// <summary>The run of a host that it is part of; null outside of one.</summary>
    public HostedRun? Run { get; init; }

    private static string ThisMachine { get; } = $"{ProcessTable.BootId}/{new FileInfo("/proc/self/ns/pid").LinkTarget}";

    /// <summary>Whether its process is proven not to run, by having been looked for where it ran.</summary>
    public bool IsProvenGone => IsFromHere && IsAlive == false;

    public bool IsFromHere => Machine == ThisMachine;

    /// <summary>Ids are unique in a folder only; a runbook may be renamed while it is executed.</summary>
    public bool IsSameExecution(LockHolder other) =>
        Execution == other.Execution && (Runbook == other.Runbook || Journal is not null && Journal == other.Journal);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"execution {Execution} of {Runbook} holds it since {Since:yyyy-MM-dd HH:mm} UTC ({Run?.Url ?? $"process {Process.Pid} on {Process.Host}"})");

    /// <summary>Whether the process runs; null if nobody can say so from here.</summary>
    public bool? IsAlive => ProcessTable.IsAlive(Process);

    /// <summary>Why no other execution may have it though nobody works on it, and what to do; null if it may.</summary>
    /// <param name="unlock">The command that frees it.</param>
    public string? WhyKept(string unlock) => this switch
    {
        { Held: { } held } =>
            $"{this}: {held}; lift the hold ({NextCommand.LiftHold(Runbook)}), undo it ({NextCommand.RollBack(Runbook)}), or, if its journal is lost and you are sure what state the environment is in, free it ({unlock})",
        { IsReserved: true } =>
            $"{this}; it has changed the environment and did not end: continue it first ({NextCommand.Continue(Runbook)}), undo it ({NextCommand.RollBack(Runbook)}), or, if its journal is lost and you are sure what state the environment is in, free it ({unlock})",
        _ => null,
    };
}

/// <summary>The attempt of a workflow run, whose host can be asked whether it is over.</summary>
internal sealed record HostedRun(long Id, int Attempt, string Url);
