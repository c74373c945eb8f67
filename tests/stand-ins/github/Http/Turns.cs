using System.Collections.Concurrent;

namespace DeliveryAsCode.StandIns.GitHub.Http;

/// <summary>
/// Requests are answered one after the other on a thread of their own. A race of hundreds then waits in a queue, and no
/// thread of the pool, which the clients in the same process live on, waits for a lock.
/// </summary>
internal sealed class Turns : IDisposable
{
    private readonly BlockingCollection<Action> _waiting = [];
    private readonly Thread _thread;

    public Turns()
    {
        _thread = new Thread(Work) { IsBackground = true, Name = "GitHub" };
        _thread.Start();
    }

    public Task<T> TakeAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return done.Task;
    }

    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _waiting.Dispose();
    }

    private void Work()
    {
        foreach (var work in _waiting.GetConsumingEnumerable())
            work();
    }
}
