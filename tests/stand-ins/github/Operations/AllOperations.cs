using DeliveryAsCode.StandIns.GitHub.Http;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

internal static class AllOperations
{
    /// <summary>The more of a path is fixed, the earlier it is tried: a ref may be called anything.</summary>
    public static IReadOnlyList<Route> Routes { get; } =
    [
        .. new[]
        {
            GitOperations.Routes, RefOperations.Routes, HistoryOperations.Routes, ArchiveOperations.Routes, PullOperations.Routes, ReviewOperations.Routes,
            MergeOperations.Routes, IssueOperations.Routes, LabelOperations.Routes, CheckOperations.Routes, StatusOperations.Routes, DeploymentOperations.Routes,
            ActionsOperations.Routes, RepositoryOperations.Routes, RuleOperations.Routes, AccountOperations.Routes, AppOperations.Routes,
        }.SelectMany(routes => routes).OrderByDescending(route => route.Template.Split('/').Count(segment => !segment.StartsWith('{'))),
    ];
}
