using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>What is asked of GitHub about one repository. An answer that is to be expected is a value; the rest is thrown.</summary>
internal sealed partial class GitHubApi(GitHubClient client, RepositoryName repository)
{
    /// <summary>As many as GitHub gives at once.</summary>
    private const string PageSize = "100";

    /// <summary>Ten thousand things: whoever has more must not be told that these are all.</summary>
    private const int MostPages = 100;

    private const int MostReadings = 4;

    public GitHubClient Client => client;

    public RepositoryName Repository => repository;

    /// <summary>A path below the repository's. What is put in is one name, unless it is a <see cref="Slashed"/>.</summary>
    private string Route(FormattableString route) => $"repos/{repository.Owner}/{repository.Name}{Below(route)}";

    private static string Below(FormattableString route) =>
        string.Format(CultureInfo.InvariantCulture, route.Format, [.. route.GetArguments().Select(a => (object)Escape(a!))]);

    private static string Escape(object part) => part is Slashed { Path: var path }
        ? string.Join('/', path.Split('/').Select(EscapeName))
        : EscapeName(Convert.ToString(part, CultureInfo.InvariantCulture)!);

    /// <summary>A name of dots would be a way to another address.</summary>
    private static string EscapeName(string name) => name.Length > 0 && name.Trim('.').Length > 0
        ? Uri.EscapeDataString(name)
        : throw new GitHubException(GitHubFailure.Invalid, "ask GitHub", $"\"{name}\" is no name of anything there");

    private static string Query(string path, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var query = new List<string>();
        foreach (var (name, value) in values)
        {
            if (value is not null)
                query.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    /// <summary>The name of a ref, whose slashes are slashes of the address.</summary>
    private readonly record struct Slashed(string Path);

    private Task<T> GetAsync<T>(GitHubOperation operation, string asked, string path, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        client.SendAsync(new GitHubRequest(operation, asked, path), Reading.Of(type), cancellation);

    private Task<T?> FindAsync<T>(GitHubOperation operation, string asked, string path, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class =>
        client.SendAsync(new GitHubRequest(operation, asked, path) { Expected = [404] }, Reading.Maybe(type), cancellation);

    /// <summary>A list to its end. What comes twice, because the list changed while it was read, is there once.</summary>
    private Task<ImmutableArray<T>> ListAsync<T>(GitHubOperation operation, string asked, string path, JsonTypeInfo<ImmutableArray<T>> type, Func<T, object> key, CancellationToken cancellation) =>
        ListAsync(operation, asked, path, type, page => page, key, cancellation);

    private async Task<ImmutableArray<T>> ListAsync<TPage, T>(
        GitHubOperation operation, string asked, string path, JsonTypeInfo<TPage> type, Func<TPage, ImmutableArray<T>> items, Func<T, object> key, CancellationToken cancellation)
    {
        var all = new OrderedDictionary<object, T>();
        await foreach (var page in PagesAsync(operation, asked, path, type, cancellation))
        {
            foreach (var item in items(page))
                all.TryAdd(key(item), item);
        }

        return [.. all.Values];
    }

    /// <summary>
    /// A list of which nothing may be missed: if it has more than one page, it is read until it is twice the same. What is
    /// taken from an earlier page moves everything behind it, and one would be passed over.
    /// </summary>
    private async Task<ImmutableArray<T>> SteadyListAsync<T>(
        GitHubOperation operation, string asked, string path, JsonTypeInfo<ImmutableArray<T>> type, Func<T, object> key, CancellationToken cancellation)
    {
        ImmutableArray<T>? before = null;
        for (var readings = 0; readings < MostReadings; readings++)
        {
            var pages = 0;
            var all = await ListAsync(operation, asked, path, type, page =>
            {
                pages++;
                return page;
            }, key, cancellation);
            if (pages == 1 || before is { } known && known.SequenceEqual(all))
                return all;

            before = all;
        }

        throw new GitHubException(GitHubFailure.Broken, asked, "it changes faster than it can be read");
    }

    /// <summary>A list that says how long it is. Read again if it is not so, as it may have changed meanwhile.</summary>
    private async Task<ImmutableArray<T>> CountedListAsync<TPage, T>(
        GitHubOperation operation, string asked, string path, JsonTypeInfo<TPage> type, Func<TPage, ImmutableArray<T>> items, Func<TPage, int> count, Func<T, object> key, CancellationToken cancellation)
    {
        var (read, said) = (0, 0);
        for (var readings = 0; readings < 2; readings++)
        {
            var all = await ListAsync(operation, asked, path, type, page =>
            {
                said = count(page);
                return items(page);
            }, key, cancellation);
            if (all.Length == said)
                return all;

            read = all.Length;
        }

        throw new GitHubException(GitHubFailure.Broken, asked, string.Create(CultureInfo.InvariantCulture, $"GitHub lists {read}, and says that there are {said}"));
    }

    private async IAsyncEnumerable<TPage> PagesAsync<TPage>(GitHubOperation operation, string asked, string path, JsonTypeInfo<TPage> type, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var next = path;
        for (var pages = 0; next is not null; pages++)
        {
            if (pages == MostPages)
                throw new GitHubException(GitHubFailure.Broken, asked, string.Create(CultureInfo.InvariantCulture, $"there are more than {MostPages} pages of it"));

            var (page, link) = await client.SendAsync(new GitHubRequest(operation, asked, next), answer => (Reading.Value(answer, type), NextPage.Of(answer)), cancellation);
            if (link is not null && !client.IsOurs(link))
                throw new GitHubException(GitHubFailure.Broken, asked, $"the next page is said to be at {link}, which is not below {client.Connection.Api}");

            yield return page;
            next = link;
        }
    }

    private static GitHubRequest Write<T>(GitHubOperation operation, string asked, string path, T body, JsonTypeInfo<T> type) =>
        new(operation, asked, path) { Body = Writing.Of(body, type) };
}
