using System.Globalization;
using DeliveryAsCode.StandIns.GitHub.State;

namespace DeliveryAsCode.StandIns.GitHub.Http;

/// <summary>One request on its way through an operation.</summary>
internal sealed record Call(
    GitHubStandIn GitHub,
    Route Route,
    IReadOnlyDictionary<string, string> Path,
    IReadOnlyDictionary<string, string> Query,
    RequestBody Body,
    string Accept,
    string Url,
    AccessToken? Token,
    string? Bearer)
{
    public StandInRepository Repository => field ??= GitHub.FindRepository($"{Path["owner"]}/{Path["repo"]}") ?? throw Refusal.NotFound;

    /// <summary>Who asks; an operation that everybody may call does not ask for it.</summary>
    public Account Actor => Token?.Account ?? throw new Refusal(401, "Requires authentication");

    public bool WantsRaw => Accept.Contains(".raw", StringComparison.Ordinal);

    /// <summary>An App is installed in the organisation; there its permissions say what it may, elsewhere it is a guest.</summary>
    public bool IsInstalled => Token is { IsInstallation: true } && Repository.Owner == GitHub.Organisation.Login;

    public Role Role => IsInstalled ? Role.Write : Repository.RoleOf(Token?.Account);

    public DateTimeOffset Now => GitHub.Clock.GetUtcNow();

    public long Number(string name) => long.TryParse(Path[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Refusal.NotFound;

    public Issue Issue => Repository.Issues.FirstOrDefault(i => i.Number == Number("issue_number")) ?? throw Refusal.NotFound;

    public Pull Pull => Repository.Pulls.FirstOrDefault(p => p.Number == Number("pull_number")) ?? throw Refusal.NotFound;

    public Answer Page<T>(IReadOnlyList<T> items, Func<T, object?> view, Func<int, object?[], object>? wrapped = null)
    {
        var size = Math.Clamp(QueryNumber("per_page", 30), 1, 100);
        var page = Math.Max(QueryNumber("page", 1), 1);
        var last = Math.Max((items.Count + size - 1) / size, 1);
        var shown = items.Skip((page - 1) * size).Take(size).Select(view).ToArray();
        var answer = Answer.Ok(wrapped is null ? shown : wrapped(items.Count, shown));

        var links = new List<string>();
        if (page > 1)
            links.Add(Link(page - 1, "prev"));
        if (page < last)
            links.AddRange([Link(page + 1, "next"), Link(last, "last")]);
        if (page > 1)
            links.Add(Link(1, "first"));
        return links.Count == 0 ? answer : answer.With("Link", string.Join(", ", links));
    }

    public int QueryNumber(string name, int otherwise) => int.TryParse(Query.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private string Link(int page, string relation)
    {
        var query = Query.Where(q => q.Key != "page").Append(KeyValuePair.Create("page", page.ToString(CultureInfo.InvariantCulture)));
        return $"<{Url}?{string.Join('&', query.Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value)}"))}>; rel=\"{relation}\"";
    }
}
