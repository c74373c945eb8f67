using System.Collections.Immutable;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Running;

/// <summary>
/// The journal of one execution, and what it folds to. An entry is durable first, then folded, then shown; several steps may
/// write at once.
/// </summary>
internal sealed class ExecutionJournal : IDisposable
{
    private readonly RunRequest _request;
    private readonly JournalFile _file;
    private readonly SecretMask _mask;
    private readonly Action<RunEvent> _observe;
    private readonly Lock _turn = new();
    private readonly List<JournalEntry> _entries;
    private bool _isInterrupted;
    private bool _isUnobserved;

    /// <param name="entries">What the file holds.</param>
    /// <param name="observe">Is told what happens, one at a time.</param>
    public ExecutionJournal(RunRequest request, JournalFile file, ImmutableArray<JournalEntry> entries, SecretMask mask, Action<RunEvent> observe)
    {
        _request = request;
        _file = file;
        _mask = mask;
        _observe = observe;
        _entries = [.. entries];
        State = RunbookExecution.Fold(request.Runbook, entries) with { Circumstances = request.Circumstances };
        if (_entries.Count > 0)
            Observe(new Continued(entries));
    }

    public RunbookExecution State { get; private set; }

    public IReadOnlyList<JournalEntry> Entries => _entries;

    public string Path => _file.Path;

    public void Append(JournalEvent what) => Append(what, _request.Actor);

    public void Append(JournalEvent what, string by)
    {
        lock (_turn)
        {
            var entry = _file.Append(_request.Clock.GetUtcNow(), by, SecretWords.Mask(what, _mask));
            _entries.Add(entry);
            State = State.Apply(entry);
            Observe(new EntryWritten(entry));
        }
    }

    /// <summary>Written once, however many steps are cut off.</summary>
    public void Interrupt()
    {
        lock (_turn)
        {
            if (!_isInterrupted)
                Append(new Interrupted("the run was cancelled"));
            _isInterrupted = true;
        }
    }

    /// <summary>Showing it never changes an outcome: a terminal that is gone is told nothing more.</summary>
    public void Observe(RunEvent what)
    {
        lock (_turn)
        {
            try
            {
                if (!_isUnobserved)
                    _observe(what);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                _isUnobserved = true;
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
