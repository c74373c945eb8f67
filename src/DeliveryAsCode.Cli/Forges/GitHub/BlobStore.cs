using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Workspaces;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>
/// Contents of files by their object ids, from wherever they are cheapest to have: what was read already, the clone that the
/// program runs in, one archive of a commit, and only then one request each.
/// </summary>
/// <remarks>
/// An archive is a cache and no source: <c>.gitattributes</c> can leave files out of it and change what they hold. So nothing
/// of it is believed but content whose id is the one that was asked for.
/// </remarks>
internal sealed class BlobStore(GitHubApi api, ObjectReader? clone)
{
    /// <summary>From this many on an archive is cheaper than a request for each.</summary>
    private const int ManyMissing = 3;

    /// <summary>A repository whose archive is larger has its documents asked for one by one.</summary>
    private const int MostArchiveBytes = 512 * 1024 * 1024;

    private const long MostUnpackedBytes = 4L * 1024 * 1024 * 1024;

    private const int MostDocumentBytes = 4 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, byte[]> _known = new();

    /// <summary>Whether nothing is at hand but what GitHub is asked for.</summary>
    public bool IsRemote => clone is null;

    /// <summary>Has everything of a commit at hand, if one archive can hold it.</summary>
    public async Task FetchAllAsync(string commit, CancellationToken cancellation)
    {
        if (await ArchiveAsync(commit, cancellation) is { Length: <= MostArchiveBytes } archive)
            Keep(archive, wanted: null);
    }

    /// <summary>Sees to it that the contents are there, with few requests.</summary>
    /// <param name="commit">Whose archive has them.</param>
    public async Task LoadAsync(string commit, IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        if (ids.Count(IsMissing) >= ManyMissing && await ArchiveAsync(commit, cancellation) is { Length: <= MostArchiveBytes } archive)
            Keep(archive, [.. ids.Where(IsMissing)]);
        foreach (var id in ids.Where(IsMissing).ToList())
            _known[id] = await api.BlobAsync(id, cancellation);
    }

    /// <summary>Of some trees no archive can be made, and their files are there all the same.</summary>
    private async Task<byte[]?> ArchiveAsync(string commit, CancellationToken cancellation)
    {
        try
        {
            return await api.ArchiveAsync(commit, cancellation);
        }
        catch (GitHubException e) when (e.Kind is GitHubFailure.Unreachable or GitHubFailure.Broken or GitHubFailure.NotFound)
        {
            return null;
        }
    }

    /// <returns>Null if it is larger.</returns>
    public byte[]? Read(string id, int mostBytes)
    {
        if (IsMissing(id))
        {
            // The core asks for a file when a gate turns out to need it, and its readers are no tasks. There is no
            // synchronization context in this program that a wait could block.
            _known[id] = api.BlobAsync(id, CancellationToken.None).GetAwaiter().GetResult();
        }

        return _known[id] is var bytes && bytes.Length <= mostBytes ? bytes : null;
    }

    private bool IsMissing(string id)
    {
        if (_known.ContainsKey(id))
            return false;
        if (clone?.ReadBlob(id) is not { } bytes)
            return true;

        _known[id] = bytes;
        return false;
    }

    /// <param name="wanted">Nothing else is kept: whoever proposes something must not fill our memory with it. Null: everything, of a commit on the base.</param>
    private void Keep(byte[] archive, HashSet<string>? wanted)
    {
        try
        {
            using var tar = new TarReader(new GZipStream(new MemoryStream(archive), CompressionMode.Decompress));
            var unpacked = 0L;
            while (wanted is not { Count: 0 } && tar.GetNextEntry() is { } entry)
            {
                // Little can become much, and to pass it over is to unpack it, too.
                unpacked += entry.Length;
                if (unpacked > MostUnpackedBytes)
                    return;
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || entry.Length > MostDocumentBytes || entry.DataStream is not { } data)
                    continue;

                var bytes = new byte[entry.Length];
                data.ReadExactly(bytes);
                if (ObjectId.Of(bytes) is var id && wanted?.Remove(id) != false)
                    _known[id] = bytes;
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            // What could be read of it is right by its ids; the rest is asked for one by one.
        }
    }
}
