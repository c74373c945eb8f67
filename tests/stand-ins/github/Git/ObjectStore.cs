using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace DeliveryAsCode.StandIns.GitHub.Git;

/// <summary>
/// The objects of a bare repository, read and written as git keeps them, without a process for each: a race of
/// thousands of writers is run against this. What was packed is asked of git, and <c>git fsck</c> judges what we wrote.
/// </summary>
internal sealed class ObjectStore(string folder, GitProgram git)
{
    private readonly ConcurrentDictionary<string, GitObject> _known = new();

    public GitObject? Find(string id)
    {
        if (!IsId(id))
            return null;
        if (_known.TryGetValue(id, out var known))
            return known;
        return (Loose(id) ?? Packed(id)) is { } found ? _known[id] = found : null;
    }

    /// <returns>Its id.</returns>
    public string Write(string kind, ReadOnlySpan<byte> content)
    {
        byte[] whole = [.. Encoding.ASCII.GetBytes($"{kind} {content.Length.ToString(CultureInfo.InvariantCulture)}\0"), .. content];
        // Git's own choice: it names, it does not protect.
#pragma warning disable CA5350
        var id = Convert.ToHexStringLower(SHA1.HashData(whole));
#pragma warning restore CA5350
        if (_known.ContainsKey(id))
            return id;

        var file = FileOf(id);
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var draft = $"{file}.{Guid.NewGuid():n}";
            using (var stream = File.Create(draft))
            using (var deflated = new ZLibStream(stream, CompressionLevel.Fastest))
                deflated.Write(whole);
            File.Move(draft, file, overwrite: true);
        }

        _known[id] = new GitObject(kind, content.ToArray());
        return id;
    }

    public static bool IsId(string text) => text.Length == 40 && text.All(char.IsAsciiHexDigitLower);

    private GitObject? Loose(string id)
    {
        if (!File.Exists(FileOf(id)))
            return null;
        using var file = File.OpenRead(FileOf(id));
        using var inflated = new ZLibStream(file, CompressionMode.Decompress);
        using var memory = new MemoryStream();
        inflated.CopyTo(memory);
        var whole = memory.ToArray();
        var end = Array.IndexOf(whole, (byte)0);
        return new GitObject(Encoding.ASCII.GetString(whole, 0, end).Split(' ')[0], whole[(end + 1)..]);
    }

    private GitObject? Packed(string id)
    {
        if (!Directory.EnumerateFiles(Path.Combine(folder, "pack"), "*.pack").Any())
            return null;
        return git.Try("cat-file", "-t", id) is { Succeeded: true } kind
            ? new GitObject(kind.Text.Trim(), git.RequireBytes("cat-file", kind.Text.Trim(), id))
            : null;
    }

    private string FileOf(string id) => Path.Combine(folder, id[..2], id[2..]);
}

/// <param name="Kind">blob, tree, commit or tag.</param>
internal sealed record GitObject(string Kind, byte[] Content);
