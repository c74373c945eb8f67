using DeliveryAsCode.StandIns.GitHub.Git;
using DeliveryAsCode.StandIns.GitHub.Http;
using DeliveryAsCode.StandIns.GitHub.State;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

/// <summary>Merges are git's own.</summary>
internal static class Merging
{
    /// <summary>Null while GitHub does not know it yet; it starts to think when it is asked.</summary>
    public static bool? IsMergeable(StandInRepository repository, Pull pull)
    {
        if (!pull.IsOpen)
            return null;
        if (pull.UnknownFor > 0)
        {
            pull.UnknownFor--;
            return null;
        }

        return repository.Git.MergedTree(repository.Tip(pull.BaseRef)!, pull.HeadSha) is not null;
    }

    public static string StateOf(StandInRepository repository, Pull pull, bool? mergeable)
    {
        if (mergeable is null)
            return "unknown";
        if (mergeable is false)
            return "dirty";
        if (pull.IsDraft)
            return "draft";
        if (Protections.WhyNotMergeable(repository, pull, pull.Issue.Author) is { } why)
            return why.StartsWith("This branch", StringComparison.Ordinal) ? "behind" : "blocked";
        return repository.CheckRuns.Any(r => r.HeadSha == pull.HeadSha && r.Conclusion is not ("success" or "neutral" or "skipped")) ? "unstable" : "clean";
    }

    /// <returns>The commit at the base.</returns>
    public static string Merge(Pull pull, StandInRepository repository, Account by, string method, string? title, string? message)
    {
        var git = repository.Git;
        var tip = repository.Tip(pull.BaseRef)!;
        var tree = git.MergedTree(tip, pull.HeadSha) ?? throw new Refusal(405, "Pull Request is not mergeable");
        var now = repository.GitHub.Clock.GetUtcNow();
        var gitHub = new Signature("GitHub", "noreply@github.com", now);
        Signature Own(Account account) => new(account.Login, account.NoReplyEmail, now);

        var made = method switch
        {
            "merge" => git.WriteCommit(tree, [tip, pull.HeadSha], Own(by), gitHub,
                Message(title ?? $"Merge pull request #{pull.Number} from {pull.HeadRepository.Owner}/{pull.HeadRef}", message ?? pull.Issue.Title)),
            "squash" => git.WriteCommit(tree, [tip], Own(pull.Issue.Author), gitHub, Message(title ?? $"{pull.Issue.Title} (#{pull.Number})", message ?? "")),
            "rebase" => Rebased(git, tip, pull.HeadSha, gitHub),
            _ => throw new Refusal(422, $"Invalid request.\n\nFor 'properties/merge_method', \"{method}\" is not a member of [\"merge\", \"squash\", \"rebase\"]."),
        };
        if (method != "rebase")
            repository.Verified.Add(made);

        // The pull request ends before its base moves, or the move would look like a push that contains it.
        repository.Merged(pull, made, by);
        repository.Move($"refs/heads/{pull.BaseRef}", tip, made, by);
        if (repository.DeletesBranchOnMerge && pull.HeadRepository == repository)
            repository.Delete($"refs/heads/{pull.HeadRef}", by);
        return made;
    }

    private static string Message(string title, string body) => body.Length == 0 ? title : $"{title}\n\n{body}";

    /// <summary>Each commit again on top of what came before: a three-way merge whose base is its parent.</summary>
    private static string Rebased(BareRepository git, string onto, string head, Signature committer)
    {
        foreach (var commit in git.Between(onto, head).Where(c => c.Parents.Count == 1))
        {
            string Beside(string of, params string[] parents) => git.WriteCommit(git.Commit(of)!.Tree, parents, committer, committer, "beside");
            var parent = Beside(commit.Parents[0]);
            var tree = git.MergedTree(Beside(onto, parent), Beside(commit.Id, parent)) ?? throw new Refusal(405, "This branch can't be rebased");
            onto = git.WriteCommit(tree, [onto], commit.Author, committer, commit.Message);
        }

        return onto;
    }
}
