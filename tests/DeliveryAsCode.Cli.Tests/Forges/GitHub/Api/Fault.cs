namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Api;

/// <summary>Something that goes wrong between a client and its server.</summary>
/// <param name="Around">Given what would do it, answers in its place.</param>
/// <param name="Passes">Whether it is worth asking again.</param>
/// <param name="TellsNothing">Whether the client cannot know if it was done.</param>
internal sealed record Fault(string Name, Func<Func<Reply>, Reply> Around, bool Passes, bool TellsNothing)
{
    /// <summary>Of a ref, two moves at once: then it passes.</summary>
    public const string Conflict = "409";

    private const string Page = "<html><body><h1>Bad gateway</h1></body></html>";

    public static readonly IReadOnlyList<Fault> All =
    [
        Ambiguous("silence before it is done", _ => Silence),
        Ambiguous("silence after it is done", done => After(done, Silence)),
        Ambiguous("cut before it is done", _ => Cut),
        Ambiguous("cut after it is done", done => After(done, Cut)),
        Ambiguous("cut in the middle of the answer", done => done() with { Ending = Ending.HalfBody }),
        Ambiguous("500 before it is done", _ => SmallForge.Error(500, "Server Error")),
        Ambiguous("500 after it is done", done => After(done, SmallForge.Error(500, "Server Error"))),
        Ambiguous("502 page before it is done", _ => Html(502)),
        Ambiguous("502 page after it is done", done => After(done, Html(502))),
        Ambiguous("503 with Retry-After", _ => SmallForge.Error(503, "Unavailable", ("Retry-After", "7"))),
        Ambiguous("truncated JSON", done => done() is var reply && reply.Status == 204 ? Cut : reply with { Body = reply.Body[..(reply.Body.Length / 2)] }),
        Ambiguous("page in place of JSON, before it is done", _ => Html(200)),
        Ambiguous("page in place of JSON, after it is done", done => After(done, Html(200))),
        Ambiguous("JSON of something else", done => After(done, new Reply(200, "[1, 2"))),
        Limit("403 secondary limit with Retry-After", SmallForge.Error(403, "You have exceeded a secondary rate limit", ("Retry-After", "9"))),
        Limit("403 secondary limit without Retry-After", SmallForge.Error(403, "You have exceeded a secondary rate limit")),
        Limit("403 primary limit", SmallForge.Error(403, "API rate limit exceeded", ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1796040100"), ("Date", "Mon, 30 Nov 2026 12:01:00 GMT"))),
        Limit("429 with Retry-After", SmallForge.Error(429, "Too many requests", ("Retry-After", "3"))),
        Limit("429 without Retry-After", SmallForge.Error(429, "Too many requests")),
        Final("401", SmallForge.Error(401, "Bad credentials")),
        Final("403", SmallForge.Error(403, "Resource not accessible by integration")),
        Final("404", SmallForge.NotFound()),
        Final(Conflict, SmallForge.Error(409, "Conflict")),
        Final("422", SmallForge.Error(422, "Validation Failed")),
    ];

    public override string ToString() => Name;

    private static Reply Silence => new(200, "") { Ending = Ending.Silence };

    private static Reply Cut => new(200, "") { Ending = Ending.NoAnswer };

    private static Reply Html(int status) => new(status, Page) { ContentType = "text/html" };

    private static Reply After(Func<Reply> done, Reply reply)
    {
        done();
        return reply;
    }

    private static Fault Ambiguous(string name, Func<Func<Reply>, Reply> around) => new(name, around, Passes: true, TellsNothing: true);

    private static Fault Limit(string name, Reply reply) => new(name, _ => reply, Passes: true, TellsNothing: false);

    private static Fault Final(string name, Reply reply) => new(name, _ => reply, Passes: false, TellsNothing: false);
}
