using DeliveryAsCode.StandIns.GitHub.Http;
using DeliveryAsCode.StandIns.GitHub.State;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

internal static class LabelOperations
{
    public static IEnumerable<Route> Routes =>
    [
        Route.Get("issues/list-labels-for-repo", "/repos/{owner}/{repo}/labels", "issues", List),
        Route.Post("issues/create-label", "/repos/{owner}/{repo}/labels", "issues", Create),
        Route.Get("issues/get-label", "/repos/{owner}/{repo}/labels/{name}", "issues", Get),
        Route.Get("issues/list-labels-on-issue", "/repos/{owner}/{repo}/issues/{issue_number}/labels", "issues", call => Shown(call, call.Issue)),
        Route.Post("issues/add-labels", "/repos/{owner}/{repo}/issues/{issue_number}/labels", "issues", Add, Role.Triage),
        Route.Put("issues/set-labels", "/repos/{owner}/{repo}/issues/{issue_number}/labels", "issues", Set, Role.Triage),
        Route.Delete("issues/remove-label", "/repos/{owner}/{repo}/issues/{issue_number}/labels/{name}", "issues", Remove, Role.Triage),
    ];

    /// <summary>A label that the repository does not know yet is made.</summary>
    public static void Give(StandInRepository repository, Issue issue, IEnumerable<string> labels)
    {
        foreach (var label in labels)
        {
            if (!Knows(repository, label))
                repository.Labels.Add((label, "ededed", null, repository.GitHub.NextId()));
            if (!issue.Labels.Contains(label, StringComparer.OrdinalIgnoreCase))
                issue.Labels.Add(label);
        }
    }

    private static Answer List(Call call) => call.Page(call.Repository.Labels, label => call.GitHub.View.Label(call.Repository, label.Name));

    private static Answer Get(Call call) =>
        Knows(call.Repository, call.Path["name"]) ? Answer.Ok(call.GitHub.View.Label(call.Repository, call.Path["name"])) : throw Refusal.NotFound;

    private static Answer Create(Call call)
    {
        var name = call.Body.Text("name");
        if (Knows(call.Repository, name))
            throw Refusal.Invalid("Label", "name", "already_exists");
        if (call.Body.TextOrNull("description") is { Length: > 100 })
            throw Refusal.Custom("Label", "description is too long (maximum is 100 characters)", "description");
        call.Repository.Labels.Add((name, call.Body.TextOrNull("color") ?? "ededed", call.Body.TextOrNull("description"), call.GitHub.NextId()));
        return Answer.Created(call.GitHub.View.Label(call.Repository, name));
    }

    private static Answer Add(Call call)
    {
        Give(call.Repository, call.Issue, call.Body.TextsOrNull("labels") ?? []);
        return Shown(call, call.Issue);
    }

    private static Answer Set(Call call)
    {
        call.Issue.Labels.Clear();
        return Add(call);
    }

    private static Answer Remove(Call call) => call.Issue.Labels.RemoveAll(l => l.Equals(call.Path["name"], StringComparison.OrdinalIgnoreCase)) > 0
        ? Shown(call, call.Issue)
        : throw new Refusal(404, "Label does not exist");

    private static Answer Shown(Call call, Issue issue) => Answer.Ok(issue.Labels.Select(label => call.GitHub.View.Label(call.Repository, label)));

    private static bool Knows(StandInRepository repository, string name) => repository.Labels.Any(l => l.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
