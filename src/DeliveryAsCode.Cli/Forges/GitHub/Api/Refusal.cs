namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>GitHub's no, and what to do about it.</summary>
internal static class Refusal
{
    /// <param name="said">By GitHub, without secrets.</param>
    public static GitHubException Of(GitHubRequest request, GitHubAnswer answer, string said, GitHubConnection connection) => answer.Status switch
    {
        401 => new GitHubException(GitHubFailure.Refused, request.Asked, said, 401, help: WhoHelp(connection)),
        403 => Forbidden(request, answer, said),
        404 or 410 or 451 => Missing(request, answer, said, connection),
        409 or 422 or 400 or 405 or 413 or 415 => new GitHubException(GitHubFailure.Invalid, request.Asked, said, answer.Status, help: "put right what GitHub names, then run the command again"),
        _ => new GitHubException(GitHubFailure.Broken, request.Asked, said, answer.Status),
    };

    private static GitHubException Forbidden(GitHubRequest request, GitHubAnswer answer, string said)
    {
        var permission = PermissionOf(request, answer);
        return new GitHubException(GitHubFailure.Refused, request.Asked, said, 403, permission, permission is null ? "ask an administrator of the repository" : GiveHelp(permission));
    }

    private static GitHubException Missing(GitHubRequest request, GitHubAnswer answer, string said, GitHubConnection connection)
    {
        var permission = PermissionOf(request, answer);
        return new GitHubException(
            GitHubFailure.NotFound, request.Asked, said, answer.Status, permission,
            $"GitHub says the same where the token may not see it: see that {connection.Repository} is right{(permission is null ? "" : $" and that the token has \"{permission}\"")}");
    }

    /// <summary>GitHub's own word if it gives it: "contents=write,issues=read; pull_requests=write" is this and that, or the other.</summary>
    private static string? PermissionOf(GitHubRequest request, GitHubAnswer answer)
    {
        if (answer.AcceptedPermissions is not { } accepted || !accepted.Contains('='))
            return request.Operation.Permission;

        var ways = accepted.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(way => string.Join(", ", way.Split(',', StringSplitOptions.TrimEntries).Select(p => p.Replace("=", ": ", StringComparison.Ordinal).Replace('_', '-'))));
        return string.Join(" or ", ways);
    }

    private static string GiveHelp(string permission) => permission.StartsWith("administration", StringComparison.Ordinal) || permission.StartsWith("members", StringComparison.Ordinal)
        ? $"the token needs \"{permission}\", which a workflow cannot give: use the token of a GitHub App that has it"
        : $"give the token \"{permission}\", in a workflow under \"permissions:\" of the job";

    private static string WhoHelp(GitHubConnection connection) => connection.Credentials is GitHubCredentials.App
        ? "see that the number and the key are of the same GitHub App, and that the clock of this machine is right"
        : "the token is wrong or has ended: give another one";
}
