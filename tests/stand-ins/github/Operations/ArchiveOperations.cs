using DeliveryAsCode.StandIns.GitHub.Http;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

/// <summary>Archives come from another host, which is given no token.</summary>
internal static class ArchiveOperations
{
    public static IEnumerable<Route> Routes =>
    [
        Route.Get("repos/download-tarball-archive", "/repos/{owner}/{repo}/tarball/{ref}", "contents", Tarball),
    ];

    private static Answer Tarball(Call call)
    {
        var commit = call.Repository.Git.Resolve(call.Path["ref"]);
        if (commit is null || !call.Repository.HasArchives)
            throw Refusal.NotFound;
        return new Answer(302, [], null).With("Location", $"{call.GitHub.Downloads.GetLeftPart(UriPartial.Authority)}/{call.Repository.FullName}/legacy.tar.gz/{commit}");
    }
}
