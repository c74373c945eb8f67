using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Transitions;

/// <summary>What a change does to the rows of a record's Gates table, which are only appended.</summary>
internal static class GateRowTransitions
{
    public static ImmutableArray<Transition> Between(DeliveryRecord before, DeliveryRecord after)
    {
        var then = before.Gates.Rows.Select(row => TextOf(before, row)).ToList();
        var now = after.Gates.Rows.Select(row => TextOf(after, row)).ToList();
        var matches = Match(then, now);
        var gone = Enumerable.Range(0, then.Count).Except(matches.OfType<int>()).ToList();
        var lastOld = Array.FindLastIndex(matches, m => m is not null);
        var transitions = ImmutableArray.CreateBuilder<Transition>();
        var previous = -1;
        for (var i = 0; i < now.Count; i++)
        {
            var row = after.Gates.Rows[i];
            if (matches[i] is { } old)
            {
                if (old < previous)
                    transitions.Add(new Transition.GateRowMoved(row));
                previous = Math.Max(previous, old);
            }
            else if (gone.Remove(i))
            {
                transitions.Add(new Transition.GateRowChanged(before.Gates.Rows[i], row));
            }
            else
            {
                if (i < lastOld)
                    transitions.Add(new Transition.GateRowMoved(row));
                transitions.Add(Added(row, i));
            }
        }

        transitions.AddRange(gone.Select(i => new Transition.GateRowRemoved(before.Gates.Rows[i], PlaceOfGates(after))));
        return transitions.ToImmutable();
    }

    private static Transition Added(GateDecision row, int index) =>
        row.Decision is Decision.Cancelled or Decision.OnHold or Decision.Resumed or Decision.Reopened
            ? new Transition.DeliveryDecided(row, index)
            : new Transition.GateRowAdded(row, index);

    /// <summary>For each row now the number of the row that it was; null if it is new. Of rows that read the same the first is the old one.</summary>
    private static int?[] Match(List<string> then, List<string> now)
    {
        var places = new Dictionary<string, Queue<int>>();
        for (var i = 0; i < then.Count; i++)
            (places.TryGetValue(then[i], out var queue) ? queue : places[then[i]] = new Queue<int>()).Enqueue(i);
        return [.. now.Select(text => places.TryGetValue(text, out var queue) && queue.TryDequeue(out var old) ? old : (int?)null)];
    }

    /// <summary>What is written in the row, but not how it is padded.</summary>
    internal static string TextOf(DeliveryRecord record, GateDecision row) =>
        string.Join('\n', record.Gates.Columns.Select(column => column >= 0 && column < row.Source.Cells.Length
            ? string.Join(' ', record.Document.Source.ToString(row.Source.Cells[column].Span).Split([' ', '\t', '\v', '\f'], StringSplitOptions.RemoveEmptyEntries))
            : ""));

    private static Location PlaceOfGates(DeliveryRecord record) =>
        record.Gates.Section?.Heading is { } heading ? record.Document.Source.Locate(heading.TextSpan) : record.Title;
}
