using DeliveryAsCode.Cli.Workspaces;

namespace DeliveryAsCode.Cli.Running;

/// <summary>A step's processes: its session and group, and, by its key, those that left them.</summary>
/// <param name="Leader">Process id, session and group; null if it is not known.</param>
/// <param name="Key">Null: only the session and group.</param>
internal sealed record ProcessTree(int? Leader, string? Key, TimeProvider Clock)
{
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    public bool IsGone => ProcessTable.OfStep(Leader, Key).Count == 0;

    /// <summary>Asks everybody to end, waits, then ends them. When it returns they are gone.</summary>
    public async Task EndAsync(TimeSpan grace)
    {
        // A step that leaves nothing behind is the rule, and to look through all processes once more is its main cost.
        if (Signal(Posix.Terminate) == 0 || await WaitAsync(grace, CancellationToken.None))
            return;

        var started = Clock.GetTimestamp();
        while (Signal(Posix.Kill) > 0)
        {
            // A process in the kernel's hands (a dead disk) cannot be killed; nobody is helped by waiting for ever.
            if (Clock.GetElapsedTime(started) > _patience)
                throw new IOException($"processes of the step do not die: {string.Join(", ", ProcessTable.OfStep(Leader, Key))}");
            await Task.Delay(_look, Clock);
        }
    }

    /// <summary>Whether they are gone within the time.</summary>
    public async Task<bool> WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var started = Clock.GetTimestamp();
        while (!IsGone)
        {
            if (Clock.GetElapsedTime(started) >= time)
                return false;
            await Task.Delay(_look, Clock, cancellationToken);
        }

        return true;
    }

    private int Signal(int signal)
    {
        var processes = ProcessTable.OfStep(Leader, Key);
        foreach (var pid in processes)
            Posix.SignalProcess(pid, signal);
        return processes.Count;
    }
}
