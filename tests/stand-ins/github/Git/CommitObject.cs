using System.Globalization;
using System.Text;

namespace DeliveryAsCode.StandIns.GitHub.Git;

/// <summary>Who, and when.</summary>
internal sealed record Signature(string Name, string Email, DateTimeOffset Date)
{
    public override string ToString()
    {
        var offset = Date.Offset;
        return string.Create(CultureInfo.InvariantCulture,
            $"{Name} <{Email}> {Date.ToUnixTimeSeconds()} {(offset < TimeSpan.Zero ? '-' : '+')}{offset.Duration():hhmm}");
    }

    public static Signature Read(string line)
    {
        var (open, close) = (line.IndexOf('<', StringComparison.Ordinal), line.LastIndexOf('>'));
        var when = line[(close + 2)..].Split(' ');
        var zone = int.Parse(when[1], CultureInfo.InvariantCulture);
        var offset = new TimeSpan(zone / 100, zone % 100, 0);
        return new Signature(line[..open].TrimEnd(), line[(open + 1)..close], DateTimeOffset.FromUnixTimeSeconds(long.Parse(when[0], CultureInfo.InvariantCulture)).ToOffset(offset));
    }
}

internal sealed record CommitObject(string Id, string Tree, IReadOnlyList<string> Parents, Signature Author, Signature Committer, string Message)
{
    public static CommitObject Read(string id, byte[] content)
    {
        var text = Encoding.UTF8.GetString(content);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var head = text[..end].Split('\n');
        string Value(string name) => head.First(line => line.StartsWith($"{name} ", StringComparison.Ordinal))[(name.Length + 1)..];
        return new CommitObject(
            id,
            Value("tree"),
            [.. head.Where(line => line.StartsWith("parent ", StringComparison.Ordinal)).Select(line => line["parent ".Length..])],
            Signature.Read(Value("author")),
            Signature.Read(Value("committer")),
            text[(end + 2)..]);
    }

    public static byte[] Write(string tree, IEnumerable<string> parents, Signature author, Signature committer, string message) =>
        Encoding.UTF8.GetBytes($"tree {tree}\n{string.Concat(parents.Select(p => $"parent {p}\n"))}author {author}\ncommitter {committer}\n\n{message}");
}
