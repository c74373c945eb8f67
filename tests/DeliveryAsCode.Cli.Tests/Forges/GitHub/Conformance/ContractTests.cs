using System.Text.Json;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

/// <summary>What stands in front of the emulator really judges: each kind of mistake is refused and written down.</summary>
[Collection(EmulatedGitHub.Name)]
public sealed class ContractTests(EmulatedGitHub gitHub)
{
    private const string Shop = "/repos/acme/shop";

    private readonly Rest _bot = new(gitHub.Url, gitHub.BotToken);

    [Fact]
    public void A_field_that_is_missing_is_a_mistake() =>
        Mistake(() => _bot.Post($"{Shop}/issues", new { body = "no title" }).Is(422)).ShouldContain("must have required property 'title'");

    [Fact]
    public void A_field_that_GitHub_does_not_know_is_a_mistake() =>
        Mistake(() => _bot.Post($"{Shop}/git/refs", new { @ref = "refs/heads/x", sha = new string('1', 40), frce = true }).Is(422)).ShouldContain("frce");

    [Fact]
    public void A_value_of_another_kind_is_a_mistake() =>
        Mistake(() => _bot.Get($"{Shop}/pulls?per_page=many").Is(422)).ShouldContain("per_page");

    [Fact]
    public void A_path_that_GitHub_does_not_have_is_a_mistake() =>
        Mistake(() => _bot.Get($"{Shop}/pull/1").Is(404)).ShouldContain("no path matched");

    [Fact]
    public void What_a_mock_answers_is_judged_too() =>
        Mistake(() => _bot.Post($"{Shop}/statuses/{new string('1', 40)}", new { state = "fine" })).ShouldContain("state");

    [Fact]
    public void What_a_fill_answers_is_judged_too() =>
        Mistake(() => _bot.Post($"{Shop}/deployments", new { environment = "production" })).ShouldContain("ref");

    [Fact]
    public void A_refusal_of_the_emulator_is_none()
    {
        var before = gitHub.Mistakes.Count;
        _bot.Get($"{Shop}/git/ref/heads/none").Is(404);
        _bot.Get($"{Shop}/environments/none").Is(404);

        gitHub.Mistakes.Count.ShouldBe(before);
        gitHub.Exchanges[^1].Path.ShouldBe($"{Shop}/environments/none");
    }

    /// <summary>An operation whose body is anything at all would let every mistake through.</summary>
    [Fact]
    public void Bodies_of_all_operations_are_judged()
    {
        var before = gitHub.Mistakes.Count;
        var asked = Operations.WithBody().Where(o => !Operations.OfAlternatives.Contains(o)).ToList();
        foreach (var (method, path) in asked)
            _bot.Send(method, path, JsonSerializer.Deserialize<JsonElement>("""{"nobody_knows_this":1}"""));

        gitHub.Mistakes.Count.ShouldBe(before + asked.Count, string.Join('\n', gitHub.Exchanges.TakeLast(asked.Count).Where(e => e.Mistake is null)));
    }

    private string Mistake(Action ask)
    {
        var before = gitHub.Mistakes.Count;
        ask();
        gitHub.Mistakes.Count.ShouldBe(before + 1);
        return gitHub.Mistakes[^1].Mistake!;
    }
}
