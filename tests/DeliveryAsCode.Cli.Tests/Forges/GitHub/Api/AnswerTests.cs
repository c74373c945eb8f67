using DeliveryAsCode.Cli.Forges.GitHub.Api;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Api;

/// <summary>Answers as GitHub sends them, with what it leaves out.</summary>
public class AnswerTests
{
    [Fact]
    public async Task Commits_without_an_account_have_none()
    {
        const string commit = """{"message":"Say it","author":{"name":"Dana","email":"dana@acme.test","date":"2026-11-30T10:00:00Z"},"committer":null,"tree":{"sha":"t"},"verification":{"verified":true,"reason":"valid"}}""";
        using var server = ScriptedServer.Start(_ => new Reply(200, $$"""
            {"base_commit":{"sha":"b"},"merge_base_commit":{"sha":"m"},"status":"diverged","ahead_by":3,"behind_by":1,"total_commits":3,
             "commits":[{"sha":"1","commit":{{commit}},"author":null,"committer":{},"parents":[]},
                        {"sha":"2","commit":{{commit}},"author":{"id":1,"login":"dana","type":"User","site_admin":false},"committer":{"id":2,"login":"web-flow","type":"User"},"parents":[{"sha":"1"}]},
                        {"sha":"3","commit":{{commit}}}],
             "files":[{"sha":"f","filename":"b.md","status":"renamed","previous_filename":"a.md","additions":1},{"sha":null,"filename":"c","status":"removed"}]}
            """));
        using var asking = new Asking(server.Url);

        var comparison = await asking.Api.CompareAsync("main", "topic", Asking.None);

        (comparison.BaseCommit, comparison.MergeBase, comparison.Ahead, comparison.Behind, comparison.AllFiles, comparison.AllCommits).ShouldBe(("b", "m", 3, 1, true, true));
        comparison.Commits.Select(c => (c.Author?.Id, c.Committer?.Login, c.GitAuthor.Email, c.Verified)).ShouldBe(
            [(null, null, "dana@acme.test", true), (1, "web-flow", "dana@acme.test", true), (null, null, "dana@acme.test", true)]);
        comparison.Files.Select(f => (f.Path, f.PreviousPath, f.Status)).ShouldBe([("b.md", "a.md", "renamed"), ("c", null, "removed")]);
    }

    [Theory]
    [InlineData(299, 1, true, true)]
    [InlineData(300, 1, false, true)]
    [InlineData(0, 2, true, false)]
    public async Task A_comparison_that_is_cut_says_so(int files, int commits, bool allFiles, bool allCommits)
    {
        var listed = string.Join(',', Enumerable.Range(0, files).Select(i => $$"""{"filename":"{{i}}","status":"added"}"""));
        using var server = ScriptedServer.Start(_ => new Reply(200, $$$"""{"base_commit":{"sha":"b"},"merge_base_commit":{"sha":"m"},"ahead_by":{{{commits}}},"behind_by":0,"total_commits":{{{commits}}},"commits":[{"sha":"1","commit":{"message":""}}],"files":[{{{listed}}}]}"""));
        using var asking = new Asking(server.Url);

        var comparison = await asking.Api.CompareAsync("a", "b", Asking.None);

        (comparison.AllFiles, comparison.AllCommits).ShouldBe((allFiles, allCommits));
    }

    [Fact]
    public async Task A_review_of_a_deleted_account_is_nobodys()
    {
        using var server = ScriptedServer.Start(_ => new Reply(200, """[{"id":1,"user":null,"state":"APPROVED","commit_id":null,"submitted_at":"2026-11-30T10:00:00Z","body":""},{"id":2,"user":{"id":3,"login":"clara","type":"User"},"state":"APPROVED","commit_id":"abc","body":null}]"""));
        using var asking = new Asking(server.Url);

        (await asking.Api.ReviewsAsync(7, Asking.None)).ShouldBe(
        [
            new Review(1, "APPROVED", null, null, new DateTimeOffset(2026, 11, 30, 10, 0, 0, TimeSpan.Zero), ""),
            new Review(2, "APPROVED", new Account(3, "clara", "User"), "abc", null, ""),
        ]);
    }

    [Fact]
    public async Task A_review_by_somebody_without_a_number_is_no_answer()
    {
        using var server = ScriptedServer.Start(_ => new Reply(200, """[{"id":1,"user":{"login":"clara"},"state":"APPROVED"}]"""));
        using var asking = new Asking(server.Url);

        (await Should.ThrowAsync<GitHubException>(asking.Api.ReviewsAsync(7, Asking.None))).Kind.ShouldBe(GitHubFailure.Broken);
    }

    [Fact]
    public async Task A_pull_request_of_a_deleted_fork_has_no_repository()
    {
        using var server = ScriptedServer.Start(_ => new Reply(200, """{"number":7,"state":"open","title":"T","body":null,"draft":true,"head":{"ref":"x","sha":"h","repo":null},"base":{"ref":"main","sha":"b","repo":{"id":1,"full_name":"acme/shop"}},"merged_at":null,"mergeable":null,"requested_reviewers":[{"id":3,"login":"clara","type":"User"}]}"""));
        using var asking = new Asking(server.Url);

        var pull = await asking.Api.PullAsync(7, Asking.None);

        (pull.Head.RepositoryFullName, pull.Base.RepositoryFullName, pull.Merged, pull.Draft, pull.Body).ShouldBe((null, "acme/shop", false, true, ""));
        pull.RequestedReviewers.Single().Login.ShouldBe("clara");
    }

    [Fact]
    public async Task Pull_requests_are_not_among_the_issues()
    {
        using var server = ScriptedServer.Start(_ => new Reply(200, """[{"number":1,"state":"open","title":"I","labels":[{"id":1,"name":"gate"},"plain"]},{"number":2,"state":"open","title":"P","pull_request":{"url":"x"}}]"""));
        using var asking = new Asking(server.Url);

        var issue = (await asking.Api.IssuesAsync("open", ["delivery"], Asking.None)).ShouldHaveSingleItem();

        issue.Number.ShouldBe(1);
        issue.Labels.ShouldBe(["gate", "plain"]);
        server.Requests.Single().Path.ShouldBe("/repos/acme/shop/issues?state=open&labels=delivery&per_page=100");
    }

    [Fact]
    public async Task A_tree_deletes_by_a_null_that_is_there()
    {
        using var server = ScriptedServer.Start(_ => new Reply(201, """{"sha":"t"}"""));
        using var asking = new Asking(server.Url);

        await asking.Api.CreateTreeAsync("base", [GitTreeChange.Text("a.md", "ä"), GitTreeChange.Existing("b", "x", "100755"), GitTreeChange.Delete("c")], Asking.None);

        server.Requests.Single().Body.ShouldBe("""{"base_tree":"base","tree":[{"path":"a.md","mode":"100644","type":"blob","content":"\u00E4"},{"path":"b","mode":"100755","type":"blob","sha":"x"},{"path":"c","mode":"100644","type":"blob","sha":null}]}""");
    }

    [Fact]
    public async Task A_description_is_cut_where_GitHub_would_refuse_it()
    {
        using var server = ScriptedServer.Start(new SmallForge().Answer);
        using var asking = new Asking(server.Url);

        var status = await asking.Api.CreateStatusAsync(4, new NewDeploymentStatus("success", string.Concat(Enumerable.Repeat("🚀", 100)), "https://x.test/log"), Asking.None);

        status.Description!.Length.ShouldBeLessThanOrEqualTo(140);
        status.Description.ShouldEndWith("🚀…");
    }

    [Fact]
    public async Task A_body_without_its_marker_would_not_be_found_again()
    {
        using var asking = new Asking(new Uri("http://127.0.0.1"));

        await Should.ThrowAsync<ArgumentException>(asking.Api.CreateCommentAsync(5, "Text", "<!-- marker -->", Asking.None));
    }
}
