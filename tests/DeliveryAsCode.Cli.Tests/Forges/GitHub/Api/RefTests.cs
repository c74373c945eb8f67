using DeliveryAsCode.Cli.Forges.GitHub.Api;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Api;

public class RefTests
{
    private static readonly string Ours = new('a', 40);
    private static readonly string Theirs = new('b', 40);

    [Fact]
    public async Task One_of_many_gets_a_ref()
    {
        using var server = ScriptedServer.Start(new SmallForge().Answer);
        using var asking = new Asking(server.Url);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => asking.Api.CreateRefAsync("heads/delivery/env", $"{i:x40}", Asking.None)));

        outcomes.Count(o => o == RefOutcome.Moved).ShouldBe(1);
        outcomes.Count(o => o == RefOutcome.Overtaken).ShouldBe(31);
        server.Requests.ShouldAllBe(r => r.Method == "POST");
    }

    [Fact]
    public async Task A_ref_that_holds_the_same_is_still_somebody_elses()
    {
        using var server = ScriptedServer.Start(new SmallForge().Answer);
        using var asking = new Asking(server.Url);

        (await asking.Api.CreateRefAsync("heads/main", SmallForge.Root, Asking.None)).ShouldBe(RefOutcome.Overtaken);
    }

    [Fact]
    public async Task A_ref_moves_forward_only()
    {
        using var server = ScriptedServer.Start(new SmallForge().Answer);
        using var asking = new Asking(server.Url);

        (await asking.Api.UpdateRefAsync("heads/main", SmallForge.Side, Asking.None)).ShouldBe(RefOutcome.Overtaken);

        server.Requests.Single().Body.ShouldBe($$"""{"sha":"{{SmallForge.Side}}","force":false}""");
    }

    [Theory]
    [InlineData(422)]
    [InlineData(404)] // as some servers have it
    public async Task A_ref_that_is_gone_was_taken_away(int status)
    {
        using var server = ScriptedServer.Start(asked => asked.IsWrite && status == 404 ? SmallForge.NotFound() : new SmallForge().Answer(asked));
        using var asking = new Asking(server.Url);

        (await asking.Api.UpdateRefAsync("heads/gone", Ours, Asking.None)).ShouldBe(RefOutcome.Overtaken);
    }

    [Fact]
    public async Task Not_found_of_a_ref_that_is_there_is_a_refusal()
    {
        using var server = ScriptedServer.Start(asked => asked.IsWrite ? SmallForge.NotFound() : new SmallForge().Answer(asked));
        using var asking = new Asking(server.Url);

        var error = await Should.ThrowAsync<GitHubException>(asking.Api.UpdateRefAsync("heads/main", Ours, Asking.None));

        (error.Kind, error.Permission).ShouldBe((GitHubFailure.NotFound, "contents: write"));
    }

    [Theory]
    [InlineData("Object does not exist")]
    [InlineData("Repository rule violations found")]
    public async Task Another_refusal_is_not_taken_for_a_race(string said)
    {
        using var server = ScriptedServer.Start(asked => asked.IsWrite ? SmallForge.Error(422, said) : new SmallForge().Answer(asked));
        using var asking = new Asking(server.Url);

        (await Should.ThrowAsync<GitHubException>(asking.Api.UpdateRefAsync("heads/main", Ours, Asking.None))).Message.ShouldEndWith(said);
        (await Should.ThrowAsync<GitHubException>(asking.Api.CreateRefAsync("heads/new", Ours, Asking.None))).Message.ShouldEndWith(said);
    }

    [Fact]
    public async Task A_conflict_is_asked_again()
    {
        var forge = new SmallForge();
        forge.Know(Ours, SmallForge.Root);
        var writes = 0;
        using var server = ScriptedServer.Start(asked => asked.IsWrite && ++writes == 1 ? SmallForge.Error(409, "Conflict") : forge.Answer(asked));
        using var asking = new Asking(server.Url);

        (await asking.Api.UpdateRefAsync("heads/main", Ours, Asking.None)).ShouldBe(RefOutcome.Moved);
    }

    /// <summary>Nobody knows that our move was done, and before we look somebody goes on from it.</summary>
    [Fact]
    public async Task A_move_that_others_have_gone_on_from_was_done()
    {
        var forge = new SmallForge();
        forge.Know(Ours, SmallForge.Root);
        forge.Know(Theirs, Ours);
        var writes = 0;
        using var server = ScriptedServer.Start(asked =>
        {
            var reply = forge.Answer(asked);
            if (!asked.IsWrite || ++writes > 1)
                return reply;

            forge.Refs["refs/heads/main"] = Theirs;
            return reply with { Ending = Ending.NoAnswer };
        });
        using var asking = new Asking(server.Url);

        (await asking.Api.UpdateRefAsync("heads/main", Ours, Asking.None)).ShouldBe(RefOutcome.Moved);
        writes.ShouldBe(1);
    }

    [Fact]
    public async Task A_move_that_was_lost_to_another_was_overtaken()
    {
        var forge = new SmallForge();
        forge.Know(Ours, SmallForge.Root);
        forge.Know(Theirs, SmallForge.Root);
        var writes = 0;
        using var server = ScriptedServer.Start(asked =>
        {
            if (!asked.IsWrite || ++writes > 1)
                return forge.Answer(asked);

            forge.Refs["refs/heads/main"] = Theirs;
            return new Reply(200, "") { Ending = Ending.NoAnswer };
        });
        using var asking = new Asking(server.Url);

        (await asking.Api.UpdateRefAsync("heads/main", Ours, Asking.None)).ShouldBe(RefOutcome.Overtaken);
    }

    [Fact]
    public async Task A_ref_that_only_begins_so_is_another()
    {
        using var server = ScriptedServer.Start(_ => new Reply(200, $$$"""{"ref":"refs/heads/main2","object":{"sha":"{{{Ours}}}"}}"""));
        using var asking = new Asking(server.Url);

        (await Should.ThrowAsync<GitHubException>(asking.Api.RefAsync("heads/main", Asking.None))).Kind.ShouldBe(GitHubFailure.Broken);
    }
}
