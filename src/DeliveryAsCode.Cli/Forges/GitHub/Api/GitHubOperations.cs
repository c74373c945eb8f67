namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>Everything that is ever asked of GitHub, and what a token needs for it.</summary>
internal static class GitHubOperations
{
    public static readonly GitHubOperation ReadRepository = GitHubOperation.Read("read repository", "metadata: read");
    public static readonly GitHubOperation ReadUser = GitHubOperation.Read("read user", null);
    public static readonly GitHubOperation ReadViewer = GitHubOperation.Read("read own account", null);
    public static readonly GitHubOperation QueryViewer = new("query own account", HttpMethod.Post, null, Repetition.Freely);
    public static readonly GitHubOperation ReadTeam = GitHubOperation.Read("read team", "members: read");
    public static readonly GitHubOperation ReadProtection = GitHubOperation.Read("read branch protection", "administration: read");
    public static readonly GitHubOperation ReadRules = GitHubOperation.Read("read rules of a branch", "metadata: read");
    public static readonly GitHubOperation ReadRuleset = GitHubOperation.Read("read ruleset", "metadata: read");
    public static readonly GitHubOperation ReadEnvironment = GitHubOperation.Read("read environment", "actions: read");
    public static readonly GitHubOperation ReadWorkflowPermissions = GitHubOperation.Read("read workflow permissions", "administration: read");
    public static readonly GitHubOperation ReadPushes = GitHubOperation.Read("read pushes", "contents: read");

    public static readonly GitHubOperation ReadRef = GitHubOperation.Read("read ref", "contents: read");
    public static readonly GitHubOperation ReadBranches = GitHubOperation.Read("list branches", "contents: read");
    public static readonly GitHubOperation ReadTip = GitHubOperation.Read("read tip", "contents: read");
    public static readonly GitHubOperation ReadTree = GitHubOperation.Read("read tree", "contents: read");
    public static readonly GitHubOperation ReadBlob = GitHubOperation.Read("read blob", "contents: read");
    public static readonly GitHubOperation ReadArchive = GitHubOperation.Read("read archive", "contents: read");
    public static readonly GitHubOperation ReadCommit = GitHubOperation.Read("read commit", "contents: read");
    public static readonly GitHubOperation ReadCommits = GitHubOperation.Read("list commits", "contents: read");
    public static readonly GitHubOperation Compare = GitHubOperation.Read("compare", "contents: read");
    public static readonly GitHubOperation CreateBlob = GitHubOperation.Set("create blob", HttpMethod.Post, "contents: write");
    public static readonly GitHubOperation CreateTree = GitHubOperation.Set("create tree", HttpMethod.Post, "contents: write");
    public static readonly GitHubOperation CreateCommit = GitHubOperation.Set("create commit", HttpMethod.Post, "contents: write");
    public static readonly GitHubOperation CreateRef = GitHubOperation.Create("create ref", HttpMethod.Post, "contents: write");
    public static readonly GitHubOperation UpdateRef = GitHubOperation.Create("update ref", HttpMethod.Patch, "contents: write");

    public static readonly GitHubOperation ReadPull = GitHubOperation.Read("read pull request", "pull-requests: read");
    public static readonly GitHubOperation ReadPulls = GitHubOperation.Read("list pull requests", "pull-requests: read");
    public static readonly GitHubOperation ReadReviews = GitHubOperation.Read("list reviews", "pull-requests: read");
    public static readonly GitHubOperation CreatePull = GitHubOperation.Create("create pull request", HttpMethod.Post, "pull-requests: write");
    public static readonly GitHubOperation UpdatePull = GitHubOperation.Set("update pull request", HttpMethod.Patch, "pull-requests: write");
    public static readonly GitHubOperation RequestReviewers = GitHubOperation.Set("request reviewers", HttpMethod.Post, "pull-requests: write");
    public static readonly GitHubOperation Merge = GitHubOperation.Create("merge", HttpMethod.Put, "contents: write");

    public static readonly GitHubOperation ReadIssue = GitHubOperation.Read("read issue", "issues: read");
    public static readonly GitHubOperation ReadIssues = GitHubOperation.Read("list issues", "issues: read");
    public static readonly GitHubOperation CreateIssue = GitHubOperation.Create("create issue", HttpMethod.Post, "issues: write");
    public static readonly GitHubOperation UpdateIssue = GitHubOperation.Set("update issue", HttpMethod.Patch, "issues: write");
    public static readonly GitHubOperation ReadComment = GitHubOperation.Read("read comment", "issues: read");
    public static readonly GitHubOperation ReadComments = GitHubOperation.Read("list comments", "issues: read");
    public static readonly GitHubOperation CreateComment = GitHubOperation.Create("create comment", HttpMethod.Post, "issues: write");
    public static readonly GitHubOperation UpdateComment = GitHubOperation.Set("update comment", HttpMethod.Patch, "issues: write");
    public static readonly GitHubOperation AddLabels = GitHubOperation.Set("add labels", HttpMethod.Post, "issues: write");
    public static readonly GitHubOperation ReadLabel = GitHubOperation.Read("read label", "issues: read");
    public static readonly GitHubOperation CreateLabel = GitHubOperation.Set("create label", HttpMethod.Post, "issues: write");

    public static readonly GitHubOperation ReadCheckRuns = GitHubOperation.Read("list check runs", "checks: read");
    public static readonly GitHubOperation ReadCheckRun = GitHubOperation.Read("read check run", "checks: read");
    public static readonly GitHubOperation CreateCheckRun = GitHubOperation.Create("create check run", HttpMethod.Post, "checks: write");
    public static readonly GitHubOperation AddAnnotations = GitHubOperation.Create("add annotations", HttpMethod.Patch, "checks: write");

    public static readonly GitHubOperation ReadDeployments = GitHubOperation.Read("list deployments", "deployments: read");
    public static readonly GitHubOperation ReadDeploymentStatuses = GitHubOperation.Read("list deployment statuses", "deployments: read");
    public static readonly GitHubOperation CreateDeployment = GitHubOperation.Create("create deployment", HttpMethod.Post, "deployments: write");
    public static readonly GitHubOperation CreateDeploymentStatus = GitHubOperation.Create("create deployment status", HttpMethod.Post, "deployments: write");

    public static readonly GitHubOperation ReadWorkflowRun = GitHubOperation.Read("read workflow run", "actions: read");
    public static readonly GitHubOperation ReadWorkflowRuns = GitHubOperation.Read("list workflow runs", "actions: read");
    public static readonly GitHubOperation Dispatch = GitHubOperation.Create("dispatch workflow", HttpMethod.Post, "actions: write");

    public static readonly GitHubOperation ReadApp = GitHubOperation.Read("read app", null);
    public static readonly GitHubOperation ReadInstallation = GitHubOperation.Read("read installation", null);

    /// <summary>A second token hurts nobody; the first one, which nobody has, dies within the hour.</summary>
    public static readonly GitHubOperation CreateToken = new("create installation token", HttpMethod.Post, null, Repetition.Freely);
}
