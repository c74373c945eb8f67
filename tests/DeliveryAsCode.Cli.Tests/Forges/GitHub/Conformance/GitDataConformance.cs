using System.Text;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

[Collection(EmulatedGitHub.Name)]
public sealed class EmulatedGitDataTests(EmulatedGitHub gitHub) : GitDataConformance(GitHubUnderTest.Of(gitHub));

public sealed class OwnGitDataTests(OwnGitHub gitHub) : GitDataConformance(GitHubUnderTest.Of(gitHub)), IClassFixture<OwnGitHub>;

public abstract class GitDataConformance(GitHubUnderTest server) : ConformanceTests(server)
{
    [Fact]
    public void A_blob_has_the_id_that_git_gives_it()
    {
        // printf 'hello\n' | git hash-object --stdin
        const string Id = "ce013625030ba8dba906f756967f9e9ca394464a";

        Bot.Post($"{Shop}/git/blobs", new { content = Base64("hello\n"), encoding = "base64" }).Is(201)["sha"].ShouldBe(Id);
        Bot.Post($"{Shop}/git/blobs", new { content = "hello\n", encoding = "utf-8" }).Is(201)["sha"].ShouldBe(Id);

        var blob = Bot.Get($"{Shop}/git/blobs/{Id}").Is(200);
        blob["encoding"].ShouldBe("base64");
        blob["size"].ShouldBe("6");
        Encoding.UTF8.GetString(Convert.FromBase64String(blob["content"]!)).ShouldBe("hello\n");
    }

    [Fact]
    public void A_blob_that_is_not_there_is_not_found() =>
        Bot.Get($"{Shop}/git/blobs/{new string('1', 40)}").Is(404, "Not Found");

    [Fact]
    public void A_tree_is_changed_by_what_is_sent_only()
    {
        var (main, folder) = (Main(), Unique("folder"));
        var tree = Bot.Get($"{Shop}/git/commits/{main}").Is(200)["tree.sha"];

        var made = Bot.Post($"{Shop}/git/trees", new
        {
            base_tree = tree,
            tree = new List<object>
            {
                new { path = $"{folder}/a/record.md", mode = "100644", type = "blob", content = "# A\n" },
                new { path = $"{folder}/run.sh", mode = "100755", type = "blob", content = "exit 0\n" },
            },
        }).Is(201)["sha"];

        var all = Bot.Get($"{Shop}/git/trees/{made}?recursive=1").Is(200);
        all["truncated"].ShouldBe("false");
        var entries = all.Json.GetProperty("tree").EnumerateArray().ToDictionary(e => e.GetProperty("path").GetString()!, e => $"{e.GetProperty("type")} {e.GetProperty("mode")}");
        entries.ShouldContainKeyAndValue("README.md", "blob 100644");
        entries.ShouldContainKeyAndValue($"{folder}/a", "tree 040000");
        entries.ShouldContainKeyAndValue($"{folder}/a/record.md", "blob 100644");
        entries.ShouldContainKeyAndValue($"{folder}/run.sh", "blob 100755");
        Bot.Get($"{Shop}/git/trees/{made}").Is(200).Text.ShouldNotContain("record.md");
    }

    [Fact]
    public void A_path_without_an_id_is_taken_away()
    {
        var path = Unique("gone");
        var with = Commit(Main(), path, "here\n");
        var without = Commit(with, path, null);

        Bot.Get($"{Shop}/git/trees/{with}?recursive=1").Is(200).Text.ShouldContain(path);
        Bot.Get($"{Shop}/git/trees/{without}?recursive=1").Is(200).Text.ShouldNotContain(path);
    }

    [Fact]
    public void A_commit_has_its_message_its_parents_and_the_identity_of_the_token()
    {
        var main = Main();
        var id = Commit(main, Unique("file"), "text\n", "Open the gate\n\nDelivery: acme\nGate: qa");

        var commit = Bot.Get($"{Shop}/git/commits/{id}").Is(200);

        commit["message"].ShouldBe("Open the gate\n\nDelivery: acme\nGate: qa");
        commit["parents.0.sha"].ShouldBe(main);
        commit["parents.1.sha"].ShouldBeNull();
        commit["author.name"].ShouldBe("dac-bot[bot]");
        commit["committer.email"].ShouldNotBeNull();
        DateTimeOffset.Parse(commit["author.date"]!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
    }

    [Fact]
    public void A_commit_of_a_tree_that_is_not_there_is_refused() =>
        Bot.Post($"{Shop}/git/commits", new { message = "m", tree = new string('1', 40), parents = List(Main()) }).Is(422);

    [Fact]
    public void The_id_of_a_commit_is_git_s_own()
    {
        var id = Bot.Post($"{Shop}/git/commits", new
        {
            message = "m",
            tree = Bot.Post($"{Shop}/git/trees", new { tree = new List<object> { new { path = "a", mode = "100644", type = "blob", content = "a\n" } } }).Is(201)["sha"],
            parents = List(),
            author = new { name = "Dana", email = "dana@acme.example", date = "2026-03-02T09:00:00Z" },
            committer = new { name = "Dana", email = "dana@acme.example", date = "2026-03-02T09:00:00Z" },
        }).Is(201)["sha"];

        // What git gives for the same bytes.
        id.ShouldBe(Server.Expects(Deviations.CommitId));
    }
}
