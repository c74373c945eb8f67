using DeliveryAsCode.Cli.Forges.GitHub.Api;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Api;

/// <summary>Reads × every fault: the right answer, or an error. Never "it is not there".</summary>
public class ReadFaultTests
{
    public static TheoryData<string> Faults => [.. Fault.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_passes_is_asked_again(string name)
    {
        var fault = Fault.All.Single(f => f.Name == name);
        var asked = 0;
        using var server = ScriptedServer.Start(request => ++asked == 1 ? fault.Around(() => new SmallForge().Answer(request)) : new SmallForge().Answer(request));
        using var asking = new Asking(server.Url, Asking.Times with { Timeout = TimeSpan.FromSeconds(IsSilent(name) ? 1 : 20) });

        if (fault.Passes)
        {
            (await asking.Api.RefAsync("heads/main", Asking.None)).ShouldBe(SmallForge.Root);
        }
        else if (name == "404")
        {
            // GitHub's own word, and the branches are to be seen: so it is not there.
            (await asking.Api.RefAsync("heads/main", Asking.None)).ShouldBeNull();
            asking.Client.Log.Count(GitHubOperations.ReadBranches).ShouldBe(1);
        }
        else
        {
            await Should.ThrowAsync<GitHubException>(asking.Api.RefAsync("heads/main", Asking.None));
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_does_not_pass_is_an_error_in_the_end(string name)
    {
        var fault = Fault.All.Single(f => f.Name == name);
        using var server = ScriptedServer.Start(request => fault.Around(() => new SmallForge().Answer(request)));
        using var asking = new Asking(server.Url, Asking.Times with { Timeout = TimeSpan.FromSeconds(IsSilent(name) ? 0.2 : 20) });

        foreach (var read in new Func<GitHubApi, Task>[]
        {
            api => api.RefAsync("heads/main", Asking.None),
            api => api.TipAsync("heads/main", Asking.None),
            api => api.PullAsync(7, Asking.None),
            api => api.CommentsAsync(5, Asking.None),
            api => api.CheckRunsAsync(SmallForge.Root, "delivery/gates", Asking.None),
        })
        {
            await Should.ThrowAsync<GitHubException>(read(asking.Api));
        }

        server.Requests.Count.ShouldBeLessThanOrEqualTo(5 * Asking.Times.MostAttempts + 2);
        asking.Clock.Passed.ShouldBeLessThanOrEqualTo(5 * Asking.Times.MostWaiting);
    }

    [Fact]
    public async Task Not_found_is_no_answer_where_nothing_is_to_be_seen()
    {
        using var server = ScriptedServer.Start(_ => SmallForge.NotFound());
        using var asking = new Asking(server.Url);

        var error = await Should.ThrowAsync<GitHubException>(asking.Api.RefAsync("heads/main", Asking.None));

        error.Kind.ShouldBe(GitHubFailure.NotFound);
        error.ToCommandException().ExitCode.ShouldBe(ExitCode.World);
        error.Help.ShouldBe("GitHub says the same where the token may not see it: see that acme/shop is right and that the token has \"contents: read\"");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unreachable()
    {
        Uri url;
        using (var server = ScriptedServer.Start(_ => SmallForge.NotFound()))
            url = server.Url;
        using var asking = new Asking(url);

        var error = await Should.ThrowAsync<GitHubException>(asking.Api.PullAsync(7, Asking.None));

        error.Kind.ShouldBe(GitHubFailure.Unreachable);
        asking.Client.Log.Exchanges.Count.ShouldBe(Asking.Times.MostAttempts);
        asking.Client.Log.Exchanges.ShouldAllBe(e => e.Status == null);
    }

    [Fact]
    public async Task A_write_that_never_left_is_not_in_doubt()
    {
        Uri url;
        using (var server = ScriptedServer.Start(_ => SmallForge.NotFound()))
            url = server.Url;
        using var asking = new Asking(url);

        var error = await Should.ThrowAsync<GitHubException>(asking.Api.CreateCommentAsync(5, "Text <!-- c -->", "<!-- c -->", Asking.None));

        error.IsInDoubt.ShouldBeFalse();
        asking.Client.Log.Count(GitHubOperations.CreateComment).ShouldBe(Asking.Times.MostAttempts);
    }

    private static bool IsSilent(string name) => name.StartsWith("silence", StringComparison.Ordinal);
}
