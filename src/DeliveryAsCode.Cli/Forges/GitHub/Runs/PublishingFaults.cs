using System.Collections.Immutable;

namespace DeliveryAsCode.Cli.Forges.GitHub.Runs;

/// <summary>
/// Publishing never changes an outcome: what goes wrong with it is gathered here, each thing once, and told at the end.
/// </summary>
internal sealed class PublishingFaults
{
    private readonly Lock _turn = new();
    private readonly List<(string What, string Why)> _all = [];

    public ImmutableArray<string> All
    {
        get
        {
            lock (_turn)
                return [.. _all.Select(f => $"{f.What} could not be published: {f.Why}")];
        }
    }

    public void Add(string what, string why)
    {
        lock (_turn)
        {
            if (!_all.Contains((what, why)))
                _all.Add((what, why));
        }
    }

    /// <param name="what">What is not published if this fails, to begin a sentence with.</param>
    public async Task TryAsync(string what, Func<Task> publish)
    {
        try
        {
            await publish();
            // What works in the end is there: an earlier fault is no news.
            lock (_turn)
                _all.RemoveAll(f => f.What == what);
        }
        catch (OperationCanceledException)
        {
            Add(what, "there was no time left for it");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever it is, and be it a fault of ours: what was deployed is deployed.
            Add(what, e.Message);
        }
    }
}
