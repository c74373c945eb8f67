using DeliveryAsCode.StandIns.GitHub.Http;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

internal static class RepositoryOperations
{
    public static IEnumerable<Route> Routes =>
    [
        Route.Get("repos/get", "/repos/{owner}/{repo}", "metadata", call => Answer.Ok(call.GitHub.View.FullRepository(call.Repository, call.Role))),
        Route.Get("repos/get-collaborator-permission-level", "/repos/{owner}/{repo}/collaborators/{username}/permission", "metadata", Permission),
    ];

    private static Answer Permission(Call call)
    {
        var account = call.GitHub.Accounts.Find(call.Path["username"]) ?? throw new Refusal(404, $"{call.Path["username"]} is not a user");
        return Answer.Ok(call.GitHub.View.Collaborator(call.Repository, account));
    }
}
