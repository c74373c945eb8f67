using DeliveryAsCode.StandIns.GitHub.Git;
using DeliveryAsCode.StandIns.GitHub.Http;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

internal static class MergeOperations
{
    public static IEnumerable<Route> Routes =>
    [
        Route.Get("pulls/check-if-merged", "/repos/{owner}/{repo}/pulls/{pull_number}/merge", "pull_requests", IsMerged),
        Route.Put("pulls/merge", "/repos/{owner}/{repo}/pulls/{pull_number}/merge", "contents", Merge),
        Route.Put("pulls/update-branch", "/repos/{owner}/{repo}/pulls/{pull_number}/update-branch", "pull_requests", UpdateBranch),
    ];

    private static Answer IsMerged(Call call) => call.Pull.Merge is null ? throw Refusal.NotFound : Answer.NoContent;

    private static Answer Merge(Call call)
    {
        var (pull, repository) = (call.Pull, call.Repository);
        var method = call.Body.TextOrNull("merge_method") ?? "merge";
        if (!pull.IsOpen)
            throw new Refusal(405, "Pull Request is not mergeable");
        if (pull.IsDraft)
            throw new Refusal(405, "Pull Request is still a draft");
        if (call.Body.TextOrNull("sha") is { } expected && expected != pull.HeadSha)
            throw new Refusal(409, "Head branch was modified. Review and try the merge again.");
        if (method switch { "merge" => !repository.AllowsMergeCommit, "squash" => !repository.AllowsSquash, "rebase" => !repository.AllowsRebase, _ => false })
            throw new Refusal(405, $"{method switch { "merge" => "Merge commits", "squash" => "Squash merges", _ => "Rebase merges" }} are not allowed on this repository.");
        if (Protections.WhyNotMergeable(repository, pull, call.Actor) is { } why)
            throw new Refusal(405, why);

        var made = Merging.Merge(pull, repository, call.Actor, method, call.Body.TextOrNull("commit_title"), call.Body.TextOrNull("commit_message"));
        return Answer.Ok(new { sha = made, merged = true, message = "Pull Request successfully merged" });
    }

    private static Answer UpdateBranch(Call call)
    {
        var (pull, git, repository) = (call.Pull, call.Repository.Git, call.Repository);
        if (call.Body.TextOrNull("expected_head_sha") is { } expected && expected != pull.HeadSha)
            throw new Refusal(422, "expected head sha didn’t match current head ref.");
        var tip = repository.Tip(pull.BaseRef)!;
        if (git.IsAncestor(tip, pull.HeadSha))
            throw new Refusal(422, "There are no new commits on the base branch.");
        var tree = git.MergedTree(pull.HeadSha, tip) ?? throw new Refusal(422, "merge conflict between base and head");

        var own = new Signature(call.Actor.Login, call.Actor.NoReplyEmail, call.Now);
        var made = git.WriteCommit(tree, [pull.HeadSha, tip], own, new Signature("GitHub", "noreply@github.com", call.Now), $"Merge branch '{pull.BaseRef}' into {pull.HeadRef}");
        repository.Verified.Add(made);
        pull.HeadRepository.Move($"refs/heads/{pull.HeadRef}", pull.HeadSha, made, call.Actor);
        return Answer.Json(202, new { message = "Updating pull request branch.", url = $"https://github.com/repos/{repository.FullName}/pulls/{pull.Number}" });
    }
}
