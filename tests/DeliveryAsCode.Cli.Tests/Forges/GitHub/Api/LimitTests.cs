using DeliveryAsCode.Cli.Forges.GitHub.Api;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Api;

public class LimitTests
{
    private const string Secondary = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
    private const string Now = "Mon, 30 Nov 2026 12:00:00 GMT";

    /// <summary>Two minutes after <see cref="Now"/>.</summary>
    private const string Reset = "1796040120";

    private static readonly DateTimeOffset Start = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public Task Told_to_wait_it_waits_so_long() => Waits([SmallForge.Error(403, Secondary, ("Retry-After", "42"))], 42);

    [Fact]
    public Task It_may_be_told_a_date() => Waits([SmallForge.Error(429, "Slow down", ("Date", Now), ("Retry-After", "Mon, 30 Nov 2026 12:00:17 GMT"))], 17);

    [Fact]
    public Task Not_told_it_waits_a_minute_and_then_twice_as_long() => Waits([SmallForge.Error(403, Secondary), SmallForge.Error(403, Secondary), SmallForge.Error(429, "")], 60, 120, 240);

    [Fact]
    public Task Out_of_requests_it_waits_until_there_are_some() =>
        Waits([SmallForge.Error(403, "API rate limit exceeded for installation", ("Date", Now), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", Reset))], 121);

    [Fact]
    public Task The_reset_is_by_the_clock_of_the_server() =>
        Waits([SmallForge.Error(429, "", ("Date", "Mon, 30 Nov 2026 12:01:50 GMT"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", Reset))], 11);

    [Fact]
    public Task A_server_in_trouble_may_say_when_it_is_back() => Waits([SmallForge.Error(503, "Unavailable", ("Retry-After", "5"))], 5);

    [Fact]
    public async Task After_the_last_request_nobody_asks_before_the_reset()
    {
        using var server = ScriptedServer.Start(asked => new SmallForge().Answer(asked) with { Headers = [("Date", Now), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", Reset)] });
        using var asking = new Asking(server.Url);

        await asking.Api.PullAsync(7, Asking.None);
        asking.Clock.Waits.ShouldBeEmpty();
        await asking.Api.PullAsync(7, Asking.None);

        asking.Clock.Waits.ShouldBe([TimeSpan.FromSeconds(121)]);
    }

    [Fact]
    public async Task While_one_waits_all_do()
    {
        var asked = 0;
        using var server = ScriptedServer.Start(request => ++asked == 1 ? SmallForge.Error(429, "Slow down", ("Retry-After", "2000")) : new SmallForge().Answer(request));
        using var asking = new Asking(server.Url);

        await Should.ThrowAsync<GitHubException>(asking.Api.PullAsync(7, Asking.None));
        var error = await Should.ThrowAsync<GitHubException>(asking.Api.PullAsync(7, Asking.None));

        error.Kind.ShouldBe(GitHubFailure.RateLimited);
        asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_wait_that_is_too_long_ends_the_call_and_says_until_when()
    {
        using var server = ScriptedServer.Start(_ => SmallForge.Error(403, Secondary, ("Retry-After", "3600")));
        using var asking = new Asking(server.Url);

        var error = await Should.ThrowAsync<GitHubException>(asking.Api.PullAsync(7, Asking.None));

        error.Kind.ShouldBe(GitHubFailure.RateLimited);
        error.Again.ShouldBe(Start.AddHours(1));
        error.Help.ShouldBe("run the command again after 13:00:00 UTC");
        error.Message.ShouldBe("cannot read the pull request acme/shop#7: GitHub answered 403: " + Secondary.TrimEnd('.'));
        server.Requests.Count.ShouldBe(1);
        asking.Clock.Passed.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("99999999999999")]
    [InlineData("-1")]
    [InlineData("soon")]
    public async Task An_absurd_reset_ends_nothing_but_the_call(string reset)
    {
        using var server = ScriptedServer.Start(_ => SmallForge.Error(403, Secondary, ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", reset)));
        using var asking = new Asking(server.Url);

        (await Should.ThrowAsync<GitHubException>(asking.Api.PullAsync(7, Asking.None))).Kind.ShouldBe(GitHubFailure.RateLimited);
    }

    [Fact]
    public async Task Failures_are_repeated_slower_and_slower()
    {
        using var server = ScriptedServer.Start(_ => SmallForge.Error(502, "Bad gateway"));
        using var asking = new Asking(server.Url);

        var error = await Should.ThrowAsync<GitHubException>(asking.Api.PullAsync(7, Asking.None));

        error.Kind.ShouldBe(GitHubFailure.Unreachable);
        error.Status.ShouldBe(502);
        asking.Clock.Waits.Count.ShouldBe(Asking.Times.MostAttempts - 1);
        asking.Clock.Waits.ShouldBe(asking.Clock.Waits.Order());
        asking.Clock.Waits.ShouldAllBe(wait => wait > TimeSpan.Zero && wait < TimeSpan.FromMinutes(1));
    }

    private static async Task Waits(Reply[] limits, params int[] seconds)
    {
        var asked = 0;
        using var server = ScriptedServer.Start(request => asked < limits.Length ? limits[asked++] : new SmallForge().Answer(request));
        using var asking = new Asking(server.Url);

        (await asking.Api.PullAsync(7, Asking.None)).Number.ShouldBe(7);

        asking.Clock.Waits.ShouldBe([.. seconds.Select(s => TimeSpan.FromSeconds(s))]);
    }
}
