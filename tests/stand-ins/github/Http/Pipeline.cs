using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DeliveryAsCode.StandIns.GitHub.Operations;
using Microsoft.AspNetCore.Http;

namespace DeliveryAsCode.StandIns.GitHub.Http;

/// <summary>From bytes to an answer: who asks, what for, whether they may, what goes wrong on the way.</summary>
internal sealed class Pipeline(GitHubStandIn gitHub, CancellationToken ending) : IDisposable
{
    private const string Documentation = "https://docs.github.com/rest";

    private static readonly Route Unknown = new("unknown", "*", "/", "metadata", Access.None, Role.None, _ => throw Refusal.NotFound);

    private readonly RateLimit _limits = new();
    private readonly Turns _turns = new();
    private int _requests;

    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        using var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory, context.RequestAborted);
        var bytes = memory.ToArray();
        var path = request.Path.Value!;

        if (context.Connection.LocalPort == gitHub.Downloads.Port)
        {
            await DownloadAsync(context, path);
            return;
        }

        var (answer, fault) = await _turns.TakeAsync(() => AnswerInTurn(request, path, bytes));
        if (answer is not null)
            await SendAsync(context, answer);
        else if (fault is Fault.ConnectionReset)
            context.Abort();
        else
            await HoldAsync(context);
    }

    public void Dispose() => _turns.Dispose();

    private (Answer?, Fault?) AnswerInTurn(HttpRequest request, string path, byte[] bytes)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        var (route, values) = Find(request.Method, segments);
        var (fault, bearer) = (gitHub.Faults.Next(route.Operation, request.Method, path), Bearer(request));
        if (fault is Fault.PageChangesWhileRead(var change))
            change();

        // A test may be setting something at this moment.
        lock (gitHub.World)
        {
            var token = bearer is null ? null : gitHub.Accounts.Token(bearer, gitHub.Clock.GetUtcNow());
            var answer = fault is null or { TakesEffect: true } ? Answer(request, route, values, bytes, token, bearer) : null;
            var hadEffect = answer is { Status: < 300 } && !route.IsRead;
            answer = fault is null ? answer : Broken(fault, answer, token);
            if (answer is not null)
                answer = Conditional(request, Dressed(answer, route, token));
            gitHub.Record(new StandInRequest(route.Operation, request.Method, path + request.QueryString, token?.Account.Login, bearer is not null, Encoding.UTF8.GetString(bytes), answer?.Status, hadEffect, fault));
            return (answer, fault);
        }
    }

    private static (Route, IReadOnlyDictionary<string, string>) Find(string method, string[] segments)
    {
        foreach (var route in AllOperations.Routes)
        {
            if (route.Match(method, segments) is { } values)
                return (route, values);
        }

        return (Unknown, new Dictionary<string, string>());
    }

    private static string? Bearer(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString().Split(' ', 2);
        return header.Length == 2 && header[0].ToLowerInvariant() is "bearer" or "token" ? header[1] : null;
    }

    private Answer Answer(HttpRequest request, Route route, IReadOnlyDictionary<string, string> values, byte[] bytes, AccessToken? token, string? bearer)
    {
        try
        {
            // A JWT of an App is no token, and only the operations on Apps understand it.
            if (bearer is not null && token is null && route.Permission != AppOperations.Jwt)
                throw new Refusal(401, "Bad credentials");
            var query = request.Query.ToDictionary(q => q.Key, q => q.Value.ToString());
            var call = new Call(gitHub, route, values, query, RequestBody.Read(bytes), request.Headers.Accept.ToString(), $"{gitHub.Url.GetLeftPart(UriPartial.Authority)}{request.Path}", token, bearer);
            Permit(call);
            return route.Handle(call);
        }
        catch (Refusal refusal)
        {
            return Http.Answer.Json(refusal.Status, refusal.Body(Documentation));
        }
    }

    /// <summary>What may not be seen is not found; what may not be done is forbidden.</summary>
    private static void Permit(Call call)
    {
        var route = call.Route;
        if (route.Permission == AppOperations.Jwt || route == Unknown)
            return;
        if (call.Path.ContainsKey("repo") && call.Role < Role.Read)
            throw Refusal.NotFound;
        if (!route.IsRead && call.Token is null)
            throw new Refusal(401, "Requires authentication");
        if (call.Token is { } token && !token.Allows(route.Permission, route.Access) && !IsForEverybody(call))
            throw new Refusal(403, $"Resource not accessible by {(token.IsInstallation ? "integration" : "personal access token")}");
        if (call.Path.ContainsKey("repo") && !call.IsInstalled && call.Role < route.Least)
            throw new Refusal(403, route.Least == Role.Admin ? "Must have admin rights to Repository." : "Must have push access to repository.");
    }

    private static bool IsForEverybody(Call call) => call.Route.IsRead && !call.Route.IsGuarded && !(call.Path.ContainsKey("repo") && call.Repository.IsPrivate && call.Route.Permission != "metadata");

    private Answer? Broken(Fault fault, Answer? answer, AccessToken? token) => fault switch
    {
        Fault.TimeoutBeforeEffect or Fault.TimeoutAfterEffect or Fault.ConnectionReset => null,
        Fault.Status(var code, _) => Says(code, code switch { 500 => "Internal Server Error", 502 => "Server Error", _ => "Service Unavailable" }),
        Fault.SecondaryLimit(var wait) => Waiting(Says(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."), wait),
        Fault.PrimaryLimit(var reset) => Says(403, $"API rate limit exceeded for user ID {token?.Account.Id}.")
            .With("x-ratelimit-remaining", "0").With("x-ratelimit-reset", Seconds(reset)),
        Fault.TooMany(var wait) => Waiting(Says(429, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."), wait),
        Fault.Unauthorized => Says(401, "Bad credentials"),
        Fault.Forbidden => Says(403, "Resource not accessible by integration"),
        Fault.NotFound => Says(404, "Not Found"),
        Fault.Conflict409 => Says(409, "Conflict"),
        Fault.Unprocessable422 => Says(422, "Validation Failed"),
        Fault.TruncatedJson => answer! with { Body = answer.Body[..(answer.Body.Length / 2)] },
        Fault.HtmlBody(var code, _) => Http.Answer.Html(code),
        Fault.PageChangesWhileRead => answer,
        _ => throw new InvalidOperationException($"no such fault: {fault}"),
    };

    private static Answer Says(int status, string message) => Http.Answer.Json(status, new Refusal(status, message).Body(Documentation));

    private static Answer Waiting(Answer answer, TimeSpan? wait) =>
        wait is { } time ? answer.With("Retry-After", ((int)time.TotalSeconds).ToString(CultureInfo.InvariantCulture)) : answer;

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>The headers that GitHub puts on everything.</summary>
    private Answer Dressed(Answer answer, Route route, AccessToken? token)
    {
        var now = gitHub.Clock.GetUtcNow();
        var (used, reset) = _limits.Take(token?.Value ?? "", now);
        var headers = answer.Headers;
        headers["Date"] = now.ToString("R", CultureInfo.InvariantCulture);
        headers["Server"] = "github.com";
        headers["x-github-request-id"] = $"5AD1:{++_requests:X4}:{used:X6}:DA";
        headers["x-github-media-type"] = "github.v3; format=json";
        headers["x-ratelimit-limit"] = $"{RateLimit.PerHour}";
        headers.TryAdd("x-ratelimit-remaining", $"{Math.Max(0, RateLimit.PerHour - used)}");
        headers["x-ratelimit-used"] = $"{used}";
        headers.TryAdd("x-ratelimit-reset", Seconds(reset));
        headers["x-ratelimit-resource"] = "core";
        if (token is { IsInstallation: true })
            headers["X-Accepted-GitHub-Permissions"] = $"{route.Permission}={(route.Access == Access.Write ? "write" : "read")}";
        return answer;
    }

    private static Answer Conditional(HttpRequest request, Answer answer)
    {
        if (request.Method != "GET" || answer.Status != 200)
            return answer;
        var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData([.. answer.Body, .. Encoding.UTF8.GetBytes(answer.Headers.GetValueOrDefault("Link") ?? "")]))}\"";
        return request.Headers.IfNoneMatch.ToString() == tag ? (answer with { Status = 304, Body = [], ContentType = null }).With("ETag", tag) : answer.With("ETag", tag);
    }

    private static async Task SendAsync(HttpContext context, Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers[name] = value;
        if (answer.ContentType is { } type)
            context.Response.ContentType = type;
        if (answer.Body.Length > 0)
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    /// <summary>Until the client gives up, or the test is over.</summary>
    private async Task HoldAsync(HttpContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending);
        await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }

    /// <summary>The other host: it knows no token, only the address that the API gave out.</summary>
    private async Task DownloadAsync(HttpContext context, string path)
    {
        var hadToken = context.Request.Headers.Authorization.Count > 0;
        var fault = gitHub.Faults.Next("codeload", "GET", path);
        var archive = await _turns.TakeAsync(() => gitHub.Archive(path));
        var answer = archive is null ? new Answer(404, Encoding.UTF8.GetBytes("404: Not Found"), "text/plain") : new Answer(200, archive, "application/x-gzip");
        var sent = fault is null ? answer : Broken(fault, answer, null);
        gitHub.Record(new StandInRequest("codeload", "GET", path, null, hadToken, "", sent?.Status, false, fault));
        if (sent is not null)
            await SendAsync(context, sent);
        else if (fault is Fault.ConnectionReset)
            context.Abort();
        else
            await HoldAsync(context);
    }
}
