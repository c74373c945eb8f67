using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NodaTime;

namespace DeliveryAsCode.Cli.Workspaces;

/// <summary>Reads a history with one call of <c>git log</c>.</summary>
internal static class HistoryReader
{
    private static readonly string[] Fields = ["%H", "%P", "%an", "%ae", "%cn", "%ce", "%ct", "%(trailers:only,unfold)", "%s"];

    private static readonly string[] Log =
    [
        // The user's configuration must not change what is listed, nor how a message is read.
        "-c", "log.showRoot=true", "-c", "log.follow=false", "-c", "log.mailmap=false", "-c", "trailer.separators=:",
        "--glob-pathspecs",
        "log", "-z", $"--format={string.Join("%x00", Fields)}", "--encoding=UTF-8",
        // "%ae" and "%ce" besides: a .mailmap in the repository must not change whose address it is.
        "--no-use-mailmap", "--no-show-signature", "--no-notes", "--no-color", "--no-decorate",
        "--raw", "--no-abbrev", "--no-renames", "--no-relative", "--no-ext-diff", "--no-textconv",
        "--topo-order", "--reverse",
        // All lines that were merged, and all merges, with parents that lead past the commits that are left out: the
        // history stays one graph. Without it a line whose change was given up in a merge would not be seen.
        "--full-history", "--parents",
        // With the graph, differences to the first parent tell what each commit holds, merges too: whether a merge took
        // a file over from another parent or made it up is found by comparing. "-c" would tell only of the latter.
        "--diff-merges=first-parent",
    ];

    public static GitHistory Read(Git git, string commit, IReadOnlyCollection<string> pathspecs)
    {
        var output = git.RequireBytes([.. Log, commit, "--", .. pathspecs]);
        var numbers = new Dictionary<string, int>();
        var commits = new List<Commit>();
        var parents = new List<int[]>();
        var changes = new Dictionary<string, List<FileChange>>();
        var tokens = new Tokens(output);
        while (!tokens.AreAtEnd)
        {
            var token = tokens.Next();
            if (token.TrimStart((byte)'\n') is [(byte)':', ..] raw)
            {
                var path = PathText.Decode(tokens.Next());
                if (Change(raw, commits.Count - 1) is { } change)
                    (changes.TryGetValue(path, out var list) ? list : changes[path] = []).Add(change);
                continue;
            }

            var next = Commit(Ascii(token), ref tokens);
            numbers.Add(next.Id, commits.Count);
            commits.Add(next);
            parents.Add([.. next.Parents.Select(p => numbers[p])]);
        }

        return new GitHistory(git.IsShallow(), commits, [.. parents], changes);
    }

    private static Commit Commit(string id, ref Tokens tokens)
    {
        // Half a history must never pass for a whole one.
        if (id.Length < 40 || !id.All(char.IsAsciiHexDigitLower))
            throw CommandException.World("git log printed what cannot be read", "report it, with the version of git that is installed");

        var parents = Ascii(tokens.Next()).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var author = new Identity(Visible(tokens.Next()), Visible(tokens.Next()));
        var committer = new Identity(Visible(tokens.Next()), Visible(tokens.Next()));
        var committedAt = Time(Ascii(tokens.Next()));
        var trailers = Trailers(Visible(tokens.Next()));
        return new Commit(id, [.. parents], author, committer, CoAuthors(trailers), committedAt, trailers, Visible(tokens.Next()));
    }

    /// <summary><c>:100644 100644 before after M</c>; null if only the right to execute changed, or something that is no file.</summary>
    private static FileChange? Change(ReadOnlySpan<byte> raw, int commit)
    {
        var parts = Ascii(raw).Split(' ');
        var (before, after) = (Blob(parts[0][1..], parts[2]), Blob(parts[1], parts[3]));
        return before == after ? null : new FileChange(commit, before, after);
    }

    private static string? Blob(string mode, string id) => mode.StartsWith("100", StringComparison.Ordinal) ? id : null;

    private static ImmutableArray<Trailer> Trailers(string text) =>
    [
        .. from line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
           let colon = line.IndexOf(':')
           where colon > 0
           select new Trailer(line[..colon].Trim(), line[(colon + 1)..].Trim()),
    ];

    private static ImmutableArray<Identity> CoAuthors(ImmutableArray<Trailer> trailers) =>
        [.. trailers.Where(t => t.Key.Equals("Co-authored-by", StringComparison.OrdinalIgnoreCase)).Select(t => Person(t.Value))];

    private static Identity Person(string text) =>
        text.LastIndexOf('<') is >= 0 and var open && text.IndexOf('>', open) is >= 0 and var close
            ? new Identity(text[..open].Trim(), text[(open + 1)..close].Trim())
            : new Identity(text, "");

    /// <summary>A date that cannot be is the oldest one: it must not make a commit look new.</summary>
    private static Instant Time(string seconds) =>
        long.TryParse(seconds, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= Instant.MinValue.ToUnixTimeSeconds() && value <= Instant.MaxValue.ToUnixTimeSeconds()
            ? Instant.FromUnixTimeSeconds(value)
            : NodaConstants.UnixEpoch;

    private static string Ascii(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes);

    /// <summary>For people and for comparing with what is configured: bytes that are no text equal nothing.</summary>
    private static string Visible(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private ref struct Tokens(ReadOnlySpan<byte> output)
    {
        private ReadOnlySpan<byte> _rest = output;

        public readonly bool AreAtEnd => _rest.IsEmpty;

        /// <summary>What stands before the next NUL.</summary>
        public ReadOnlySpan<byte> Next()
        {
            var end = _rest.IndexOf((byte)0);
            var token = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? [] : _rest[(end + 1)..];
            return token;
        }
    }
}
