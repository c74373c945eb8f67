using System.Globalization;
using DeliveryAsCode.Cli.Forges.GitHub.Api;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Api;

public class PagingTests
{
    private const int PageSize = 100;

    [Fact]
    public async Task A_list_is_read_to_its_end()
    {
        using var server = Pages(_ => [.. Enumerable.Range(1, 250)]);
        using var asking = new Asking(server.Url);

        var reviews = await asking.Api.ReviewsAsync(7, Asking.None);

        reviews.Select(r => r.Id).ShouldBe(Enumerable.Range(1, 250).Select(i => (long)i));
        reviews[^1].State.ShouldBe("CHANGES_REQUESTED");
    }

    [Fact]
    public async Task A_short_list_is_one_request()
    {
        using var server = Pages(_ => [1, 2]);
        using var asking = new Asking(server.Url);

        (await asking.Api.ReviewsAsync(7, Asking.None)).Length.ShouldBe(2);

        server.Requests.Count.ShouldBe(1);
    }

    /// <summary>What is taken from the first page moves one from the second to the first, which has been read.</summary>
    [Fact]
    public async Task A_list_that_changes_while_it_is_read_loses_nothing()
    {
        using var server = Pages(asked => asked <= 1 ? [.. Enumerable.Range(1, 150)] : [.. Enumerable.Range(2, 149)]);
        using var asking = new Asking(server.Url);

        (await asking.Api.ReviewsAsync(7, Asking.None)).Select(r => r.Id).ShouldBe(Enumerable.Range(2, 149).Select(i => (long)i));
    }

    [Fact]
    public async Task A_list_that_never_holds_still_is_no_answer()
    {
        using var server = Pages(asked => [.. Enumerable.Range(asked, 150)]);
        using var asking = new Asking(server.Url);

        (await Should.ThrowAsync<GitHubException>(asking.Api.ReviewsAsync(7, Asking.None))).Message.ShouldEndWith("it changes faster than it can be read");
    }

    [Fact]
    public async Task What_comes_twice_is_there_once()
    {
        // Something new at the front moves the last of the first page to the second.
        using var server = Pages(asked => asked <= 1 ? [.. Enumerable.Range(1, 150)] : [0, .. Enumerable.Range(1, 150)]);
        using var asking = new Asking(server.Url);

        (await asking.Api.CommentsAsync(5, Asking.None)).Select(c => c.Id).ShouldBe(Enumerable.Range(1, 150).Select(i => (long)i));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/repos/acme/shop/pulls/7/reviews?page=2")]
    [InlineData("https://evil.test/repos/acme/shop/pulls/7/reviews?page=2")]
    [InlineData("//evil.test/x")]
    public async Task A_list_goes_on_at_the_same_server(string next)
    {
        using var server = ScriptedServer.Start(_ => new Reply(200, "[]", ("Link", $"<{next}>; rel=\"next\"")));
        using var asking = new Asking(server.Url);

        (await Should.ThrowAsync<GitHubException>(asking.Api.ReviewsAsync(7, Asking.None))).Kind.ShouldBe(GitHubFailure.Broken);
    }

    [Fact]
    public async Task A_list_goes_on_below_the_same_path()
    {
        using var server = ScriptedServer.Start(asked => new Reply(200, "[]", ("Link", $"<http://{asked.Headers["Host"]}/elsewhere?page=2>; rel=\"next\"")));
        using var asking = new Asking(new Uri(server.Url, "/api/v3"));

        (await Should.ThrowAsync<GitHubException>(asking.Api.CommentsAsync(7, Asking.None))).Kind.ShouldBe(GitHubFailure.Broken);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_list_without_end_is_no_answer()
    {
        using var server = ScriptedServer.Start(asked => new Reply(200, "[]", ("Link", $"<http://{asked.Headers["Host"]}{asked.Path}>; rel=\"next\"")));
        using var asking = new Asking(server.Url);

        (await Should.ThrowAsync<GitHubException>(asking.Api.CommentsAsync(7, Asking.None))).Message.ShouldEndWith("there are more than 100 pages of it");
        server.Requests.Count.ShouldBe(100);
    }

    [Theory]
    [InlineData("<https://x.test/?page=1>; rel=\"prev\", <https://x.test/?page=3>; rel=\"next\", <https://x.test/?page=9>; rel=\"last\"", "https://x.test/?page=3")]
    [InlineData("<https://x.test/?page=1>; rel=\"first\", <https://x.test/?page=2>; rel=\"prev\"", null)]
    [InlineData("<https://x.test/?a=b,c&page=3>; rel=next", "https://x.test/?a=b,c&page=3")]
    public void The_next_page_is_the_one_that_is_called_so(string link, string? next) =>
        NextPage.Of(new GitHubAnswer(200, [], Link: link)).ShouldBe(next);

    [Fact]
    public async Task A_list_that_says_how_long_it_is_is_read_again_if_it_is_not()
    {
        var asked = 0;
        using var server = ScriptedServer.Start(_ => Checks(total: 2, ids: ++asked == 1 ? [1] : [1, 2]));
        using var asking = new Asking(server.Url);

        (await asking.Api.CheckRunsAsync(SmallForge.Root, null, Asking.None)).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_list_that_lacks_what_it_counts_is_no_answer()
    {
        using var server = ScriptedServer.Start(_ => Checks(total: 120, ids: [1, 2]));
        using var asking = new Asking(server.Url);

        (await Should.ThrowAsync<GitHubException>(asking.Api.CheckRunsAsync(SmallForge.Root, null, Asking.None))).Message.ShouldEndWith("GitHub lists 2, and says that there are 120");
    }

    private static Reply Checks(int total, int[] ids) => new(200, string.Create(CultureInfo.InvariantCulture,
        $$"""{"total_count":{{total}},"check_runs":[{{string.Join(',', ids.Select(id => $$"""{"id":{{id}},"name":"x","status":"completed"}"""))}}]}"""));

    /// <param name="ids">What the list holds, given the number of the request from 1.</param>
    private static ScriptedServer Pages(Func<int, int[]> ids)
    {
        var asked = 0;
        return ScriptedServer.Start(request =>
        {
            var all = ids(++asked);
            var page = int.Parse(request.Query("page") ?? "1", CultureInfo.InvariantCulture);
            var items = all.Skip((page - 1) * PageSize).Take(PageSize).Select(id => $$"""{"id":{{id}},"state":"{{(id == all[^1] ? "CHANGES_REQUESTED" : "APPROVED")}}","body":""}""");
            var next = $"<http://{request.Headers["Host"]}{request.Route}?per_page=100&page={page + 1}>; rel=\"next\"";
            return new Reply(200, $"[{string.Join(',', items)}]", page * PageSize < all.Length ? [("Link", next)] : []);
        });
    }
}
