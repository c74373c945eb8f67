using System.Collections.Immutable;
using NodaTime;

namespace DeliveryAsCode.Cli.Workspaces;

/// <summary>Whom a commit names. Anybody can write any name: only a signature proves it.</summary>
public sealed record Identity(string Name, string Email);

/// <summary>A line at the end of a commit's message: <c>Delivery-Gate: QA gate</c>.</summary>
public sealed record Trailer(string Key, string Value);

/// <param name="Id">Full object id.</param>
/// <param name="Parents">The nearest ancestors in the history that was read: commits that changed none of its files are passed over. More than one: a merge.</param>
/// <param name="CoAuthors">From the trailers <c>Co-authored-by</c>.</param>
/// <param name="Trailers">In the order of the message; a key may stand several times.</param>
/// <param name="Subject">The message's first paragraph on one line.</param>
public sealed record Commit(
    string Id,
    ImmutableArray<string> Parents,
    Identity Author,
    Identity Committer,
    ImmutableArray<Identity> CoAuthors,
    Instant CommittedAt,
    ImmutableArray<Trailer> Trailers,
    string Subject)
{
    public bool IsMerge => Parents.Length > 1;

    /// <summary>Values of all trailers with this key, whatever its case, in order.</summary>
    public IEnumerable<string> ValuesOf(string key) => Trailers.Where(t => t.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Select(t => t.Value);
}
