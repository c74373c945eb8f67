using System.Text.Json;
using DeliveryAsCode.Cli.Tests.Running;
using DeliveryAsCode.StandIns.GitHub;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

/// <summary>Each fault of our own stand-in as a client meets it, and whether what was asked for is done.</summary>
public sealed class FaultTests : IDisposable
{
    private const string Refs = "/repos/acme/shop/git/refs";

    private readonly GitHubStandIn _gitHub = GitHubStandIn.Start();

    private Rest Bot => new(_gitHub.Url, _gitHub.BotToken);

    /// <summary>One who does not wait for ever, and long enough for the request to arrive.</summary>
    private Rest Hasty => Bot with { Patience = TimeSpan.FromSeconds(3) };

    public void Dispose() => _gitHub.Dispose();

    public static TheoryData<Fault, int, bool> Answered => new()
    {
        { new Fault.Status(500), 500, false },
        { new Fault.Status(502), 502, false },
        { new Fault.Status(503, AfterEffect: true), 503, true },
        { new Fault.SecondaryLimit(), 403, false },
        { new Fault.TooMany(TimeSpan.FromSeconds(7)), 429, false },
        { new Fault.Unauthorized(), 401, false },
        { new Fault.Forbidden(), 403, false },
        { new Fault.NotFound(), 404, false },
        { new Fault.Conflict409(), 409, false },
        { new Fault.Unprocessable422(), 422, false },
        { new Fault.HtmlBody(), 200, false },
        { new Fault.TruncatedJson(), 201, true },
    };

    [Theory]
    [MemberData(nameof(Answered))]
    public void It_answers_what_the_fault_says(Fault fault, int status, bool isDone)
    {
        _gitHub.Faults.Add("git/create-ref", fault);

        Create().Is(status);

        IsThere().ShouldBe(isDone);
        _gitHub.Effects.Count().ShouldBe(isDone ? 1 : 0);
        _gitHub.Requests[0].Fault.ShouldBe(fault);
        // The fault is over.
        Create().Is(isDone ? 422 : 201);
    }

    public static TheoryData<Fault, bool> Unanswered => new()
    {
        { new Fault.TimeoutBeforeEffect(), false },
        { new Fault.TimeoutAfterEffect(), true },
        { new Fault.ConnectionReset(), false },
        { new Fault.ConnectionReset(AfterEffect: true), true },
    };

    [Theory]
    [MemberData(nameof(Unanswered))]
    public async Task It_does_not_answer_and_only_the_server_knows_what_was_done(Fault fault, bool isDone)
    {
        _gitHub.Faults.Add("git/create-ref", fault);

        var error = Should.Throw<Exception>(() => Create(fault is Fault.ConnectionReset ? Bot : Hasty));
        (error is HttpRequestException or OperationCanceledException).ShouldBeTrue($"{error}");

        // The client may be done with it before the server is.
        await Waiting.Eventually(() => _gitHub.Requests.Any(r => r.Operation == "git/create-ref"));
        IsThere().ShouldBe(isDone);
        var request = _gitHub.Requests.Single(r => r.Operation == "git/create-ref");
        request.Status.ShouldBeNull();
        request.HadEffect.ShouldBe(isDone);
    }

    [Fact]
    public void A_truncated_answer_is_no_JSON()
    {
        _gitHub.Faults.Add("repos/get", new Fault.TruncatedJson());

        Should.Throw<JsonException>(() => Bot.Get("/repos/acme/shop").Is(200).Json);
    }

    [Fact]
    public void A_limit_says_how_long_to_wait_if_it_says_anything()
    {
        var reset = DateTimeOffset.FromUnixTimeSeconds(2_000_000_000);
        _gitHub.Faults.Add("repos/get", new Fault.SecondaryLimit(TimeSpan.FromSeconds(60)));
        _gitHub.Faults.Add(FaultMatch.Of("repos/get", first: 2), new Fault.SecondaryLimit());
        _gitHub.Faults.Add(FaultMatch.Of("repos/get", first: 3), new Fault.PrimaryLimit(reset));

        Bot.Get("/repos/acme/shop").Is(403).Headers["retry-after"].ShouldBe("60");
        Bot.Get("/repos/acme/shop").Is(403).Headers.ShouldNotContainKey("retry-after");
        var primary = Bot.Get("/repos/acme/shop").Is(403);
        primary.Headers["x-ratelimit-remaining"].ShouldBe("0");
        primary.Headers["x-ratelimit-reset"].ShouldBe("2000000000");
        Bot.Get("/repos/acme/shop").Is(200);
    }

    [Fact]
    public void A_fault_is_for_those_requests_that_it_names()
    {
        _gitHub.Faults.Add(new FaultMatch("GET", "/repos/*/*/git/**", First: 2, Times: 2), new Fault.Status(500));

        foreach (var status in (int[])[200, 500, 500, 200])
            Bot.Get("/repos/acme/shop/git/ref/heads/main").Is(status);
        Bot.Get("/repos/acme/shop").Is(200);
    }

    [Fact]
    public void The_host_of_archives_fails_on_its_own()
    {
        _gitHub.Faults.Add("codeload", new Fault.Status(503));
        var address = new Uri(Bot.Get("/repos/acme/shop/tarball/main").Is(302).Headers["location"]);

        new Rest(address, null).Get(address.AbsolutePath).Is(503);
        new Rest(address, null).Get(address.AbsolutePath).Is(200);
    }

    private RestAnswer Create(Rest? rest = null) => (rest ?? Bot).Post(Refs, new { @ref = "refs/delivery/lock", sha = _gitHub.Shop.Tip("main") });

    private bool IsThere() => _gitHub.Shop.Ref("refs/delivery/lock") is not null;
}
