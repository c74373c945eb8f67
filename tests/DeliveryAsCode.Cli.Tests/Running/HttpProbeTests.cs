using System.Collections.Immutable;
using System.Net;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Execution;
using static DeliveryAsCode.Tests.Execution.ARunbook;

namespace DeliveryAsCode.Cli.Tests.Running;

public class HttpProbeTests
{
    [Fact]
    public async Task The_answer_must_have_the_status_and_contain_the_text()
    {
        using var server = WebServer.Start(_ => (200, "Welcome"));

        (await Probe(server.Url("/"), contains: "Welcome")).Outcome.ShouldBe(Outcome.Succeeded);
        (await Probe(server.Url("/"), contains: "Goodbye")).Reason.ShouldBe("the answer does not contain \"Goodbye\"");
        (await Probe(server.Url("/"), expect: 204)).Reason.ShouldBe("the status is 200, it must be 204");
    }

    [Fact]
    public async Task Nobody_there_is_a_failure_that_says_so() =>
        (await Probe("http://127.0.0.1:1/")).Reason.ShouldNotBeNull().ShouldStartWith("no answer: ");

    [Fact]
    public async Task Redirects_are_followed_three_times()
    {
        using var server = WebServer.Start(r => int.Parse(r.Url!.AbsolutePath[1..]) is var n && n > 0 ? (302, $"/{n - 1}") : (200, "here"));

        (await Probe(server.Url("/3"), contains: "here")).Outcome.ShouldBe(Outcome.Succeeded);
        (await Probe(server.Url("/4"))).Reason.ShouldBe("more than 3 redirects");
        (await Probe(server.Url("/1"), expect: 302)).Outcome.ShouldBe(Outcome.Succeeded);
    }

    [Fact]
    public async Task A_host_that_is_not_allowed_is_not_called_not_even_by_a_redirect()
    {
        var calls = 0;
        using var other = WebServer.Start(_ => (200, $"{++calls}"));
        using var server = WebServer.Start(_ => (302, other.Url("/")));
        var own = new Uri(server.Url("/"));

        var result = await Probe(server.Url("/"), allowed: [$"127.0.0.1:{own.Port}"]);

        result.Reason.ShouldBe($"127.0.0.1:{new Uri(other.Url("/")).Port} is not among the environment's allowed-hosts");
        calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://0xA9FEA9FE/")]
    [InlineData("http://168.63.129.16/")]
    [InlineData("http://[fe80::1]/")]
    public async Task Metadata_services_are_never_called(string url) =>
        (await Probe(url)).Reason.ShouldNotBeNull().ShouldContain("must not be called by that name");

    [Theory]
    [InlineData("ftp://acme.example/")]
    [InlineData("http://user:word@acme.example/")]
    public async Task An_address_that_is_no_plain_web_address_is_refused(string url) =>
        (await Probe(url)).ShouldSatisfyAllConditions(r => r.Outcome.ShouldBe(Outcome.Failed), r => r.Reason.ShouldNotStartWith("no answer"));

    [Fact]
    public async Task Credentials_do_not_go_to_another_server()
    {
        WebHeaderCollection? seen = null;
        using var other = WebServer.Start(r =>
        {
            seen = (WebHeaderCollection)r.Headers;
            return (200, "");
        });
        using var server = WebServer.Start(_ => (307, other.Url("/")));
        var action = Get(server.Url("/")) with { Headers = [new("Authorization", "Bearer x"), new("X-Trace", "1")] };

        (await Probe(action)).Outcome.ShouldBe(Outcome.Succeeded);

        seen!["Authorization"].ShouldBeNull();
        seen["X-Trace"].ShouldBe("1");
    }

    [Fact]
    public async Task A_very_large_answer_is_not_read_to_the_end()
    {
        using var server = WebServer.Start(_ => (200, new string('x', 2 * 1024 * 1024)));

        (await Probe(server.Url("/"))).Reason.ShouldBe("the answer is larger than 1048576 bytes");
    }

    [Fact]
    public async Task No_answer_in_time_is_a_timeout()
    {
        using var gate = new ManualResetEventSlim();
        using var server = WebServer.Start(_ =>
        {
            gate.Wait(TimeSpan.FromSeconds(5));
            return (200, "late");
        });

        var result = await Probe(Get(server.Url("/")) with { Options = Options with { Timeout = TimeSpan.FromMilliseconds(200) } });
        gate.Set();

        (result.Outcome, result.Reason).ShouldBe((Outcome.TimedOut, "no answer within 0.2 s"));
    }

    [Fact]
    public async Task A_body_is_posted()
    {
        string? body = null;
        using var server = WebServer.Start(r =>
        {
            body = new StreamReader(r.InputStream).ReadToEnd();
            return (201, r.HttpMethod);
        });

        var result = await Probe(Get(server.Url("/"), expect: 201, contains: "POST") with { Method = "POST", Body = "{}", Headers = [new("Content-Type", "application/json")] });

        result.Outcome.ShouldBe(Outcome.Succeeded);
        body.ShouldBe("{}");
    }

    private static Task<ActionResult> Probe(string url, int expect = 200, string? contains = null, ImmutableArray<string>? allowed = null) =>
        Probe(Get(url, expect, contains), allowed);

    private static async Task<ActionResult> Probe(DeliveryAsCode.Runbooks.HttpAction action, ImmutableArray<string>? allowed = null)
    {
        using var output = new StepOutput(SecretMask.None, _ => { });
        return await new HttpProbe(new HttpAllowList(allowed?.Select(h => AllowedHost.Parse(h)!).ToImmutableArray()), TimeProvider.System).RunAsync(action, output, CancellationToken.None);
    }
}
