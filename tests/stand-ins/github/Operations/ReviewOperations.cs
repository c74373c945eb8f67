using DeliveryAsCode.StandIns.GitHub.Http;
using DeliveryAsCode.StandIns.GitHub.State;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

internal static class ReviewOperations
{
    private const string One = "/repos/{owner}/{repo}/pulls/{pull_number}";

    public static IEnumerable<Route> Routes =>
    [
        Route.Get("pulls/list-reviews", $"{One}/reviews", "pull_requests", List),
        Route.Post("pulls/create-review", $"{One}/reviews", "pull_requests", Create, Role.Read),
        Route.Get("pulls/get-review", $"{One}/reviews/{{review_id}}", "pull_requests", Get),
        Route.Post("pulls/submit-review", $"{One}/reviews/{{review_id}}/events", "pull_requests", Submit, Role.Read),
        Route.Put("pulls/dismiss-review", $"{One}/reviews/{{review_id}}/dismissals", "pull_requests", Dismiss),
        Route.Get("pulls/list-requested-reviewers", $"{One}/requested_reviewers", "pull_requests", ListRequested),
        Route.Post("pulls/request-reviewers", $"{One}/requested_reviewers", "pull_requests", Request),
        Route.Delete("pulls/remove-requested-reviewers", $"{One}/requested_reviewers", "pull_requests", RemoveRequested),
    ];

    /// <summary>Oldest first; of the pending ones everybody sees only their own.</summary>
    private static Answer List(Call call) =>
        call.Page([.. call.Pull.Reviews.Where(r => r.State != Review.Pending || r.Author == call.Token?.Account)], review => Shown(call, review));

    private static Answer Get(Call call) => Answer.Ok(Shown(call, Found(call)));

    private static Answer Create(Call call)
    {
        var (pull, body) = (call.Pull, call.Body.TextOrNull("body") ?? "");
        var state = StateOf(call, call.Body.TextOrNull("event"), body);
        var commit = call.Body.TextOrNull("commit_id") ?? pull.HeadSha;
        if (!call.Repository.Git.IsAncestor(commit, pull.HeadSha))
            throw Refusal.Unprocessable("Commit is not part of the pull request");
        if (state == Review.Pending && pull.Reviews.Any(r => r.State == Review.Pending && r.Author == call.Actor))
            throw Refusal.Unprocessable("User can only have one pending review per pull request");

        var review = new Review(call.GitHub.NextId(), call.Actor, state, body, commit, call.Now);
        pull.Reviews.Add(review);
        if (state != Review.Pending)
            pull.RequestedPeople.Remove(call.Actor);
        return Answer.Ok(Shown(call, review));
    }

    private static Answer Submit(Call call)
    {
        var review = Found(call);
        if (review.State != Review.Pending || review.Author != call.Actor)
            throw Refusal.NotFound;
        review.Body = call.Body.TextOrNull("body") ?? review.Body;
        review.State = StateOf(call, call.Body.Text("event"), review.Body);
        review.At = call.Now;
        call.Pull.RequestedPeople.Remove(call.Actor);
        return Answer.Ok(Shown(call, review));
    }

    private static Answer Dismiss(Call call)
    {
        var review = Found(call);
        call.Body.Text("message");
        if (!review.IsDecisive)
            throw Refusal.Unprocessable($"Can not dismiss a {review.State.ToLowerInvariant()} pull request review");
        review.State = Review.Dismissed;
        return Answer.Ok(Shown(call, review));
    }

    private static Answer ListRequested(Call call) => Answer.Ok(new
    {
        users = call.Pull.RequestedPeople.Select(call.GitHub.View.Account),
        teams = call.Pull.RequestedTeams.Select(call.GitHub.View.Team),
    });

    private static Answer Request(Call call)
    {
        var pull = call.Pull;
        var people = (call.Body.TextsOrNull("reviewers") ?? []).Select(login => call.GitHub.Accounts.Find(login)).ToList();
        var teams = (call.Body.TextsOrNull("team_reviewers") ?? []).Select(slug => call.GitHub.Teams.GetValueOrDefault(slug)).ToList();
        if (people.Contains(pull.Issue.Author))
            throw new Refusal(422, "Review cannot be requested from pull request author.");
        if (people.Any(person => person is null || !call.Repository.IsCollaborator(person)) || teams.Contains(null))
            throw new Refusal(422, $"Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the {call.Repository.FullName} repository.");
        pull.RequestedPeople.AddRange(people.OfType<Account>().Except(pull.RequestedPeople).ToList());
        pull.RequestedTeams.AddRange(teams.OfType<Team>().Except(pull.RequestedTeams).ToList());
        return Answer.Created(call.GitHub.View.Pull(call.Repository, pull));
    }

    private static Answer RemoveRequested(Call call)
    {
        var gone = call.Body.TextsOrNull("reviewers") ?? [];
        call.Pull.RequestedPeople.RemoveAll(person => gone.Contains(person.Login));
        return Answer.Ok(call.GitHub.View.Pull(call.Repository, call.Pull));
    }

    private static string StateOf(Call call, string? what, string body)
    {
        var isOwn = call.Pull.Issue.Author == call.Actor;
        switch (what)
        {
            case null:
                return Review.Pending;
            case "APPROVE" when isOwn:
                throw Refusal.Unprocessable("Can not approve your own pull request");
            case "APPROVE" when call.Token?.App == call.GitHub.Actions && !call.Repository.LetsActionsOpenPulls:
                throw Refusal.Unprocessable("GitHub Actions is not permitted to approve pull requests.");
            case "APPROVE":
                return Review.Approved;
            case "REQUEST_CHANGES" when isOwn:
                throw Refusal.Unprocessable("Can not request changes on your own pull request");
            case "REQUEST_CHANGES" or "COMMENT" when body.Length == 0:
                throw Refusal.Unprocessable("Body can't be blank");
            case "REQUEST_CHANGES":
                return Review.ChangesRequested;
            case "COMMENT":
                return Review.Commented;
            default:
                throw new Refusal(422, $"Invalid request.\n\nFor 'properties/event', \"{what}\" is not a member of [\"APPROVE\", \"REQUEST_CHANGES\", \"COMMENT\"].");
        }
    }

    private static Review Found(Call call) => call.Pull.Reviews.FirstOrDefault(r => r.Id == call.Number("review_id")) ?? throw Refusal.NotFound;

    private static object Shown(Call call, Review review) => call.GitHub.View.Review(call.Repository, call.Pull, review);
}
