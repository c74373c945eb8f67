using DeliveryAsCode.StandIns.GitHub.Http;
using DeliveryAsCode.StandIns.GitHub.State;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

internal static class IssueOperations
{
    private const string All = "/repos/{owner}/{repo}/issues";

    public static IEnumerable<Route> Routes =>
    [
        Route.Get("issues/list-for-repo", All, "issues", List),
        Route.Post("issues/create", All, "issues", Create, Role.Read),
        Route.Get("issues/get", $"{All}/{{issue_number}}", "issues", Get),
        Route.Patch("issues/update", $"{All}/{{issue_number}}", "issues", Update, Role.Read),
        Route.Get("issues/list-comments", $"{All}/{{issue_number}}/comments", "issues", ListComments),
        Route.Post("issues/create-comment", $"{All}/{{issue_number}}/comments", "issues", CreateComment, Role.Read),
        Route.Get("issues/get-comment", $"{All}/comments/{{comment_id}}", "issues", GetComment),
        Route.Patch("issues/update-comment", $"{All}/comments/{{comment_id}}", "issues", UpdateComment, Role.Read),
        Route.Delete("issues/delete-comment", $"{All}/comments/{{comment_id}}", "issues", DeleteComment, Role.Read),
    ];

    /// <summary>Newest first; pull requests are issues too.</summary>
    private static Answer List(Call call)
    {
        var query = call.Query;
        var state = query.GetValueOrDefault("state", "open");
        var issues = call.Repository.Issues.Where(i => state == "all" || i.IsOpen == (state == "open"));
        if (query.GetValueOrDefault("labels") is { Length: > 0 } labels)
            issues = issues.Where(i => labels.Split(',').All(l => i.Labels.Contains(l, StringComparer.OrdinalIgnoreCase)));
        if (query.GetValueOrDefault("creator") is { } creator)
            issues = issues.Where(i => i.Author.Login == creator);
        if (query.GetValueOrDefault("since") is { } since && DateTimeOffset.TryParse(since, out var time))
            issues = issues.Where(i => i.UpdatedAt >= time);
        var ordered = query.GetValueOrDefault("sort") == "updated" ? issues.OrderBy(i => i.UpdatedAt).ThenBy(i => i.Number) : issues.OrderBy(i => i.Number);
        return call.Page([.. query.GetValueOrDefault("direction", "desc") == "asc" ? ordered : ordered.Reverse()], issue => call.GitHub.View.Issue(call.Repository, issue));
    }

    private static Answer Get(Call call) => Shown(call, call.Issue);

    private static Answer Create(Call call)
    {
        var issue = call.Repository.NewIssue(Texts.Title("Issue", call.Body.TextOrNull("title")), Texts.Body("Issue", call.Body.TextOrNull("body") ?? ""), call.Actor);
        // GitHub drops them without a word for those who may not.
        if (call.Role >= Role.Triage)
            LabelOperations.Give(call.Repository, issue, call.Body.TextsOrNull("labels") ?? []);
        return Answer.Created(call.GitHub.View.Issue(call.Repository, issue));
    }

    private static Answer Update(Call call)
    {
        var issue = call.Issue;
        if (call.Role < Role.Triage && call.Actor != issue.Author)
            throw new Refusal(403, "Must have admin rights to Repository.");
        var state = call.Body.TextOrNull("state");
        if (state is not (null or "open" or "closed"))
            throw Refusal.Invalid("Issue", "state");
        issue.Title = call.Body.TextOrNull("title") is { } title ? Texts.Title("Issue", title) : issue.Title;
        issue.Body = call.Body.TextOrNull("body") is { } body ? Texts.Body("Issue", body) : issue.Body;
        if (call.Body.TextsOrNull("labels") is { } labels)
        {
            issue.Labels.Clear();
            LabelOperations.Give(call.Repository, issue, labels);
        }

        if (state == "closed" && issue.IsOpen)
            (issue.ClosedAt, issue.StateReason) = (call.Now, call.Body.TextOrNull("state_reason") ?? "completed");
        if (state == "open" && !issue.IsOpen)
            (issue.ClosedAt, issue.StateReason) = (null, "reopened");
        issue.UpdatedAt = call.Now;
        return Shown(call, issue);
    }

    private static Answer ListComments(Call call)
    {
        var comments = call.Issue.Comments.AsEnumerable();
        if (call.Query.GetValueOrDefault("since") is { } since && DateTimeOffset.TryParse(since, out var time))
            comments = comments.Where(c => c.UpdatedAt >= time);
        return call.Page([.. comments], comment => call.GitHub.View.Comment(call.Repository, comment));
    }

    private static Answer CreateComment(Call call)
    {
        var comment = call.Repository.NewComment(call.Issue, call.Actor, call.Token?.App, CommentBody(call));
        return Answer.Created(call.GitHub.View.Comment(call.Repository, comment));
    }

    private static Answer GetComment(Call call) => Answer.Ok(call.GitHub.View.Comment(call.Repository, Comment(call)));

    private static Answer UpdateComment(Call call)
    {
        var comment = Editable(call);
        (comment.Body, comment.UpdatedAt) = (CommentBody(call), call.Now);
        return Answer.Ok(call.GitHub.View.Comment(call.Repository, comment));
    }

    private static Answer DeleteComment(Call call)
    {
        var comment = Editable(call);
        comment.Issue.Comments.Remove(comment);
        return Answer.NoContent;
    }

    /// <summary>One's own, or anybody's for those who may write.</summary>
    private static Comment Editable(Call call)
    {
        var comment = Comment(call);
        return comment.Author == call.Actor || call.Role >= Role.Write ? comment : throw new Refusal(403, "Must have admin rights to Repository.");
    }

    private static Comment Comment(Call call) =>
        call.Repository.Issues.SelectMany(i => i.Comments).FirstOrDefault(c => c.Id == call.Number("comment_id")) ?? throw Refusal.NotFound;

    private static string CommentBody(Call call) => call.Body.Text("body") switch
    {
        "" => throw new Refusal(422, "Validation Failed") { Errors = [new { resource = "IssueComment", code = "missing_field", field = "body" }] },
        { Length: > 65_536 } => throw new Refusal(422, "Validation Failed") { Errors = [new { resource = "IssueComment", code = "unprocessable", field = "data", message = "Body is too long (maximum is 65536 characters)" }] },
        var body => body,
    };

    private static Answer Shown(Call call, Issue issue) => Answer.Ok(call.GitHub.View.Issue(call.Repository, issue));
}
