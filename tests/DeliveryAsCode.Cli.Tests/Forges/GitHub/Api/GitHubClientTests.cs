using DeliveryAsCode.Cli.Forges.GitHub.Api;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Api;

public class GitHubClientTests
{
    private const string Repository = """{"id":1,"full_name":"acme/shop","default_branch":"main","private":true}""";

    [Fact]
    public async Task A_request_says_who_asks_and_for_what()
    {
        using var server = ScriptedServer.Start(_ => new Reply(200, Repository));
        using var asking = new Asking(server.Url);

        (await asking.Api.RepositoryAsync(Asking.None)).DefaultBranch.ShouldBe("main");

        var asked = server.Requests.Single();
        asked.Path.ShouldBe("/repos/acme/shop");
        asked.Headers["Authorization"].ShouldBe($"Bearer {Asking.Token}");
        asked.Headers["Accept"].ShouldBe("application/vnd.github+json");
        asked.Headers["X-GitHub-Api-Version"].ShouldBe("2022-11-28");
        asked.Headers["User-Agent"].ShouldStartWith("delivery/");
    }

    [Fact]
    public async Task The_address_of_the_api_may_have_a_path()
    {
        using var server = ScriptedServer.Start(_ => new Reply(200, Repository));
        using var asking = new Asking(new Uri(server.Url, "/api/v3/"));

        await asking.Api.RepositoryAsync(Asking.None);

        server.Requests.Single().Path.ShouldBe("/api/v3/repos/acme/shop");
    }

    [Fact]
    public void The_token_does_not_go_out_in_the_clear() =>
        Should.Throw<CommandException>(() => new Asking(new Uri("http://github.acme.test/api/v3"))).Message.ShouldContain("which would show the token to the network");

    [Theory]
    [InlineData("..")]
    [InlineData("a/../../../user")]
    [InlineData("")]
    public async Task A_name_leads_nowhere_else(string name)
    {
        using var server = ScriptedServer.Start(_ => new Reply(200, "[]"));
        using var asking = new Asking(server.Url);

        await Should.ThrowAsync<GitHubException>(() => asking.Api.RefAsync(name, Asking.None));

        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_name_holds_stays_in_its_place()
    {
        using var server = ScriptedServer.Start(_ => SmallForge.NotFound());
        using var asking = new Asking(server.Url);

        await asking.Api.UserAsync("a/b?c#d", Asking.None);

        server.Requests.Single().Path.ShouldBe("/users/a%2Fb%3Fc%23d");
    }

    [Fact]
    public async Task A_redirect_is_followed_where_the_token_may_go()
    {
        using var server = ScriptedServer.Start(asked => asked.Path == "/repos/acme/shop" ? new Reply(301, "", ("Location", "/repositories/1")) : new Reply(200, Repository));
        using var asking = new Asking(server.Url);

        (await asking.Api.RepositoryAsync(Asking.None)).Id.ShouldBe(1);

        server.Requests.Select(r => r.Path).ShouldBe(["/repos/acme/shop", "/repositories/1"]);
    }

    [Fact]
    public async Task A_redirect_elsewhere_is_not_followed()
    {
        using var other = ScriptedServer.Start(_ => new Reply(200, Repository));
        using var server = ScriptedServer.Start(_ => new Reply(302, "", ("Location", new Uri(other.Url, "/x").AbsoluteUri)));
        using var asking = new Asking(server.Url);

        (await Should.ThrowAsync<GitHubException>(asking.Api.RepositoryAsync(Asking.None))).Message.ShouldEndWith("the answer leads to 127.0.0.1, where the token must not go");

        other.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_write_is_sent_on_only_as_the_same_write()
    {
        using var server = ScriptedServer.Start(asked => asked.Path == "/moved"
            ? new Reply(201, """{"id":1,"body":"x"}""")
            : new Reply(asked.Body.Contains("lost", StringComparison.Ordinal) ? 302 : 307, "", ("Location", "/moved")));
        using var asking = new Asking(server.Url);

        (await asking.Api.CreateCommentAsync(5, "kept", "kept", Asking.None)).Id.ShouldBe(1);
        (await Should.ThrowAsync<GitHubException>(asking.Api.CreateCommentAsync(5, "lost", "lost", Asking.None))).Help.ShouldContain("renamed");

        server.Requests.Select(r => $"{r.Method} {r.Body}").ShouldBe(["POST {\"body\":\"kept\"}", "POST {\"body\":\"kept\"}", "POST {\"body\":\"lost\"}"]);
    }

    [Fact]
    public async Task Redirects_end()
    {
        using var server = ScriptedServer.Start(_ => new Reply(302, "", ("Location", "/again")));
        using var asking = new Asking(server.Url);

        (await Should.ThrowAsync<GitHubException>(asking.Api.RepositoryAsync(Asking.None))).Message.ShouldContain("more than 3 redirects");
    }

    [Fact]
    public async Task An_archive_may_lie_elsewhere_and_is_fetched_without_the_token()
    {
        byte[] archive = [0x1F, 0x8B, 8, 0];
        using var other = ScriptedServer.Start(_ => new Reply(200, "") { Bytes = archive, ContentType = "application/x-gzip" });
        using var server = ScriptedServer.Start(_ => new Reply(302, "", ("Location", new Uri(other.Url, "/legacy.tar.gz?token=signed").AbsoluteUri)));
        using var asking = new Asking(server.Url);

        (await asking.Api.ArchiveAsync(SmallForge.Root, Asking.None)).ShouldBe(archive);

        other.Requests.Single().Headers.ContainsKey("Authorization").ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_without_archives_has_none()
    {
        using var server = ScriptedServer.Start(_ => SmallForge.NotFound());
        using var asking = new Asking(server.Url);

        (await asking.Api.ArchiveAsync(SmallForge.Root, Asking.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_file_is_the_one_that_was_asked_for()
    {
        using var server = ScriptedServer.Start(asked => new Reply(200, $$"""{"encoding":"base64","content":"{{(asked.Path.EndsWith('2') ? "aGVsbG8K" : "aGVs\\nbG8K")}}"}"""));
        using var asking = new Asking(server.Url);

        (await asking.Api.BlobAsync("ce013625030ba8dba906f756967f9e9ca394464a", Asking.None)).ShouldBe("hello\n"u8.ToArray());
        (await Should.ThrowAsync<GitHubException>(asking.Api.BlobAsync("ce013625030ba8dba906f756967f9e9ca3944642", Asking.None))).Kind.ShouldBe(GitHubFailure.Broken);
    }

    [Fact]
    public async Task An_answer_has_its_limit()
    {
        using var server = ScriptedServer.Start(_ => new Reply(200, "") { Bytes = new byte[GitHubRequest.LargestAnswer + 1] });
        using var asking = new Asking(server.Url);

        (await Should.ThrowAsync<GitHubException>(asking.Api.RepositoryAsync(Asking.None))).Message.ShouldEndWith("the answer is larger than 33554432 bytes");
    }

    [Fact]
    public async Task What_has_not_changed_is_served_from_memory()
    {
        var body = Repository;
        using var server = ScriptedServer.Start(asked => asked.Headers.TryGetValue("If-None-Match", out var tag) && tag == $"\"{body.Length}\""
            ? new Reply(304, "")
            : new Reply(200, body, ("ETag", $"\"{body.Length}\"")));
        using var asking = new Asking(server.Url);

        (await asking.Api.RepositoryAsync(Asking.None)).DefaultBranch.ShouldBe("main");
        (await asking.Api.RepositoryAsync(Asking.None)).DefaultBranch.ShouldBe("main");
        body = Repository.Replace("main", "trunk", StringComparison.Ordinal);
        (await asking.Api.RepositoryAsync(Asking.None)).DefaultBranch.ShouldBe("trunk");

        asking.Client.Log.Exchanges.Select(e => e.Status).ShouldBe([200, 304, 200]);
    }

    [Fact]
    public async Task The_log_knows_every_attempt_and_no_secret()
    {
        var asked = 0;
        using var server = ScriptedServer.Start(_ => ++asked == 1 ? SmallForge.Error(500, "Server Error") : new Reply(200, Repository));
        using var asking = new Asking(server.Url);

        await asking.Api.RepositoryAsync(Asking.None);

        asking.Client.Log.Exchanges.Select(e => (e.Operation, e.Method, e.Path, e.Status, e.Attempt)).ShouldBe(
        [
            ("read repository", "GET", "/repos/acme/shop", 500, 1),
            ("read repository", "GET", "/repos/acme/shop", 200, 2),
        ]);
        asking.Client.Log.Counts.ShouldHaveSingleItem().ShouldBe(new KeyValuePair<string, int>("read repository", 2));
        asking.Client.Connection.ToString().ShouldNotContain(Asking.Token);
    }

    [Fact]
    public async Task A_message_that_repeats_the_token_is_masked()
    {
        using var server = ScriptedServer.Start(_ => SmallForge.Error(422, $"no \u001b[31m{Asking.Token} and no ghp_somebodyElses123"));
        using var asking = new Asking(server.Url);

        (await Should.ThrowAsync<GitHubException>(asking.Api.RepositoryAsync(Asking.None))).Message
            .ShouldBe("cannot read the repository acme/shop: GitHub answered 422: no  [31m*** and no ***");
    }

    [Fact]
    public async Task The_time_is_the_servers()
    {
        using var server = ScriptedServer.Start(_ => new Reply(200, Repository, ("Date", "Tue, 01 Dec 2026 08:00:00 GMT")));
        using var asking = new Asking(server.Url);
        asking.Client.ServerTime.ShouldBeNull();

        await asking.Api.RepositoryAsync(Asking.None);
        asking.Clock.Pass(TimeSpan.FromSeconds(90));

        asking.Client.ServerTime.ShouldBe(new DateTimeOffset(2026, 12, 1, 8, 1, 30, TimeSpan.Zero));
    }

    [Fact]
    public async Task Writes_keep_their_distance_and_reads_do_not()
    {
        using var server = ScriptedServer.Start(new SmallForge().Answer);
        using var asking = new Asking(server.Url, Asking.Times with { PerWrite = TimeSpan.FromSeconds(1) });

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => asking.Api.UpdateCommentAsync(9, "text", Asking.None)));
        asking.Clock.Passed.ShouldBe(TimeSpan.FromSeconds(4));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => asking.Api.PullAsync(7, Asking.None)));
        asking.Clock.Passed.ShouldBe(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task A_cancelled_call_ends_at_once()
    {
        using var server = ScriptedServer.Start(_ => new Reply(200, "") { Ending = Ending.Silence });
        using var asking = new Asking(server.Url);
        using var cancelled = new CancellationTokenSource();
        var call = asking.Api.RepositoryAsync(cancelled.Token);
        while (server.Requests.Count == 0)
            await Task.Delay(10);

        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(call);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"id":null,"full_name":"a/b","default_branch":"main","private":true}""")]
    [InlineData("""{"id":1,"full_name":"a/b","default_branch":null,"private":true}""")]
    [InlineData("""{"id":1,"full_name":"a/b","private":true}""")]
    [InlineData("""{"id":"1","full_name":"a/b","default_branch":"main","private":true}""")]
    public async Task What_is_missing_is_never_taken_for_nothing(string answer)
    {
        using var server = ScriptedServer.Start(_ => new Reply(200, answer));
        using var asking = new Asking(server.Url);

        (await Should.ThrowAsync<GitHubException>(asking.Api.RepositoryAsync(Asking.None))).Kind.ShouldBe(GitHubFailure.Broken);
    }
}
