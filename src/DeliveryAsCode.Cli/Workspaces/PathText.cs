using System.Text;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Workspaces;

/// <summary>
/// Paths as git has them are bytes. Two different ones stay different as text, and give their bytes back: what is not
/// UTF-8 is escaped as <see cref="SourceText"/> does.
/// </summary>
internal static class PathText
{
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith("\uFEFF"u8) && System.Text.Unicode.Utf8.IsValid(bytes))
            return Encoding.UTF8.GetString(bytes);

        var source = SourceText.Decode("", bytes);
        return source.HasByteOrderMark ? $"\uFEFF{source.Text}" : source.Text;
    }

    /// <summary>Paths that each end in a NUL.</summary>
    public static List<string> Split(ReadOnlySpan<byte> listed)
    {
        var paths = new List<string>();
        while (listed.IndexOf((byte)0) is >= 0 and var end)
        {
            paths.Add(Decode(listed[..end]));
            listed = listed[(end + 1)..];
        }

        return paths;
    }
}
