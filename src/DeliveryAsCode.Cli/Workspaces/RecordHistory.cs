using System.Collections.Immutable;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Workspaces;

/// <summary>Finds the commit that brought each row of the table <c>Gates</c>.</summary>
/// <param name="history">Read with all records among its pathspecs, so that a record that only moved is recognised.</param>
public sealed class RecordHistory(GitHistory history, ObjectReader objects)
{
    private static readonly RowOrigin Uncommitted = new RowOrigin.Uncommitted();
    private static readonly RowOrigin Unknown = new RowOrigin.Unknown();

    private readonly Dictionary<string, ImmutableArray<RowIdentity>> _rows = [];

    /// <summary>For each row of the table, in order, where it came from.</summary>
    /// <param name="record">As it is in the work tree, or in the commit in which the history ends.</param>
    public ImmutableArray<RowOrigin> Of(DeliveryRecord record)
    {
        var known = AtTheEnd(record.Path).Rows;
        return [.. RowIdentity.Of(record, record.Gates).Select(row => known.TryGetValue(row, out var origin) ? origin.Origin : Uncommitted)];
    }

    /// <summary>Goes through the commits, oldest first: what a row is in a merge depends on all lines that lead to it.</summary>
    private FileState AtTheEnd(string path)
    {
        var changes = history.ChangesOf(path);
        if (changes.Count == 0)
            return FileState.Never;

        var states = new FileState[history.Commits.Count];
        var next = 0;
        for (var commit = 0; commit < states.Length; commit++)
        {
            var change = next < changes.Count && changes[next].Commit == commit ? changes[next++] : null;
            var parents = history.ParentsOf(commit);
            states[commit] = (change is null ? Shared(states, parents) : null)
                ?? After(commit, change, parents.IsEmpty ? [FileState.Never] : Select(states, parents), path);
        }

        return states[^1];
    }

    /// <summary>The version that all of these commits have; null if they differ. Most commits have nothing to do with the record.</summary>
    private static FileState? Shared(FileState[] states, ReadOnlySpan<int> commits)
    {
        if (commits.IsEmpty)
            return FileState.Never;

        var state = states[commits[0]];
        foreach (var commit in commits[1..])
        {
            if (states[commit] != state)
                return null;
        }

        return state;
    }

    private static FileState[] Select(FileState[] states, ReadOnlySpan<int> commits)
    {
        var selected = new FileState[commits.Length];
        for (var i = 0; i < selected.Length; i++)
            selected[i] = states[commits[i]];
        return selected;
    }

    private FileState After(int commit, FileChange? change, FileState[] parents, string path)
    {
        var blob = change is null ? parents[0].Blob : change.After;

        // A merge that takes the file over from the parent which knows all versions of the others changes nothing.
        if (parents.FirstOrDefault(parent => parent.Blob == blob && parents.All(parent.Follows)) is { } latest)
            return latest;

        var state = new FileState(blob, commit, parents);
        var rows = blob is null ? [] : RowsOf(blob, path);
        var created = state.IsCreated ? OriginOfCreated(rows, commit, path) : null;
        foreach (var row in rows)
            state.Rows.Add(row, created is null ? Inherited(row, state) : new RowSource(state, created));
        return state;
    }

    /// <summary>Where the rows of a new record came from. If another record with such a row went in the same commit, it was only moved.</summary>
    private RowOrigin OriginOfCreated(ImmutableArray<RowIdentity> rows, int commit, string path)
    {
        if (history.IsShallow)
            return Unknown;

        return history.BlobsDeletedIn(commit).Any(blob => RowsOf(blob, path).Intersect(rows).Any())
            ? new RowOrigin.Brought(history.Commits[commit])
            : new RowOrigin.Adopted(history.Commits[commit]);
    }

    /// <remarks>
    /// A line on which the row had come and was taken out again counts for more than one on which it merely stayed: a
    /// merge that has the row nevertheless brings it back, and whoever made the merge is responsible for it.
    /// </remarks>
    private RowSource Inherited(RowIdentity row, FileState state)
    {
        var sources = state.Parents.Select(parent => parent.Rows.GetValueOrDefault(row)).ToArray();
        var lasting = sources.OfType<RowSource>().Where(source => !IsSuperseded(source, sources, state.Parents)).ToList();
        if (lasting.Count == 0)
            return new RowSource(state, new RowOrigin.Brought(history.Commits[state.Commit]));

        // A record that is there already is not made once more: a line that begins with its rows adopts nothing.
        if (lasting.TrueForAll(source => source.Origin is RowOrigin.Adopted) && state.Parents.Zip(sources).Any(pair => pair.First != FileState.Never && pair.Second is null))
            return new RowSource(state, new RowOrigin.Brought(history.Commits[state.Commit]));

        // Behind the end of the history the row may have been taken out.
        return history.IsShallow && sources.Contains(null)
            ? new RowSource(state, Unknown)
            : lasting.Find(source => source.Origin == Unknown) ?? lasting[0];
    }

    /// <summary>Whether a parent went on from the version that brought the row, and has it no more, or anew.</summary>
    private static bool IsSuperseded(RowSource source, RowSource?[] sources, ReadOnlySpan<FileState> parents)
    {
        for (var i = 0; i < sources.Length; i++)
        {
            if (sources[i] != source && parents[i].Follows(source.State))
                return true;
        }

        return false;
    }

    private ImmutableArray<RowIdentity> RowsOf(string blob, string path)
    {
        if (_rows.TryGetValue(blob, out var rows))
            return rows;

        rows = objects.Read(blob, "blob", DocumentLimits.MarkdownBytes) is { } bytes ? RowsOf(SourceText.Decode(path, bytes)) : [];
        _rows.Add(blob, rows);
        return rows;
    }

    private static ImmutableArray<RowIdentity> RowsOf(SourceText source) =>
        RecordReader.Read(MarkdownDocument.Read(source).Value, RepositoryLayout.IdOf(source.Path)).Value is { } record
            ? RowIdentity.Of(record, record.Gates)
            : [];

    /// <param name="State">The version that brought the row.</param>
    private sealed record RowSource(FileState State, RowOrigin Origin);

    /// <summary>A version of the record with all versions that led to it. Commits that did nothing to it share one.</summary>
    /// <param name="commit">The number of the commit that made it.</param>
    private sealed class FileState(string? blob, int commit, FileState[] parents)
    {
        public static FileState Never { get; } = new(null, -1, []);

        public string? Blob { get; } = blob;

        public int Commit { get; } = commit;

        public FileState[] Parents { get; } = parents;

        public Dictionary<RowIdentity, RowSource> Rows { get; } = [];

        /// <summary>Whether the record was never there before.</summary>
        public bool IsCreated { get; } = parents.All(parent => parent == Never);

        /// <summary>Whether this is the other version or one made from it.</summary>
        public bool Follows(FileState other)
        {
            var seen = new HashSet<FileState>();
            var open = new Stack<FileState>([this]);
            while (open.TryPop(out var state))
            {
                if (state == other || other == Never)
                    return true;

                // Whatever leads to a version has a smaller number.
                foreach (var parent in state.Parents)
                {
                    if (parent.Commit >= other.Commit && seen.Add(parent))
                        open.Push(parent);
                }
            }

            return false;
        }
    }
}
