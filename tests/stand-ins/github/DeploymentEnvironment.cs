namespace DeliveryAsCode.StandIns.GitHub;

/// <summary>An environment of a repository.</summary>
public sealed class DeploymentEnvironment
{
    internal DeploymentEnvironment(long id, string name, DateTimeOffset at) => (Id, Name, At) = (id, name, at);

    public long Id { get; }

    public string Name { get; }

    internal DateTimeOffset At { get; }

    public bool CanAdminsBypass { get; set; } = true;

    public bool PreventsSelfReview { get; set; }

    /// <summary>Who must say yes before a job gets at it.</summary>
    public IReadOnlyList<string> Reviewers { get; set; } = [];

    public bool OnlyProtectedBranches { get; set; }
}
