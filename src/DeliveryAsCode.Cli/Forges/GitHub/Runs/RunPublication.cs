using System.Collections.Immutable;
using System.Threading.Channels;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Forges.GitHub.Runs;

/// <summary>
/// Tells everybody else about an execution while it goes on, beside it and never in its way: a step does not wait for a
/// comment, and a comment that cannot be written changes nothing. What is told is made from the journal, so the next run
/// makes good what this one could not tell.
/// </summary>
internal sealed class RunPublication(RunProjection projection, PublishingFaults faults) : IAsyncDisposable
{
    private readonly Channel<ImmutableArray<JournalEntry>> _news = Channel.CreateUnbounded<ImmutableArray<JournalEntry>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _end = new();
    private ImmutableArray<JournalEntry> _entries = [];
    private Task? _telling;

    /// <summary>One at a time, from any thread.</summary>
    public void Observe(RunEvent what)
    {
        switch (what)
        {
            case Continued earlier:
                projection.IsContinued = true;
                _entries = earlier.Entries;
                break;
            case EntryWritten written:
                _entries = _entries.Add(written.Entry);
                _telling ??= Task.Run(TellAsync);
                _news.Writer.TryWrite(_entries);
                break;
            default:
                break;
        }
    }

    /// <summary>Everything that is still to be told, for as long as there is.</summary>
    /// <param name="result">What it came to; null if it could not be brought to an end.</param>
    /// <param name="most">Nobody waits longer for it.</param>
    public async Task FinishAsync(RunResult? result, TimeSpan most)
    {
        _end.CancelAfter(most);
        _news.Writer.TryComplete();
        if (_telling is not null)
            await _telling;

        var entries = result is { Entries.IsEmpty: false } ? result.Entries : _entries;
        if (!entries.IsEmpty)
            await projection.FinishAsync(entries, result, isNews: _telling is not null, faults, _end.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _news.Writer.TryComplete();
        await _end.CancelAsync();
        if (_telling is not null)
            await _telling;
        _end.Dispose();
        projection.Dispose();
    }

    /// <summary>Whoever is late tells each piece of news, and shows the last state only.</summary>
    private async Task TellAsync()
    {
        try
        {
            while (await _news.Reader.WaitToReadAsync(_end.Token))
            {
                List<ImmutableArray<JournalEntry>> late = [];
                while (_news.Reader.TryRead(out var entries))
                    late.Add(entries);
                await projection.ShowAsync(late, faults, _end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The time for it is over; what is missing is said by whoever ended it.
        }
    }
}
