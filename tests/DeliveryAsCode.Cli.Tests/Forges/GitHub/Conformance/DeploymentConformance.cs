namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

[Collection(EmulatedGitHub.Name)]
public sealed class EmulatedDeploymentTests(EmulatedGitHub gitHub) : DeploymentConformance(GitHubUnderTest.Of(gitHub));

public sealed class OwnDeploymentTests(OwnGitHub gitHub) : DeploymentConformance(GitHubUnderTest.Of(gitHub)), IClassFixture<OwnGitHub>;

/// <summary>The emulator has none of it: a mock and a few fills answer in its place, and the contract judges what was asked.</summary>
public abstract class DeploymentConformance(GitHubUnderTest server) : ConformanceTests(server)
{
    [Fact]
    public void A_deployment_is_of_a_commit_in_an_environment()
    {
        var environment = Unique("env");

        var made = Bot.Post($"{Shop}/deployments", new { @ref = Main(), environment, auto_merge = false, required_contexts = List(), description = "d" }).Is(201);

        made["environment"].ShouldBe(environment);
        Bot.Get($"{Shop}/deployments?environment={environment}").Is(200).Each("id").ShouldBe([made["id"]]);
    }

    [Fact]
    public void Its_statuses_come_newest_first()
    {
        var id = Bot.Post($"{Shop}/deployments", new { @ref = Main(), environment = Unique("env"), auto_merge = false, required_contexts = List() }).Is(201)["id"];

        foreach (var state in List("in_progress", "success"))
            Bot.Post($"{Shop}/deployments/{id}/statuses", new { state, log_url = "https://example.com/log", description = "d" }).Is(201)["state"].ShouldBe(state);

        Bot.Get($"{Shop}/deployments/{id}/statuses").Is(200).Each("state").ShouldBe(["success", "in_progress"]);
    }

    [Fact]
    public void A_description_is_not_longer_than_GitHub_takes()
    {
        var id = Bot.Post($"{Shop}/deployments", new { @ref = Main(), environment = Unique("env"), auto_merge = false, required_contexts = List() }).Is(201)["id"];

        Bot.Post($"{Shop}/deployments/{id}/statuses", new { state = "success", description = new string('x', 141) }).Is(Server.Expects(Deviations.LongDescription));
    }

    [Fact]
    public void An_environment_that_nobody_made_is_not_found() =>
        Bot.Get($"{Shop}/environments/{Unique("env")}").Is(404, "Not Found");

    [Fact]
    public void A_branch_without_rules_has_none() =>
        Bot.Get($"{Shop}/rules/branches/{Unique("branch")}").Is(200).Json.GetArrayLength().ShouldBe(0);

    [Fact]
    public void A_branch_without_protection_says_so() =>
        As("dana").Get($"{Shop}/branches/main/protection").Is(404, Server.Expects(Deviations.NoProtection));
}
