namespace DeliveryAsCode.Cli.Tests.Running;

internal static class AtOnce
{
    /// <summary>Each on a thread of its own, let go together: whoever waits for a server must not take its threads away.</summary>
    public static async Task<T[]> Do<T>(int count, Func<int, T> what)
    {
        using var ready = new Barrier(count);
        return await Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Factory.StartNew(
            () =>
            {
                ready.SignalAndWait();
                return what(i);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }
}
