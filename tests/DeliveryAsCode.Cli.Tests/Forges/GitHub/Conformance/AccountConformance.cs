using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

[Collection(EmulatedGitHub.Name)]
public sealed class EmulatedAccountTests(EmulatedGitHub gitHub) : AccountConformance(GitHubUnderTest.Of(gitHub));

public sealed class OwnAccountTests(OwnGitHub gitHub) : AccountConformance(GitHubUnderTest.Of(gitHub)), IClassFixture<OwnGitHub>;

public abstract class AccountConformance(GitHubUnderTest server) : ConformanceTests(server)
{
    [Fact]
    public void A_person_is_known_by_token_by_login_and_by_number()
    {
        var id = Server.Id("pablo");

        foreach (var path in List("/user", "/users/pablo", $"/user/{id}"))
        {
            var account = As("pablo").Get(path).Is(200);
            account["login"].ShouldBe("pablo");
            account["id"].ShouldBe($"{id}");
            account["type"].ShouldBe("User");
        }

        As("pablo").Get($"/users/{Unique("none")}").Is(404, "Not Found");
        As("pablo").Get("/user/99999999").Is(404, "Not Found");
    }

    [Fact]
    public void A_token_that_nobody_gave_is_refused() =>
        (Bot with { Token = "ghp_unknown" }).Get("/user").Is(Server.Expects(Deviations.UnknownToken));

    [Fact]
    public void Without_a_token_nothing_is_written() =>
        Nobody.Post($"{Shop}/issues", new { title = "No" }).Is(401);

    [Fact]
    public void A_repository_says_how_it_is_called_and_merged()
    {
        var repository = As("dana").Get(Shop).Is(200);

        repository["full_name"].ShouldBe("acme/shop");
        repository["default_branch"].ShouldBe("main");
        repository["private"].ShouldBe("false");
        repository["allow_squash_merge"].ShouldBe("true");
        repository["permissions.push"].ShouldBe("true");
        As("dana").Get("/repos/acme/none").Is(404, "Not Found");
    }

    [Fact]
    public void What_is_private_is_not_there_for_others()
    {
        As("dana").Get("/repos/acme/vault").Is(200)["private"].ShouldBe("true");
        As("mallory").Get("/repos/acme/vault").Is(Server.Expects(Deviations.PrivateForOutsiders));
        Nobody.Get("/repos/acme/vault").Is(Server.Expects(Deviations.PrivateForNobody));
    }

    [Fact]
    public void A_permission_is_told_by_name()
    {
        As("dana").Get($"{Shop}/collaborators/dana/permission").Is(200)["permission"].ShouldBe("admin");
        As("dana").Get($"{Shop}/collaborators/pablo/permission").Is(200)["permission"].ShouldBe(Server.Expects(Deviations.PermissionOfAWriter));
        As("dana").Get($"{Shop}/collaborators/mallory/permission").Is(Server.Expects(Deviations.PermissionOfAnOutsider));
    }

    [Fact]
    public void An_outsider_writes_no_branch()
    {
        var main = Main();

        As("mallory").Post($"{Shop}/git/refs", new { @ref = $"refs/heads/{Unique("no")}", sha = main }).Is(403);
    }

    [Fact]
    public void Every_answer_says_how_much_may_still_be_asked()
    {
        var answer = Bot.Get(Shop).Is(200);

        answer.Headers["x-ratelimit-limit"].ShouldBe("5000");
        int.Parse(answer.Headers["x-ratelimit-remaining"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(0, 5000);
        answer.Headers.ShouldContainKey("x-ratelimit-reset");
        answer.Headers.ShouldContainKey("date");
        answer.Headers.ContainsKey("x-github-request-id").ShouldBe(Server.Expects(Deviations.HasRequestIds));
    }

    [Fact]
    public void What_has_not_changed_is_not_sent_again()
    {
        var tag = Bot.Get(Shop).Is(200).Headers.GetValueOrDefault("etag");

        (tag is not null).ShouldBe(Server.Expects(Deviations.HasTags));
        if (tag is not null)
            Bot.Get(Shop, ("If-None-Match", tag)).Is(304).Bytes.ShouldBeEmpty();
    }

    [Fact]
    public void An_App_gets_a_token_for_its_installation_and_no_more_than_it_asked_for()
    {
        var app = Bot with { Token = Jwt(TimeSpan.FromMinutes(9)) };
        app.Get("/app").Is(200)["slug"].ShouldBe("dac-bot");
        app.Get($"{Shop}/installation").Is(200)["id"].ShouldBe("7001");

        var given = app.Post("/app/installations/7001/access_tokens", new { permissions = new { contents = "read", issues = "write" } }).Is(201);

        DateTimeOffset.Parse(given["expires_at"]!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(DateTimeOffset.UtcNow);
        var rest = Bot with { Token = given["token"] };
        var main = rest.Get($"{Shop}/git/ref/heads/main").Is(200)["object.sha"];
        rest.Post($"{Shop}/issues", new { title = "By the App" }).Is(201)["user.login"].ShouldBe("dac-bot[bot]");
        rest.Post($"{Shop}/git/refs", new { @ref = $"refs/heads/{Unique("no")}", sha = main }).Is(403, Server.Expects(Deviations.LackOfAPermission));
    }

    [Fact]
    public void An_App_that_did_not_sign_is_refused()
    {
        var forged = Jwt(TimeSpan.FromMinutes(9)).Split('.');

        (Bot with { Token = $"{forged[0]}.{forged[1]}.AAAA" }).Post("/app/installations/7001/access_tokens", new { }).Is(401);
    }

    private string Jwt(TimeSpan life)
    {
        using var key = RSA.Create();
        key.ImportFromPem(Server.AppKey);
        var now = DateTimeOffset.UtcNow;
        string Part(object value) => System.Buffers.Text.Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
        var said = $"{Part(new { alg = "RS256", typ = "JWT" })}.{Part(new { iat = now.AddSeconds(-30).ToUnixTimeSeconds(), exp = (now + life).ToUnixTimeSeconds(), iss = "4242" })}";
        return $"{said}.{System.Buffers.Text.Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(said), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }
}
