using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Gates;

/// <summary>
/// What an acknowledgement speaks of, the gate's own rules included. A change of any part makes it another set, and what
/// was said of the old one stale.
/// </summary>
public sealed record BoundSet(ImmutableArray<BoundItem> Items)
{
    /// <summary>Of a word that is about nothing in particular.</summary>
    public static BoundSet Empty { get; } = new([]);

    /// <summary><c>sha256:</c> and lower-case hex, over names and texts with their lengths.</summary>
    public string Digest { get; } = DigestOf(Items);

    /// <summary>The parts that are not as they were: changed, new, or gone.</summary>
    /// <returns>In each case the place where it is, or would be, now.</returns>
    public ImmutableArray<BoundChange> ChangesSince(BoundSet earlier)
    {
        var before = earlier.Items.ToLookup(i => i.Name);
        var now = Items.ToLookup(i => i.Name);
        return
        [
            .. Items.Where(i => !before[i.Name].Any(b => b.Text == i.Text)).Select(i => new BoundChange(i.Name, PlaceOf(i, before[i.Name].FirstOrDefault()))),
            .. earlier.Items.Where(i => !now.Contains(i.Name)).Select(i => new BoundChange(i.Name, i.Location)),
        ];
    }

    /// <summary>The first line that differs.</summary>
    private static Location PlaceOf(BoundItem item, BoundItem? before)
    {
        if (before is null || !item.IsWholeFile)
            return item.Location;

        var same = item.Text.AsSpan().CommonPrefixLength(before.Text);
        var source = SourceText.From(item.Location.Path, item.Text);
        return source.Locate(source.GetLine(source.GetPosition(Math.Min(same, source.Length)).Line - 1));
    }

    private static string DigestOf(ImmutableArray<BoundItem> items)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in items.SelectMany(i => new[] { i.Name, i.Text }))
        {
            // As UTF-16: bytes that are no UTF-8 are lone surrogates here, and must not be taken for each other.
            var bytes = MemoryMarshal.AsBytes(text.AsSpan());
            hash.AppendData(BitConverter.GetBytes((long)bytes.Length));
            hash.AppendData(bytes);
        }

        return $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}

/// <param name="Name">For people, and to find the same part in another version: <c>field "Scope"</c>.</param>
/// <param name="IsWholeFile">Whether the text is that of the file at the location.</param>
public sealed record BoundItem(string Name, string Text, Location Location, bool IsWholeFile = false);

public sealed record BoundChange(string Name, Location Location);
