using System.Text.Json;
using DeliveryAsCode.StandIns.GitHub.Http;
using DeliveryAsCode.StandIns.GitHub.State;

namespace DeliveryAsCode.StandIns.GitHub;

/// <summary>What people and programs do at GitHub, done by a test without a request.</summary>
public sealed partial class StandInRepository
{
    /// <returns>Its number.</returns>
    public int OpenIssue(string title, string body, string author, params string[] labels) => Locked(() =>
    {
        var issue = NewIssue(title, body, GitHub.Require(author));
        issue.Labels.AddRange(labels);
        return issue.Number;
    });

    /// <param name="head">A branch of this repository, or <c>owner:branch</c> of a fork.</param>
    /// <returns>Its number.</returns>
    public int OpenPull(string head, string title, string author, string body = "", string @base = "main") =>
        Locked(() => NewPull(title, body, head, @base, GitHub.Require(author), isDraft: false).Number);

    /// <returns>The comment's id.</returns>
    public long Comment(int issue, string login, string body) => Locked(() => NewComment(IssueOf(issue), GitHub.Require(login), null, body).Id);

    /// <summary>Of all comments of an issue or a pull request, oldest first.</summary>
    public IReadOnlyList<long> CommentIds(int issue) => Locked(() => IssueOf(issue).Comments.Select(c => c.Id).ToList());

    /// <summary>Texts of all comments of an issue or a pull request, oldest first.</summary>
    public IReadOnlyList<string> Comments(int issue) => Locked(() => IssueOf(issue).Comments.Select(c => c.Body).ToList());

    /// <summary>At another time than it was written at, as GitHub counts time.</summary>
    public void EditComment(long comment, string body) => Locked(() =>
    {
        var edited = Issues.SelectMany(i => i.Comments).Single(c => c.Id == comment);
        (edited.Body, edited.UpdatedAt) = (body, edited.CreatedAt.AddSeconds(1));
        return 0;
    });

    public void DeleteComment(long comment) => Locked(() => Issues.Sum(i => i.Comments.RemoveAll(c => c.Id == comment)));

    /// <summary>A submitted review, also such a one as GitHub would have refused.</summary>
    /// <param name="state">APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED or PENDING.</param>
    /// <param name="commit">Null: the head.</param>
    /// <returns>The review's id.</returns>
    public long Review(int pull, string login, string state, string body = "", string? commit = null) => Locked(() =>
    {
        var found = PullOf(pull);
        var review = new Review(GitHub.NextId(), GitHub.Require(login), state, body, commit ?? found.HeadSha, GitHub.Clock.GetUtcNow());
        found.Reviews.Add(review);
        found.RequestedPeople.Remove(review.Author!);
        return review.Id;
    });

    public void Dismiss(int pull, long review) => Locked(() => PullOf(pull).Reviews.Single(r => r.Id == review).State = State.Review.Dismissed);

    /// <summary>Merges it as a person would with the button, whatever the rules say.</summary>
    /// <returns>The merge commit.</returns>
    public string Merge(int pull, string by, string method = "merge") => Locked(() => Operations.Merging.Merge(PullOf(pull), this, GitHub.Require(by), method, null, null));

    public void ClosePull(int pull) => Locked(() =>
    {
        Close(PullOf(pull).Issue);
    });

    /// <summary>A concluded check run of an App, such as one that CI made.</summary>
    public long Check(string sha, string name, string conclusion, GitHubApp? app = null) => Locked(() =>
    {
        var now = GitHub.Clock.GetUtcNow();
        var run = new CheckRun(GitHub.NextId(), name, sha, app ?? GitHub.Actions) { Status = "completed", Conclusion = conclusion, StartedAt = now, CompletedAt = now };
        CheckRuns.Add(run);
        return run.Id;
    });

    /// <summary>A status as CI servers set it.</summary>
    public void Status(string sha, string context, string state, string by = "dana") => Locked(() =>
    {
        Statuses.Add(new CommitStatus(GitHub.NextId(), sha, context, state, null, null, GitHub.Require(by), GitHub.Clock.GetUtcNow()));
    });

    /// <param name="workflow">The file's path.</param>
    public WorkflowRun AddRun(string workflow, string actor) => Locked(() =>
    {
        var run = new WorkflowRun(GitHub.NextId(), workflow, GitHub.Require(actor)) { HeadSha = Tip(DefaultBranch)!, CreatedAt = GitHub.Clock.GetUtcNow() };
        Runs.Add(run);
        return run;
    });

    public DeploymentEnvironment Environment(string name) => Locked(() => EnvironmentOf(name));

    internal DeploymentEnvironment EnvironmentOf(string name) =>
        Environments.TryGetValue(name, out var known) ? known : Environments[name] = new DeploymentEnvironment(GitHub.NextId(), name, GitHub.Clock.GetUtcNow());

    internal Issue IssueOf(int number) => Issues.FirstOrDefault(i => i.Number == number) ?? throw new InvalidOperationException($"{FullName} has no issue {number}");

    internal Pull PullOf(int number) => IssueOf(number).Pull ?? throw new InvalidOperationException($"{FullName}#{number} is no pull request");

    internal Issue NewIssue(string title, string body, Account author)
    {
        var issue = new Issue(GitHub.NextId(), Issues.Count + 1, title, body, author, GitHub.Clock.GetUtcNow());
        Issues.Add(issue);
        return issue;
    }

    internal Pull NewPull(string title, string body, string head, string @base, Account author, bool isDraft)
    {
        var (repository, branch) = HeadOf(head);
        var baseTip = Tip(@base) ?? throw Refusal.Invalid("PullRequest", "base");
        var headTip = repository?.Tip(branch) ?? throw Refusal.Invalid("PullRequest", "head");
        if (Pulls.Any(p => p.IsOpen && p.HeadRepository == repository && p.HeadRef == branch && p.BaseRef == @base))
            throw Refusal.Custom("PullRequest", $"A pull request already exists for {repository.Owner}:{branch}.");
        if (Git.IsAncestor(headTip, baseTip))
            throw Refusal.Custom("PullRequest", $"No commits between {(head.Contains(':', StringComparison.Ordinal) ? $"{Owner}:{@base}" : @base)} and {head}");

        var issue = NewIssue(title, body, author);
        Git.Git.Require("update-ref", $"refs/pull/{issue.Number}/head", headTip);
        return issue.Pull = new Pull(issue, repository, branch, headTip, @base, baseTip) { IsDraft = isDraft, UnknownFor = UnknownMergeability };
    }

    internal Comment NewComment(Issue issue, Account author, GitHubApp? app, string body)
    {
        var comment = new Comment(GitHub.NextId(), issue, author, app, body, GitHub.Clock.GetUtcNow());
        issue.Comments.Add(comment);
        issue.UpdatedAt = comment.CreatedAt;
        return comment;
    }

    internal (StandInRepository? Repository, string Branch) HeadOf(string head)
    {
        if (head.Split(':', 2) is not [var owner, var branch])
            return (this, head);
        return (owner == Owner ? this : GitHub.Repositories.FirstOrDefault(r => r.Owner == owner && r.Parent == this), branch);
    }

    /// <summary>The inputs that nobody sent.</summary>
    internal static JsonElement Nothing { get; } = JsonDocument.Parse("{}").RootElement;
}
