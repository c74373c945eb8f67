using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using DeliveryAsCode.StandIns.GitHub.Http;
using DeliveryAsCode.StandIns.GitHub.Views;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

/// <summary>What an App does as itself, known by a JSON web token that it signed.</summary>
internal static class AppOperations
{
    /// <summary>In place of a permission: no token is asked for here.</summary>
    public const string Jwt = "jwt";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static IEnumerable<Route> Routes =>
    [
        Get("apps/get-authenticated", "/app", call => Answer.Ok(call.GitHub.View.App(Signed(call)))),
        Get("apps/list-installations", "/app/installations", call => Answer.Ok(new[] { Installation(call, Signed(call)) })),
        Get("apps/get-repo-installation", "/repos/{owner}/{repo}/installation", OfRepository),
        Get("apps/create-installation-access-token", "/app/installations/{installation_id}/access_tokens", CreateToken) with { Method = "POST" },
    ];

    private static Route Get(string operation, string template, Func<Call, Answer> handle) => new(operation, "GET", template, Jwt, Access.None, Role.None, handle);

    private static Answer OfRepository(Call call)
    {
        var app = Signed(call);
        _ = call.Repository;
        return Answer.Ok(Installation(call, app));
    }

    private static Answer CreateToken(Call call)
    {
        var app = Signed(call);
        if (call.Number("installation_id") != app.Installation)
            throw Refusal.NotFound;
        var permissions = app.Permissions;
        if (call.Body.ObjectOrNull("permissions") is { } asked)
        {
            permissions = asked.Json.EnumerateObject().ToImmutableDictionary(p => p.Name, p => p.Value.GetString() == "write" ? Access.Write : Access.Read);
            if (permissions.Any(p => app.Permissions.GetValueOrDefault(p.Key) < p.Value))
                throw new Refusal(422, "The permissions requested are not granted to this installation.");
        }

        var repositories = call.Body.TextsOrNull("repositories");
        if (repositories?.Any(name => call.GitHub.FindRepository($"{call.GitHub.Organisation.Login}/{name}") is null) == true)
            throw new Refusal(422, "There is at least one repository that does not exist or is not accessible to the parent installation.");
        var token = call.GitHub.Accounts.Add(new AccessToken($"ghs_{call.GitHub.NextId()}{new string('x', 24)}", app.Account, app, permissions, call.Now.AddHours(1)));
        return Answer.Created(new
        {
            token = token.Value,
            expires_at = token.Expires!.Value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            permissions = View.Permissions(permissions),
            repository_selection = repositories is null ? "all" : "selected",
        });
    }

    private static object Installation(Call call, GitHubApp app)
    {
        var api = call.GitHub.Url.GetLeftPart(UriPartial.Authority);
        return new
        {
            id = app.Installation,
            account = call.GitHub.View.Account(call.GitHub.Organisation),
            repository_selection = "all",
            access_tokens_url = $"{api}/app/installations/{app.Installation}/access_tokens",
            repositories_url = $"{api}/installation/repositories",
            html_url = $"https://github.com/organizations/{call.GitHub.Organisation.Login}/settings/installations/{app.Installation}",
            app_id = app.Id,
            app_slug = app.Slug,
            target_id = call.GitHub.Organisation.Id,
            target_type = "Organization",
            permissions = View.Permissions(app.Permissions),
            events = Array.Empty<string>(),
            single_file_name = (string?)null,
            suspended_by = (object?)null,
            suspended_at = (string?)null,
            created_at = "2020-01-01T00:00:00Z",
            updated_at = "2020-01-01T00:00:00Z",
        };
    }

    private static GitHubApp Signed(Call call)
    {
        if (call.Bearer?.Split('.') is not [var head, var claims, var signature])
            throw new Refusal(401, "A JSON web token could not be decoded");
        try
        {
            var said = JsonDocument.Parse(Base64Url.DecodeFromChars(claims)).RootElement;
            var issuer = said.GetProperty("iss") is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : said.GetProperty("iss").GetString();
            var app = call.GitHub.Apps.FirstOrDefault(a => $"{a.Id}" == issuer) ?? throw new Refusal(404, "Integration not found");
            if (!app.Signed(Encoding.ASCII.GetBytes($"{head}.{claims}"), Base64Url.DecodeFromChars(signature)))
                throw new Refusal(401, "A JSON web token could not be decoded");
            var (issued, expires) = (DateTimeOffset.FromUnixTimeSeconds(said.GetProperty("iat").GetInt64()), DateTimeOffset.FromUnixTimeSeconds(said.GetProperty("exp").GetInt64()));
            if (issued > call.Now.AddSeconds(30))
                throw new Refusal(401, "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued");
            if (expires <= call.Now)
                throw new Refusal(401, "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires");
            return expires - call.Now <= Longest ? app : throw new Refusal(401, "'Expiration time' claim ('exp') is too far in the future");
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new Refusal(401, "A JSON web token could not be decoded");
        }
    }
}
