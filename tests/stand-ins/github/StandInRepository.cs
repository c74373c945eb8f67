using System.Collections.Immutable;
using DeliveryAsCode.StandIns.GitHub.Git;
using DeliveryAsCode.StandIns.GitHub.State;

namespace DeliveryAsCode.StandIns.GitHub;

/// <summary>A repository at the stand-in: real git, and what people and programs did around it.</summary>
public sealed partial class StandInRepository
{
    private readonly Dictionary<Account, Role> _roles = [];
    private readonly List<(string Pattern, BranchProtection Protection)> _protections = [];

    internal StandInRepository(GitHubStandIn gitHub, long id, string owner, string name, bool isPrivate, BareRepository git) =>
        (GitHub, Id, Owner, Name, IsPrivate, Git) = (gitHub, id, owner, name, isPrivate, git);

    public long Id { get; }

    public string Owner { get; }

    public string Name { get; }

    public string FullName => $"{Owner}/{Name}";

    public bool IsPrivate { get; set; }

    public string DefaultBranch { get; set; } = "main";

    public bool AllowsMergeCommit { get; set; } = true;

    public bool AllowsSquash { get; set; } = true;

    public bool AllowsRebase { get; set; } = true;

    public bool AllowsAutoMerge { get; set; }

    public bool DeletesBranchOnMerge { get; set; }

    /// <summary>Whether <c>GITHUB_TOKEN</c> may open and approve pull requests: a setting of the organisation.</summary>
    public bool LetsActionsOpenPulls { get; set; } = true;

    /// <summary>What <c>GITHUB_TOKEN</c> may without a <c>permissions</c> key.</summary>
    public bool GivesWorkflowsWrite { get; set; }

    /// <summary>How many questions for a pull request GitHub answers without knowing yet whether it can be merged, after each change of its head.</summary>
    public int UnknownMergeability { get; set; }

    /// <summary>How many entries a recursive tree has at most; what is more is cut, and said.</summary>
    public int MostTreeEntries { get; set; } = 100_000;

    /// <summary>Whether archives can be had; they are down now and then.</summary>
    public bool HasArchives { get; set; } = true;

    /// <summary>The bare repository, for a real git to clone from. After a push by git itself call <see cref="Refresh"/>.</summary>
    public string GitFolder => Git.Folder;

    public ImmutableArray<Dispatch> Dispatches => Locked(() => DispatchList.ToImmutableArray());

    internal GitHubStandIn GitHub { get; }

    internal BareRepository Git { get; }

    internal StandInRepository? Parent { get; init; }

    internal DateTimeOffset CreatedAt { get; init; }

    internal List<Issue> Issues { get; } = [];

    internal IEnumerable<Pull> Pulls => Issues.Select(i => i.Pull).OfType<Pull>();

    internal List<CheckRun> CheckRuns { get; } = [];

    internal List<CommitStatus> Statuses { get; } = [];

    internal List<Deployment> Deployments { get; } = [];

    internal Dictionary<string, DeploymentEnvironment> Environments { get; } = [];

    internal List<(string Name, string Color, string? Description, long Id)> Labels { get; } = [];

    internal List<WorkflowRun> Runs { get; } = [];

    internal List<Dispatch> DispatchList { get; } = [];

    /// <summary>Every move of a ref.</summary>
    internal List<RefMove> Activity { get; } = [];

    /// <summary>Commits that GitHub itself signed.</summary>
    internal HashSet<string> Verified { get; } = [];

    public void SetRole(string login, Role role) => Locked(() => _roles[GitHub.Require(login)] = role);

    /// <summary>For every branch that the pattern covers; <c>*</c> is within a segment, <c>**</c> over any number. The newest of a pattern holds.</summary>
    public void Protect(string pattern, BranchProtection protection) => Locked(() =>
    {
        Unprotect(pattern);
        _protections.Add((pattern, protection));
    });

    public void Unprotect(string pattern) => Locked(() => _protections.RemoveAll(p => p.Pattern == pattern));

    internal Role RoleOf(Account? account)
    {
        var given = account is null ? Role.None : _roles.GetValueOrDefault(account);
        if (account is not null && account.Login == Owner)
            return Role.Admin;
        return given == Role.None && !IsPrivate ? Role.Read : given;
    }

    /// <summary>Somebody whom the repository was opened to, be it only for reading.</summary>
    internal bool IsCollaborator(Account account) => _roles.GetValueOrDefault(account) >= Role.Read;

    internal IEnumerable<(int Id, BranchProtection Protection)> RulesetsOf(string branch) =>
        _protections.Index().Where(p => p.Item.Protection.IsRuleset && GlobPattern.Matches(p.Item.Pattern, branch)).Select(p => (p.Index + 1, p.Item.Protection));

    internal BranchProtection? FindRuleset(int id) => id >= 1 && id <= _protections.Count && _protections[id - 1].Protection is { IsRuleset: true } found ? found : null;

    internal IEnumerable<BranchProtection> ProtectionsOf(string branch) => _protections.Where(p => GlobPattern.Matches(p.Pattern, branch)).Select(p => p.Protection);

    internal T Locked<T>(Func<T> work)
    {
        lock (GitHub.World)
            return work();
    }

    private void Locked(Action work)
    {
        lock (GitHub.World)
            work();
    }
}
