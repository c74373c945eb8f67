using DeliveryAsCode.Cli.Forges.GitHub.Api;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Api;

public class RefusalTests
{
    [Fact]
    public async Task A_permission_that_is_missing_is_named()
    {
        var error = await Refused(SmallForge.Error(403, "Resource not accessible by integration"), api => api.CreatePullAsync(new NewPull("Gate", "gate", "main", "Body"), Asking.None));

        error.Kind.ShouldBe(GitHubFailure.Refused);
        error.Permission.ShouldBe("pull-requests: write");
        error.Message.ShouldBe("cannot open a pull request from gate into main of acme/shop: GitHub answered 403: Resource not accessible by integration");
        error.Help.ShouldBe("give the token \"pull-requests: write\", in a workflow under \"permissions:\" of the job");
    }

    [Fact]
    public async Task GitHubs_own_word_on_permissions_is_taken()
    {
        var error = await Refused(
            SmallForge.Error(403, "Resource not accessible by integration", ("X-Accepted-GitHub-Permissions", "contents=write,workflows=write; pull_requests=write")),
            api => api.CreateRefAsync("heads/x", SmallForge.Root, Asking.None));

        error.Permission.ShouldBe("contents: write, workflows: write or pull-requests: write");
    }

    [Fact]
    public async Task What_a_workflow_cannot_give_is_told_apart()
    {
        using var server = ScriptedServer.Start(_ => SmallForge.Error(403, "Resource not accessible by integration"));
        using var asking = new Asking(server.Url);

        (await asking.Api.BranchProtectionAsync("main", Asking.None)).ShouldBeOfType<Setting<BranchProtection>.CannotTell>().Why
            .ShouldBe("cannot read the protection of the branch main of acme/shop: GitHub answered 403: Resource not accessible by integration (the token needs \"administration: read\")");
        (await asking.Api.TeamMembershipAsync("acme", "qa", "quinn", Asking.None)).ShouldBeOfType<TeamMembership.CannotTell>();
    }

    [Fact]
    public async Task What_is_wrong_is_said_in_full()
    {
        var reply = new Reply(422, """{"message":"Validation Failed","errors":[{"resource":"PullRequest","field":"head","code":"invalid"},{"message":"No commits between main and gate"},"and a text"]}""");

        (await Refused(reply, api => api.UpdatePullAsync(7, new PullChange(Title: "x"), Asking.None))).Said
            .ShouldBe("Validation Failed: PullRequest head invalid: No commits between main and gate: and a text");
    }

    [Fact]
    public async Task A_token_that_is_not_known_is_told_so()
    {
        var error = await Refused(SmallForge.Error(401, "Bad credentials"), api => api.PullAsync(7, Asking.None));

        (error.Kind, error.Status).ShouldBe((GitHubFailure.Refused, 401));
        error.Help.ShouldBe("the token is wrong or has ended: give another one");
    }

    [Theory]
    [InlineData("active", typeof(TeamMembership.Member))]
    [InlineData("pending", typeof(TeamMembership.NotMember))]
    [InlineData(null, typeof(TeamMembership.NotMember))]
    public async Task A_member_of_a_team_has_accepted(string? state, Type outcome)
    {
        using var server = ScriptedServer.Start(asked => asked.Path switch
        {
            "/orgs/acme/teams/qa" => new Reply(200, """{"id":1,"slug":"qa"}"""),
            _ when state is not null => new Reply(200, $$"""{"state":"{{state}}"}"""),
            _ => SmallForge.NotFound(),
        });
        using var asking = new Asking(server.Url);

        (await asking.Api.TeamMembershipAsync("acme", "qa", "quinn", Asking.None)).ShouldBeOfType(outcome);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Whether_somebody_is_in_a_team_that_is_not_to_be_seen_cannot_be_told(int status)
    {
        using var server = ScriptedServer.Start(_ => SmallForge.Error(status, "No"));
        using var asking = new Asking(server.Url);

        (await asking.Api.TeamMembershipAsync("acme", "qa", "quinn", Asking.None)).ShouldBeOfType<TeamMembership.CannotTell>();
    }

    [Fact]
    public async Task A_jobs_token_finds_out_who_it_is()
    {
        using var server = ScriptedServer.Start(asked => asked.Path switch
        {
            "/api/v3/user" => SmallForge.Error(403, "Resource not accessible by integration"),
            "/api/graphql" => new Reply(200, """{"data":{"viewer":{"login":"github-actions[bot]"}}}"""),
            "/api/v3/users/github-actions%5Bbot%5D" => new Reply(200, """{"id":41898282,"login":"github-actions[bot]","type":"Bot"}"""),
            _ => SmallForge.NotFound(),
        });
        using var asking = new Asking(new Uri(server.Url, "/api/v3"));

        (await asking.Api.ViewerAsync(Asking.None)).ShouldBe(new Account(41898282, "github-actions[bot]", "Bot"));
    }

    [Fact]
    public async Task Who_cannot_be_told_is_nobody()
    {
        using var server = ScriptedServer.Start(_ => SmallForge.NotFound());
        using var asking = new Asking(server.Url);

        (await asking.Api.ViewerAsync(Asking.None)).ShouldBeNull();
    }

    [Theory]
    [InlineData("User", "quinn", true)]
    [InlineData("Bot", "quinn", false)]
    [InlineData("User", "dependabot[bot]", false)]
    [InlineData("User", "Ghost", false)]
    [InlineData("Organization", "acme", false)]
    [InlineData("Mannequin", "old", false)]
    public void Only_a_person_is_one(string type, string login, bool isPerson) => new Account(1, login, type).IsPerson.ShouldBe(isPerson);

    private static async Task<GitHubException> Refused(Reply reply, Func<GitHubApi, Task> call)
    {
        using var server = ScriptedServer.Start(_ => reply);
        using var asking = new Asking(server.Url);
        return await Should.ThrowAsync<GitHubException>(call(asking.Api));
    }
}
