using System.Text.Json;
using DeliveryAsCode.StandIns.GitHub.Http;
using DeliveryAsCode.StandIns.GitHub.State;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

internal static class CheckOperations
{
    private const int MostAnnotations = 50;
    private const int MostText = 65_535;

    private static readonly string[] Conclusions = ["action_required", "cancelled", "failure", "neutral", "success", "skipped", "stale", "timed_out"];

    public static IEnumerable<Route> Routes =>
    [
        Route.Post("checks/create", "/repos/{owner}/{repo}/check-runs", "checks", Create),
        Route.Get("checks/get", "/repos/{owner}/{repo}/check-runs/{check_run_id}", "checks", call => Answer.Ok(Shown(call, Found(call)))),
        Route.Patch("checks/update", "/repos/{owner}/{repo}/check-runs/{check_run_id}", "checks", Update),
        Route.Get("checks/list-annotations", "/repos/{owner}/{repo}/check-runs/{check_run_id}/annotations", "checks", ListAnnotations),
        Route.Get("checks/list-for-ref", "/repos/{owner}/{repo}/commits/{ref}/check-runs", "checks", List),
    ];

    private static Answer Create(Call call)
    {
        var app = App(call);
        var (name, sha) = (call.Body.Text("name"), call.Body.Text("head_sha"));
        if (call.Repository.Git.KindOf(sha) != "commit")
            throw new Refusal(422, $"No commit found for SHA: {sha}");
        var run = new CheckRun(call.GitHub.NextId(), name, sha, app) { StartedAt = call.Now };
        Take(call, run);
        call.Repository.CheckRuns.Add(run);
        return Answer.Created(Shown(call, run));
    }

    private static Answer Update(Call call)
    {
        var (app, run) = (App(call), Found(call));
        if (run.App != app)
            throw new Refusal(403, $"Invalid app_id `{app.Id}` - check run can only be modified by the GitHub App that created it.");
        Take(call, run);
        return Answer.Ok(Shown(call, run));
    }

    private static Answer List(Call call)
    {
        var (query, commit) = (call.Query, call.Repository.Git.Resolve(call.Path["ref"]) ?? throw new Refusal(422, $"No commit found for SHA: {call.Path["ref"]}"));
        var runs = call.Repository.CheckRuns.Where(r => r.HeadSha == commit);
        if (query.GetValueOrDefault("check_name") is { } name)
            runs = runs.Where(r => r.Name == name);
        if (query.GetValueOrDefault("app_id") is { } app)
            runs = runs.Where(r => $"{r.App.Id}" == app);
        if (query.GetValueOrDefault("status") is { } status)
            runs = runs.Where(r => r.Status == status);
        if (query.GetValueOrDefault("filter", "latest") == "latest")
            runs = runs.GroupBy(r => (r.Name, r.App)).Select(same => same.Last());
        return call.Page([.. runs.OrderByDescending(r => r.Id)], run => Shown(call, run), (total, shown) => new { total_count = total, check_runs = shown });
    }

    private static Answer ListAnnotations(Call call) => call.Page(Found(call).Annotations, annotation => Annotation(call, annotation));

    /// <summary>Takes over what was sent; nothing of it when something is wrong with it.</summary>
    private static void Take(Call call, CheckRun run)
    {
        var body = call.Body;
        var (status, conclusion, output) = (body.TextOrNull("status"), body.TextOrNull("conclusion"), body.ObjectOrNull("output"));
        if (status == "completed" && conclusion is null)
            throw new Refusal(422, "Invalid request.\n\n\"conclusion\" wasn't supplied.");
        if (conclusion is not null && !Conclusions.Contains(conclusion))
            throw new Refusal(422, $"Invalid request.\n\nFor 'properties/conclusion', \"{conclusion}\" is not a member of [{string.Join(", ", Conclusions.Select(c => $"\"{c}\""))}].");
        var annotations = output?.ListOrNull("annotations") ?? [];
        if (annotations.Count > MostAnnotations)
            throw new Refusal(422, $"Invalid request.\n\nNo more than {MostAnnotations} items are allowed; {annotations.Count} were supplied.");
        foreach (var annotation in annotations)
            _ = (annotation.Text("path"), annotation.Number("start_line"), annotation.Number("end_line"), annotation.Text("annotation_level"), annotation.Text("message"));
        if (output is not null)
            (run.Title, run.Summary, run.Text) = (output.TextOrNull("title") ?? run.Title, Short(output.Text("summary")), Short(output.TextOrNull("text")) ?? run.Text);

        run.Name = body.TextOrNull("name") ?? run.Name;
        run.ExternalId = body.TextOrNull("external_id") ?? run.ExternalId;
        run.DetailsUrl = body.TextOrNull("details_url") ?? run.DetailsUrl;
        run.Annotations.AddRange(annotations.Select(a => a.Json));
        run.Status = conclusion is null ? status ?? run.Status : "completed";
        run.Conclusion = run.Status == "completed" ? conclusion ?? run.Conclusion : null;
        run.CompletedAt = run.Status == "completed" ? call.Now : null;
    }

    private static string? Short(string? text) => text is { Length: > MostText }
        ? throw new Refusal(422, $"Invalid request.\n\nOnly {MostText} characters are allowed; {text.Length} were supplied.")
        : text;

    /// <summary>A person cannot make one, whatever they may.</summary>
    private static GitHubApp App(Call call) => call.Token?.App ?? throw new Refusal(403, "You must authenticate via a GitHub App.");

    private static object Annotation(Call call, JsonElement annotation)
    {
        var body = new RequestBody(annotation);
        return new
        {
            path = body.Text("path"),
            start_line = body.Number("start_line"),
            end_line = body.Number("end_line"),
            start_column = body.Has("start_column") ? body.Number("start_column") : (int?)null,
            end_column = body.Has("end_column") ? body.Number("end_column") : (int?)null,
            annotation_level = body.Text("annotation_level"),
            title = body.TextOrNull("title"),
            message = body.Text("message"),
            raw_details = body.TextOrNull("raw_details"),
            blob_href = $"https://github.com/{call.Repository.FullName}/blob/{Found(call).HeadSha}/{Uri.EscapeDataString(body.Text("path"))}",
        };
    }

    private static CheckRun Found(Call call) => call.Repository.CheckRuns.FirstOrDefault(r => r.Id == call.Number("check_run_id")) ?? throw Refusal.NotFound;

    private static object Shown(Call call, CheckRun run) => call.GitHub.View.CheckRun(call.Repository, run);
}
