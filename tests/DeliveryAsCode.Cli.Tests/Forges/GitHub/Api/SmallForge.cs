using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Api;

/// <summary>As much of a repository at GitHub as the writes of the client leave traces in, so that effects can be counted.</summary>
internal sealed class SmallForge
{
    public const string Root = "1111111111111111111111111111111111111111";
    public const string Side = "2222222222222222222222222222222222222222";

    private const string Repository = "/repos/acme/shop";

    private static readonly JsonObject Me = new() { ["id"] = 77, ["login"] = "delivery-bot", ["type"] = "User" };

    private readonly Dictionary<string, string> _parents = new() { [Root] = "", [Side] = "" };
    private int _next = 100;

    public Dictionary<string, string> Refs { get; } = new() { ["refs/heads/main"] = Root, ["refs/heads/topic"] = Side };

    public HashSet<string> Blobs { get; } = [];

    public HashSet<string> Trees { get; } = [];

    public HashSet<string> Commits { get; } = [];

    public List<JsonObject> Pulls { get; } = [];

    public List<JsonObject> Issues { get; } = [];

    public List<JsonObject> Comments { get; } = [];

    public List<JsonObject> CheckRuns { get; } = [];

    public List<JsonObject> Deployments { get; } = [];

    public List<JsonObject> Statuses { get; } = [];

    public List<JsonObject> Runs { get; } = [];

    public HashSet<string> Labels { get; } = [];

    public HashSet<string> Reviewers { get; } = [];

    public int Merges { get; private set; }

    public SmallForge()
    {
        Pulls.Add(Pull(7, "topic", Side));
        Issues.Add(new JsonObject { ["number"] = 5, ["state"] = "open", ["title"] = "Old title", ["body"] = "old", ["user"] = Me.DeepClone() });
        Comments.Add(new JsonObject { ["id"] = 9, ["body"] = "old", ["user"] = Me.DeepClone() });
        CheckRuns.Add(new JsonObject { ["id"] = 3, ["name"] = "old", ["status"] = "in_progress", ["head_sha"] = Root, ["output"] = new JsonObject { ["annotations_count"] = 0 } });
        Deployments.Add(new JsonObject { ["id"] = 4, ["sha"] = Root, ["environment"] = "old", ["payload"] = new JsonObject() });
    }

    /// <summary>A commit on top of another.</summary>
    public void Know(string commit, string parent) => _parents[commit] = parent;

    public Reply Answer(Asked asked)
    {
        var body = asked.Body.Length == 0 ? null : JsonNode.Parse(asked.Body)!.AsObject();
        var route = asked.Route.StartsWith(Repository, StringComparison.Ordinal) ? asked.Route[Repository.Length..] : asked.Route;
        return (asked.Method, route) switch
        {
            ("GET", "/user") => Ok(Me),
            ("GET", "/branches") => Ok(new JsonArray(new JsonObject { ["name"] = "main" })),
            ("POST", "/git/blobs") => Named(Blobs, Blob(Convert.FromBase64String((string)body!["content"]!))),
            ("POST", "/git/trees") => Named(Trees, Hash(asked.Body)),
            ("POST", "/git/commits") => Named(Commits, Hash(asked.Body)),
            ("POST", "/git/refs") => CreateRef((string)body!["ref"]!, (string)body["sha"]!),
            ("GET", _) when Match(route, "^/git/ref/(.+)$") is { } name => Refs.TryGetValue($"refs/{name}", out var sha) ? Ok(Ref($"refs/{name}", sha)) : NotFound(),
            ("PATCH", _) when Match(route, "^/git/refs/(.+)$") is { } name => UpdateRef($"refs/{name}", (string)body!["sha"]!),
            ("GET", _) when Match(route, "^/compare/(.+)$") is { } ends => Compare(ends.Split("...")),
            ("GET", "/pulls") => Ok(Array(Pulls.Where(p => (string)p["state"]! == "open" && (asked.Query("head") is not { } head || head == $"acme:{p["head"]!["ref"]}")))),
            ("POST", "/pulls") => Created(Pulls, Pull(_next++, (string)body!["head"]!, Side)),
            ("GET", _) when Match(route, @"^/pulls/(\d+)$") is { } n => Found(Pulls, "number", n),
            ("PATCH", _) when Match(route, @"^/pulls/(\d+)$") is { } n => Set(Pulls, "number", n, body!),
            ("POST", "/pulls/7/requested_reviewers") => Request(body!),
            ("PUT", "/pulls/7/merge") => Merge((string)body!["sha"]!),
            ("GET", "/issues") => Ok(Array(Issues)),
            ("POST", "/issues") => Created(Issues, With(body!, ("number", _next++), ("state", "open"), ("user", Me.DeepClone()))),
            ("PATCH", "/issues/5") => Set(Issues, "number", "5", body!),
            ("GET", "/issues/5/comments") => Ok(Array(Comments)),
            ("POST", "/issues/5/comments") => Created(Comments, With(body!, ("id", _next++), ("user", Me.DeepClone()))),
            ("PATCH", "/issues/comments/9") => Set(Comments, "id", "9", body!),
            ("POST", "/issues/5/labels") => AddLabels(body!["labels"]!.AsArray().Select(l => (string)l!)),
            ("POST", "/labels") => Labels.Add((string)body!["name"]!) ? new Reply(201, body.ToJsonString()) : Error(422, "Validation Failed"),
            ("GET", _) when Match(route, "^/labels/(.+)$") is { } name => Labels.Contains(name) ? Ok(new JsonObject { ["name"] = name }) : NotFound(),
            ("GET", _) when Match(route, "^/commits/(.+)/check-runs$") is not null => Ok(Counted("check_runs", CheckRuns.Where(c => (string)c["name"]! == asked.Query("check_name")))),
            ("POST", "/check-runs") => Created(CheckRuns, Annotated(With(body!, ("id", _next++)), body!)),
            ("GET", _) when Match(route, @"^/check-runs/(\d+)$") is { } id => Found(CheckRuns, "id", id),
            ("PATCH", _) when Match(route, @"^/check-runs/(\d+)$") is { } id => Annotate(id, body!),
            ("GET", "/deployments") => Ok(Array(Deployments.Where(d => (string)d["environment"]! == asked.Query("environment")))),
            ("POST", "/deployments") => Created(Deployments, With(body!, ("id", _next++), ("sha", Root))),
            ("GET", "/deployments/4/statuses") => Ok(Array(Statuses)),
            ("POST", "/deployments/4/statuses") => Created(Statuses, With(body!, ("id", _next++))),
            ("POST", "/actions/workflows/deploy.yml/dispatches") => Dispatch(body!),
            ("GET", "/actions/workflows/deploy.yml/runs") => Ok(Counted("workflow_runs", Runs)),
            _ => NotFound(),
        };
    }

    public static Reply Error(int status, string message, params (string, string)[] headers) => new(status, new JsonObject { ["message"] = message }.ToJsonString(), headers);

    public static Reply NotFound() => Error(404, "Not Found");

    private static Reply Ok(JsonNode node) => new(200, node.ToJsonString());

    private static Reply Created(List<JsonObject> all, JsonObject one)
    {
        all.Add(one);
        return new Reply(201, one.ToJsonString());
    }

    private static Reply Named(HashSet<string> all, string sha)
    {
        all.Add(sha);
        return new Reply(201, new JsonObject { ["sha"] = sha }.ToJsonString());
    }

    private static Reply Found(List<JsonObject> all, string key, string value) => all.Find(o => o[key]!.ToString() == value) is { } one ? Ok(one) : NotFound();

    private static Reply Set(List<JsonObject> all, string key, string value, JsonObject body) => Ok(With(all.First(o => o[key]!.ToString() == value), [.. body.Select(p => (p.Key, p.Value?.DeepClone()))]));

    private static JsonObject With(JsonObject target, params (string Name, JsonNode? Value)[] members)
    {
        foreach (var (name, value) in members)
            target[name] = value;
        return target;
    }

    private static JsonArray Array(IEnumerable<JsonObject> all) => new([.. all.Select(o => o.DeepClone())]);

    private static JsonObject Counted(string name, IEnumerable<JsonObject> all)
    {
        var list = Array(all);
        return new JsonObject { ["total_count"] = list.Count, [name] = list };
    }

    private static JsonObject Ref(string name, string sha) => new() { ["ref"] = name, ["object"] = new JsonObject { ["sha"] = sha, ["type"] = "commit" } };

    private static JsonObject Pull(int number, string head, string sha) => new()
    {
        ["number"] = number,
        ["state"] = "open",
        ["title"] = "A title",
        ["body"] = null,
        ["merged_at"] = null,
        ["merge_commit_sha"] = null,
        ["head"] = new JsonObject { ["ref"] = head, ["sha"] = sha },
        ["base"] = new JsonObject { ["ref"] = "main", ["sha"] = Root },
    };

    private Reply CreateRef(string name, string sha) => Refs.TryAdd(name, sha) ? new Reply(201, Ref(name, sha).ToJsonString()) : Error(422, "Reference already exists");

    private Reply UpdateRef(string name, string sha)
    {
        if (!Refs.TryGetValue(name, out var now))
            return Error(422, "Reference does not exist");
        if (!IsAncestor(now, sha))
            return Error(422, "Update is not a fast forward");

        Refs[name] = sha;
        return Ok(Ref(name, sha));
    }

    private bool IsAncestor(string old, string young)
    {
        for (var at = young; at.Length > 0; at = _parents.GetValueOrDefault(at, ""))
        {
            if (at == old)
                return true;
        }

        return false;
    }

    private Reply Compare(string[] ends) => Ok(new JsonObject
    {
        ["base_commit"] = new JsonObject { ["sha"] = ends[0] },
        ["merge_base_commit"] = new JsonObject { ["sha"] = IsAncestor(ends[0], ends[1]) ? ends[0] : Root },
        ["ahead_by"] = 1,
        ["behind_by"] = IsAncestor(ends[0], ends[1]) ? 0 : 1,
        ["commits"] = new JsonArray(),
    });

    private Reply Request(JsonObject body)
    {
        Reviewers.UnionWith(body["reviewers"]!.AsArray().Select(r => (string)r!));
        return new Reply(201, Pulls[0].ToJsonString());
    }

    private Reply Merge(string sha)
    {
        var pull = Pulls[0];
        if (pull["merged_at"] is not null)
            return Error(405, "Pull Request is not mergeable");
        if ((string)pull["head"]!["sha"]! != sha)
            return Error(409, "Head branch was modified. Review and try the merge again.");

        Merges++;
        With(pull, ("state", "closed"), ("merged_at", "2026-11-30T12:00:00Z"), ("merge_commit_sha", Hash("merge")));
        return Ok(new JsonObject { ["sha"] = Hash("merge"), ["merged"] = true, ["message"] = "Pull Request successfully merged" });
    }

    private Reply AddLabels(IEnumerable<string> labels)
    {
        Labels.UnionWith(labels);
        return Ok(new JsonArray([.. Labels.Select(l => (JsonNode)new JsonObject { ["name"] = l })]));
    }

    private Reply Annotate(string id, JsonObject body)
    {
        var check = CheckRuns.First(c => c["id"]!.ToString() == id);
        var before = (int?)check["output"]?["annotations_count"] ?? 0;
        foreach (var (name, value) in body)
            check[name] = value?.DeepClone();
        Annotated(check, body, before);
        return Ok(check);
    }

    private static JsonObject Annotated(JsonObject check, JsonObject body, int before = 0)
    {
        var sent = body["output"]!["annotations"]!.AsArray().Count;
        check["output"] = new JsonObject { ["annotations_count"] = before + sent };
        return check;
    }

    private Reply Dispatch(JsonObject body)
    {
        Runs.Add(new JsonObject { ["id"] = _next++, ["status"] = "queued", ["display_title"] = $"deploy {body["inputs"]!["execution"]}" });
        return new Reply(204, "");
    }

    private static string? Match(string route, string pattern) =>
        Regex.Match(route, pattern) is { Success: true } match ? Uri.UnescapeDataString(match.Groups[1].Value) : null;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40];

#pragma warning disable CA5350 // git's own
    private static string Blob(byte[] content) =>
        Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {content.Length}\0")), .. content]));
#pragma warning restore CA5350
}
