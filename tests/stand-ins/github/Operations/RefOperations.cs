using DeliveryAsCode.StandIns.GitHub.Http;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

/// <summary>Refs: made once, moved forward, and each move compared and swapped by git.</summary>
internal static class RefOperations
{
    public static IEnumerable<Route> Routes =>
    [
        Route.Get("git/get-ref", "/repos/{owner}/{repo}/git/ref/{ref}", "contents", Get),
        Route.Get("git/list-matching-refs", "/repos/{owner}/{repo}/git/matching-refs/{ref}", "contents", ListMatching),
        Route.Post("git/create-ref", "/repos/{owner}/{repo}/git/refs", "contents", Create),
        Route.Patch("git/update-ref", "/repos/{owner}/{repo}/git/refs/{ref}", "contents", Update),
        Route.Delete("git/delete-ref", "/repos/{owner}/{repo}/git/refs/{ref}", "contents", Delete),
    ];

    private static Answer Get(Call call)
    {
        var name = $"refs/{call.Path["ref"]}";
        return Answer.Ok(call.GitHub.View.Ref(call.Repository, name, call.Repository.Git.Ref(name) ?? throw Refusal.NotFound));
    }

    private static Answer ListMatching(Call call)
    {
        var refs = call.Repository.Git.Refs($"refs/{call.Path["ref"]}");
        return call.Page(refs, r => call.GitHub.View.Ref(call.Repository, r.Name, r.Id));
    }

    private static Answer Create(Call call)
    {
        var (git, name, id) = (call.Repository.Git, call.Body.Text("ref"), call.Body.Text("sha"));
        if (!name.StartsWith("refs/", StringComparison.Ordinal) || name.Split('/').Length < 3)
            throw new Refusal(422, "Reference name must start with 'refs/' and have at least two slashes.");
        if (name.StartsWith("refs/pull/", StringComparison.Ordinal))
            throw new Refusal(422, "Reference update failed");
        if (git.KindOf(id) is not { } kind)
            throw new Refusal(422, "Object does not exist");
        if (kind != "commit" && name.StartsWith("refs/heads/", StringComparison.Ordinal))
            throw new Refusal(422, "Object does not exist");
        if (git.Ref(name) is not null)
            throw new Refusal(422, "Reference already exists");
        Protections.PermitCreation(call, name);
        call.Repository.Move(name, null, id, call.Actor);
        return Answer.Created(call.GitHub.View.Ref(call.Repository, name, id));
    }

    private static Answer Update(Call call)
    {
        var (git, name, id) = (call.Repository.Git, $"refs/{call.Path["ref"]}", call.Body.Text("sha"));
        if (git.Ref(name) is not { } before)
            throw new Refusal(422, "Reference does not exist");
        if (git.KindOf(id) is null)
            throw new Refusal(422, "Object does not exist");
        var isForward = git.IsAncestor(before, id);
        if (call.Body.FlagOrNull("force") != true && !isForward)
            throw new Refusal(422, "Update is not a fast forward");
        Protections.PermitUpdate(call, name, id, isForward);
        call.Repository.Move(name, before, id, call.Actor);
        return Answer.Ok(call.GitHub.View.Ref(call.Repository, name, id));
    }

    private static Answer Delete(Call call)
    {
        var name = $"refs/{call.Path["ref"]}";
        if (call.Repository.Git.Ref(name) is null)
            throw new Refusal(422, "Reference does not exist");
        Protections.PermitDeletion(call, name);
        call.Repository.Delete(name, call.Actor);
        return Answer.NoContent;
    }
}
