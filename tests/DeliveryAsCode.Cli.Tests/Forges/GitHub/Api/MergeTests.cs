using DeliveryAsCode.Cli.Forges.GitHub.Api;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Api;

public class MergeTests
{
    [Theory]
    [InlineData(409, "Head branch was modified. Review and try the merge again.", "HeadMoved { }")]
    [InlineData(422, "Head sha is out of date", "HeadMoved { }")]
    [InlineData(405, "Pull Request is not mergeable", "NotMergeable { Why = Pull Request is not mergeable }")]
    [InlineData(422, "Pull Request is not mergeable", "NotMergeable { Why = Pull Request is not mergeable }")]
    [InlineData(405, "At least 1 approving review is required by reviewers with write access.", "Refused { Why = At least 1 approving review is required by reviewers with write access }")]
    [InlineData(422, "Required status checks have not succeeded.", "Refused { Why = Required status checks have not succeeded }")]
    public async Task A_refusal_is_a_value(int status, string said, string outcome)
    {
        using var server = ScriptedServer.Start(asked => asked.IsWrite ? SmallForge.Error(status, said) : new SmallForge().Answer(asked));
        using var asking = new Asking(server.Url);

        (await Merge(asking)).ToString().ShouldBe(outcome);
    }

    [Fact]
    public async Task What_is_merged_is_what_was_judged()
    {
        using var server = ScriptedServer.Start(new SmallForge().Answer);
        using var asking = new Asking(server.Url);

        (await asking.Api.MergeAsync(7, SmallForge.Root, MergeMethod.Squash, "Gate", "Text", Asking.None)).ShouldBe(new MergeOutcome.HeadMoved());
        (await Merge(asking)).ShouldBeOfType<MergeOutcome.Merged>();

        server.Requests[0].Body.ShouldBe($$"""{"commit_title":"Gate","commit_message":"Text","sha":"{{SmallForge.Root}}","merge_method":"squash"}""");
    }

    [Fact]
    public async Task Merged_already_is_merged()
    {
        using var server = ScriptedServer.Start(new SmallForge().Answer);
        using var asking = new Asking(server.Url);

        var first = await Merge(asking);

        (await Merge(asking)).ShouldBe(first);
    }

    [Fact]
    public async Task A_base_that_moves_meanwhile_is_tried_again()
    {
        var forge = new SmallForge();
        var writes = 0;
        using var server = ScriptedServer.Start(asked => asked.IsWrite && ++writes == 1 ? SmallForge.Error(405, "Base branch was modified. Review and try the merge again.") : forge.Answer(asked));
        using var asking = new Asking(server.Url);

        (await Merge(asking)).ShouldBeOfType<MergeOutcome.Merged>();
    }

    [Fact]
    public async Task A_pull_request_that_is_there_is_found()
    {
        var forge = new SmallForge();
        using var server = ScriptedServer.Start(asked => asked is { Method: "POST", Route: "/repos/acme/shop/pulls" } ? SmallForge.Error(422, "Validation Failed") : forge.Answer(asked));
        using var asking = new Asking(server.Url);

        (await asking.Api.CreatePullAsync(new NewPull("Gate", "topic", "main", "Body"), Asking.None)).Number.ShouldBe(7);
        (await Should.ThrowAsync<GitHubException>(asking.Api.CreatePullAsync(new NewPull("Gate", "nowhere", "main", "Body"), Asking.None))).Kind.ShouldBe(GitHubFailure.Invalid);
    }

    private static Task<MergeOutcome> Merge(Asking asking) => asking.Api.MergeAsync(7, SmallForge.Side, MergeMethod.Merge, "Gate", "Text", Asking.None);
}
