using System.Collections.Immutable;
using DeliveryAsCode.Planning;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <param name="What">What was done, or is waited for: <c>opened #12</c>.</param>
/// <param name="Why">A sentence without a full stop.</param>
internal sealed record ReconcileEntry(string What, string Why, bool IsDone);

/// <summary>What a reconciliation did, what it waits for, and what it left to people, in order.</summary>
internal sealed class ReconcileLog
{
    private readonly List<ReconcileEntry> _entries = [];

    public ImmutableArray<ReconcileEntry> Entries => [.. _entries];

    public bool HasDone => _entries.Any(e => e.IsDone);

    public void Did(string what, string why) => _entries.Add(new ReconcileEntry(what, why, IsDone: true));

    public void Waits(string what, string why)
    {
        // Every pass sees it anew, and it is said once.
        var entry = new ReconcileEntry(what, why, IsDone: false);
        if (!_entries.Contains(entry))
            _entries.Add(entry);
    }

    public void Note(Plan plan)
    {
        foreach (var note in plan.Notes)
            Waits(note.DeliveryId, note.Message);
        foreach (var refusal in plan.Refusals)
            Waits(refusal.Location.ToString(), refusal.Message);
    }
}
