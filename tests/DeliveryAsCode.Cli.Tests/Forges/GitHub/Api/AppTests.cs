using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DeliveryAsCode.Cli.Forges.GitHub.Api;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Api;

public sealed class AppTests : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly SkippingClock _clock = new();
    private readonly List<string> _refused = [];
    private int _made;

    [Fact]
    public async Task The_key_of_an_app_makes_a_token_for_the_one_repository()
    {
        using var server = ScriptedServer.Start(Answer);
        using var asking = Ask(server);

        (await asking.Api.PullAsync(7, Asking.None)).Number.ShouldBe(7);

        server.Requests.Select(r => $"{r.Method} {r.Path}").ShouldBe(["GET /repos/acme/shop/installation", "POST /app/installations/7001/access_tokens", "GET /repos/acme/shop/pulls/7"]);
        server.Requests[1].Body.ShouldBe("""{"repositories":["shop"]}""");
        server.Requests[2].Headers["Authorization"].ShouldBe("Bearer ghs_token1");
        asking.Secrets.ShouldBe(["ghs_token1"]);
    }

    [Fact]
    public async Task What_the_app_says_of_itself_is_signed_and_short_lived()
    {
        using var server = ScriptedServer.Start(Answer);
        using var asking = Ask(server);

        await asking.Api.PullAsync(7, Asking.None);

        var parts = server.Requests[0].Headers["Authorization"]["Bearer ".Length..].Split('.');
        _key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).ShouldBeTrue();
        JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!["alg"]!.ToString().ShouldBe("RS256");
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        ((long)claims["iat"]!).ShouldBe(now - 60);
        ((long)claims["exp"]!).ShouldBe(now + (9 * 60));
        claims["iss"]!.ToString().ShouldBe("4242");
    }

    [Fact]
    public async Task A_token_is_used_until_five_minutes_before_its_end()
    {
        using var server = ScriptedServer.Start(Answer);
        using var asking = Ask(server);

        await asking.Api.PullAsync(7, Asking.None);
        _clock.Pass(TimeSpan.FromMinutes(54));
        await asking.Api.PullAsync(7, Asking.None);
        _made.ShouldBe(1);
        _clock.Pass(TimeSpan.FromMinutes(2));
        await asking.Api.PullAsync(7, Asking.None);

        _made.ShouldBe(2);
        server.Requests[^1].Headers["Authorization"].ShouldBe("Bearer ghs_token2");
        asking.Client.Log.Count(GitHubOperations.ReadInstallation).ShouldBe(1);
    }

    [Fact]
    public async Task Many_at_once_need_one_token()
    {
        using var server = ScriptedServer.Start(Answer);
        using var asking = Ask(server);

        await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => asking.Api.PullAsync(7, Asking.None)));

        _made.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_that_is_no_longer_known_is_replaced_once()
    {
        using var server = ScriptedServer.Start(Answer);
        using var asking = Ask(server);
        await asking.Api.PullAsync(7, Asking.None);

        _refused.Add("ghs_token1");
        await asking.Api.PullAsync(7, Asking.None);
        _made.ShouldBe(2);

        _refused.AddRange(["ghs_token2", "ghs_token3"]);
        var error = await Should.ThrowAsync<GitHubException>(asking.Api.PullAsync(7, Asking.None));
        (error.Kind, error.Status, _made).ShouldBe((GitHubFailure.Refused, 401, 3));
    }

    [Fact]
    public async Task A_clock_that_is_wrong_here_is_right_at_the_second_try()
    {
        var server = ScriptedServer.Start(asked => IssuedAt(asked) is { } at && Math.Abs(at - new DateTimeOffset(2026, 11, 30, 15, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds()) > 600
            ? SmallForge.Error(401, "'Expiration time' claim ('exp') is too far in the past", ("Date", "Mon, 30 Nov 2026 15:00:00 GMT"))
            : Answer(asked));
        using (server)
        {
            using var asking = Ask(server);
            (await asking.Api.PullAsync(7, Asking.None)).Number.ShouldBe(7);
        }
    }

    [Fact]
    public async Task An_app_that_is_not_installed_is_told_so()
    {
        using var server = ScriptedServer.Start(_ => SmallForge.NotFound());
        using var asking = Ask(server);

        (await Should.ThrowAsync<GitHubException>(asking.Api.PullAsync(7, Asking.None))).Message
            .ShouldBe("cannot find where the GitHub App is installed for acme/shop: GitHub answered 404: Not Found");
    }

    [Fact]
    public async Task An_app_speaks_as_its_bot()
    {
        using var server = ScriptedServer.Start(Answer);
        using var asking = Ask(server);

        var bot = await asking.Api.ViewerAsync(Asking.None);

        bot.ShouldBe(new Account(99, "delivery-as-code[bot]", "Bot"));
        bot!.IsPerson.ShouldBeFalse();
    }

    [Fact]
    public void A_key_that_is_none_is_not_repeated()
    {
        var error = Should.Throw<CommandException>(() => new Asking(new Uri("http://127.0.0.1"), credentials: new GitHubCredentials.App(4242, "-----BEGIN NOTHING----- secret")));

        (error.Message + error.Help + error.InnerException).ShouldNotContain("secret");
    }

    public void Dispose() => _key.Dispose();

    private Asking Ask(ScriptedServer server) => new(server.Url, credentials: new GitHubCredentials.App(4242, _key.ExportRSAPrivateKeyPem()), clock: _clock);

    private static long? IssuedAt(Asked asked) =>
        asked.Headers["Authorization"].Split('.') is [_, var claims, _] ? (long)JsonNode.Parse(Base64Url.DecodeFromChars(claims))!["iat"]! : null;

    private Reply Answer(Asked asked)
    {
        if (_refused.Any(token => asked.Headers["Authorization"] == $"Bearer {token}"))
            return SmallForge.Error(401, "Bad credentials");

        return asked.Path switch
        {
            "/repos/acme/shop/installation" => new Reply(200, """{"id":7001}"""),
            "/app/installations/7001/access_tokens" => new Reply(201, string.Create(CultureInfo.InvariantCulture, $$"""{"token":"ghs_token{{++_made}}","expires_at":"{{_clock.GetUtcNow().AddHours(1):yyyy-MM-ddTHH:mm:ssZ}}"}""")),
            "/app" => new Reply(200, """{"id":4242,"slug":"delivery-as-code"}"""),
            "/users/delivery-as-code%5Bbot%5D" => new Reply(200, """{"id":99,"login":"delivery-as-code[bot]","type":"Bot"}"""),
            _ => new SmallForge().Answer(asked),
        };
    }
}
