using DeliveryAsCode.StandIns.GitHub.Http;
using DeliveryAsCode.StandIns.GitHub.State;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

internal static class PullOperations
{
    /// <summary>However many there are.</summary>
    private const int MostCommits = 250;

    public static IEnumerable<Route> Routes =>
    [
        Route.Get("pulls/list", "/repos/{owner}/{repo}/pulls", "pull_requests", List),
        Route.Post("pulls/create", "/repos/{owner}/{repo}/pulls", "pull_requests", Create, Role.Read),
        Route.Get("pulls/get", "/repos/{owner}/{repo}/pulls/{pull_number}", "pull_requests", Get),
        Route.Patch("pulls/update", "/repos/{owner}/{repo}/pulls/{pull_number}", "pull_requests", Update, Role.Read),
        Route.Get("pulls/list-commits", "/repos/{owner}/{repo}/pulls/{pull_number}/commits", "pull_requests", Commits),
        Route.Get("pulls/list-files", "/repos/{owner}/{repo}/pulls/{pull_number}/files", "pull_requests", Files),
    ];

    private static Answer List(Call call)
    {
        var state = call.Query.GetValueOrDefault("state", "open");
        var pulls = call.Repository.Pulls.Where(p => state == "all" || p.IsOpen == (state == "open"));
        // A head without its owner is no filter: GitHub ignores it.
        if (call.Query.GetValueOrDefault("head") is { } head && head.Contains(':', StringComparison.Ordinal))
            pulls = pulls.Where(p => $"{p.HeadRepository.Owner}:{p.HeadRef}" == head);
        if (call.Query.GetValueOrDefault("base") is { } @base)
            pulls = pulls.Where(p => p.BaseRef == @base);
        var isAscending = call.Query.GetValueOrDefault("direction", call.Query.ContainsKey("sort") ? "asc" : "desc") == "asc";
        var ordered = call.Query.GetValueOrDefault("sort") == "updated"
            ? pulls.OrderBy(p => p.Issue.UpdatedAt).ThenBy(p => p.Number)
            : pulls.OrderBy(p => p.Number);
        return call.Page([.. isAscending ? ordered : ordered.Reverse()], pull => call.GitHub.View.Pull(call.Repository, pull));
    }

    private static Answer Get(Call call) => Answer.Ok(call.GitHub.View.FullPull(call.Repository, call.Pull));

    private static Answer Create(Call call)
    {
        if (call.Token?.App == call.GitHub.Actions && !call.Repository.LetsActionsOpenPulls)
            throw new Refusal(403, "GitHub Actions is not permitted to create or approve pull requests.");
        var (head, @base) = (call.Body.Text("head"), call.Body.Text("base"));
        if (!head.Contains(':', StringComparison.Ordinal) && call.Role < Role.Write)
            throw new Refusal(403, "Must have push access to repository.");
        var title = Texts.Title("PullRequest", call.Body.TextOrNull("title"));
        var body = Texts.Body("PullRequest", call.Body.TextOrNull("body") ?? "");
        var pull = call.Repository.NewPull(title, body, head, @base, call.Actor, call.Body.FlagOrNull("draft") == true);
        return Answer.Created(call.GitHub.View.FullPull(call.Repository, pull));
    }

    private static Answer Update(Call call)
    {
        var (pull, repository) = (call.Pull, call.Repository);
        if (call.Role < Role.Write && call.Actor != pull.Issue.Author)
            throw new Refusal(403, "Must have admin rights to Repository.");
        var (title, body, state) = (call.Body.TextOrNull("title"), call.Body.TextOrNull("body"), call.Body.TextOrNull("state"));
        if (state is not (null or "open" or "closed"))
            throw Refusal.Invalid("PullRequest", "state");
        if (call.Body.TextOrNull("base") is { } @base)
            (pull.BaseRef, pull.BaseSha) = (@base, repository.Tip(@base) ?? throw Refusal.Invalid("PullRequest", "base"));
        pull.Issue.Title = title is null ? pull.Issue.Title : Texts.Title("PullRequest", title);
        pull.Issue.Body = body is null ? pull.Issue.Body : Texts.Body("PullRequest", body);
        if (state == "closed" && pull.IsOpen)
            repository.Close(pull.Issue);
        if (state == "open" && !pull.IsOpen)
            Reopen(repository, pull);
        pull.Issue.UpdatedAt = call.Now;
        return Answer.Ok(call.GitHub.View.FullPull(repository, pull));
    }

    private static void Reopen(StandInRepository repository, Pull pull)
    {
        if (pull.Merge is not null || pull.HeadRepository.Tip(pull.HeadRef) is not { } head)
            throw new Refusal(422, "Validation Failed") { Errors = [new { resource = "PullRequest", code = "invalid", field = "state", message = "state cannot be changed. The pull request cannot be reopened." }] };
        if (repository.Pulls.Any(p => p.IsOpen && p.HeadRef == pull.HeadRef && p.HeadRepository == pull.HeadRepository && p.BaseRef == pull.BaseRef))
            throw new Refusal(422, "Validation Failed") { Errors = [new { resource = "PullRequest", code = "invalid", field = "state", message = $"state cannot be changed. There is already an open pull request from {pull.HeadRepository.Owner}:{pull.HeadRef} to {repository.Owner}:{pull.BaseRef}." }] };
        (pull.Issue.ClosedAt, pull.HeadSha) = (null, head);
    }

    private static Answer Commits(Call call)
    {
        var (git, pull) = (call.Repository.Git, call.Pull);
        var commits = git.Between(git.MergeBase(pull.BaseSha, pull.HeadSha) ?? pull.BaseSha, pull.HeadSha).Take(MostCommits).ToList();
        return call.Page(commits, commit => call.GitHub.View.Commit(call.Repository, commit));
    }

    private static Answer Files(Call call)
    {
        var (git, pull) = (call.Repository.Git, call.Pull);
        var files = git.Changes(git.MergeBase(pull.BaseSha, pull.HeadSha) ?? pull.BaseSha, pull.HeadSha);
        return call.Page(files, file => call.GitHub.View.File(call.Repository, file, pull.HeadSha));
    }
}
