namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

[Collection(EmulatedGitHub.Name)]
public sealed class EmulatedRefTests(EmulatedGitHub gitHub) : RefConformance(GitHubUnderTest.Of(gitHub));

public sealed class OwnRefTests(OwnGitHub gitHub) : RefConformance(GitHubUnderTest.Of(gitHub)), IClassFixture<OwnGitHub>;

public abstract class RefConformance(GitHubUnderTest server) : ConformanceTests(server)
{
    private const string Refs = $"{Shop}/git/refs";

    [Fact]
    public void A_ref_is_made_once()
    {
        var (name, main) = ($"refs/delivery/{Unique("lock")}", Main());

        var made = Bot.Post(Refs, new { @ref = name, sha = main }).Is(201);
        made["ref"].ShouldBe(name);
        made["object.type"].ShouldBe("commit");
        made["object.sha"].ShouldBe(main);

        Bot.Post(Refs, new { @ref = name, sha = main }).Is(422, "Reference already exists");
        Bot.Get($"{Shop}/git/ref/{name["refs/".Length..]}").Is(200)["object.sha"].ShouldBe(main);
    }

    [Fact]
    public void A_ref_moves_forward_only()
    {
        var (name, head) = Branch();
        var next = Commit(head, "next.md", "next\n");
        var aside = Commit(Main(), "aside.md", "aside\n");

        Bot.Patch($"{Refs}/heads/{name}", new { sha = next, force = false }).Is(200)["object.sha"].ShouldBe(next);
        Bot.Patch($"{Refs}/heads/{name}", new { sha = aside, force = false }).Is(422, Server.Expects(Deviations.NotForward));
        Bot.Patch($"{Refs}/heads/{name}", new { sha = head }).Is(422);
        Bot.Get($"{Shop}/git/ref/heads/{name}").Is(200)["object.sha"].ShouldBe(next);
        Bot.Patch($"{Refs}/heads/{name}", new { sha = aside, force = true }).Is(200);
    }

    [Fact]
    public void A_ref_points_at_something_that_is_there()
    {
        var (name, _) = Branch();

        Bot.Post(Refs, new { @ref = $"refs/heads/{Unique("none")}", sha = new string('1', 40) }).Is(422, Server.Expects(Deviations.NoObject));
        Bot.Patch($"{Refs}/heads/{name}", new { sha = new string('1', 40) }).Is(422, Server.Expects(Deviations.NoObject));
    }

    [Fact]
    public void What_is_not_there_is_not_found_not_moved_and_not_deleted()
    {
        var name = Unique("none");

        Bot.Get($"{Shop}/git/ref/heads/{name}").Is(404, "Not Found");
        Bot.Patch($"{Refs}/heads/{name}", new { sha = Main() }).Is(Server.Expects(Deviations.UpdateOfNoRef));
        Bot.Delete($"{Refs}/heads/{name}").Is(Server.Expects(Deviations.DeletionOfNoRef));
    }

    [Fact]
    public void A_ref_is_deleted()
    {
        var (name, _) = Branch();

        Bot.Delete($"{Refs}/heads/{name}").Is(204);
        Bot.Get($"{Shop}/git/ref/heads/{name}").Is(404);
    }

    [Fact]
    public void Refs_are_listed_by_how_they_begin()
    {
        var (prefix, main) = (Unique("env"), Main());
        foreach (var name in List("a", "b/c"))
            Bot.Post(Refs, new { @ref = $"refs/delivery/{prefix}/{name}", sha = main }).Is(201);

        Bot.Get($"{Shop}/git/matching-refs/delivery/{prefix}/").Is(200).Each("ref").ShouldBe([$"refs/delivery/{prefix}/a", $"refs/delivery/{prefix}/b/c"]);
        Bot.Get($"{Shop}/git/matching-refs/delivery/{Unique("none")}").Is(200).Each("ref").ShouldBeEmpty();
    }

    [Fact]
    public void Branches_are_listed_with_their_commits()
    {
        var (name, head) = Branch();

        var branches = Bot.Get($"{Shop}/branches?per_page=100").Is(200);

        branches.Each("name").ShouldContain("main");
        var at = branches.Each("name").ToList().IndexOf(name);
        branches[$"{at}.commit.sha"].ShouldBe(head);
        branches[$"{at}.protected"].ShouldBe("false");
    }

    [Fact]
    public void The_commit_of_a_ref_is_told_with_its_tree_and_parents()
    {
        var (name, head) = Branch();
        var commit = Bot.Get($"{Shop}/git/commits/{head}").Is(200);

        var tip = Bot.Get($"{Shop}/commits/heads/{name}").Is(200);

        tip["sha"].ShouldBe(head);
        tip["commit.tree.sha"].ShouldBe(commit["tree.sha"]);
        tip["parents.0.sha"].ShouldBe(commit["parents.0.sha"]);
        Bot.Get($"{Shop}/commits/heads/{Unique("none")}").Is(Server.Expects(Deviations.CommitOfNoRef));
    }

    [Fact]
    public void Of_many_who_want_the_same_ref_one_gets_it()
    {
        var (name, main) = ($"refs/delivery/{Unique("lock")}", Main());

        var answers = AtOnce(16, () => Bot.Post(Refs, new { @ref = name, sha = main }).Status);

        answers.Count(status => status == 201).ShouldBe(1);
        answers.Count(status => status == 422).ShouldBe(15);
    }
}
