using System.Text.Json;
using DeliveryAsCode.Cli.Workspaces;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>Reads the payload of a webhook: https://docs.github.com/webhooks/webhook-events-and-payloads.</summary>
internal static class GitHubEventReader
{
    /// <summary>GitHub drops payloads that are larger.</summary>
    private const int MostBytes = 25 * 1024 * 1024;

    /// <param name="path">The payload's file; null or missing: only the name is known.</param>
    public static GitHubEvent Read(string name, string? path)
    {
        if (path is null || !File.Exists(path))
            return new UnreadEvent(name, "there is no file with its payload (GITHUB_EVENT_PATH)");

        try
        {
            return new FileInfo(path).Length > MostBytes || RegularFile.Read(path, MostBytes) is not { } bytes
                ? new UnreadEvent(name, $"its payload is no file of at most {MostBytes:N0} bytes")
                : Read(name, bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new UnreadEvent(name, $"its payload cannot be read: {exception.Message}");
        }
    }

    public static GitHubEvent Read(string name, ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var root = new EventPayload(document.RootElement);
            return Read(name, root) with { Action = root.FindText("action") };
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return new UnreadEvent(name, $"its payload is not as GitHub describes it: {exception.Message}");
        }
    }

    private static GitHubEvent Read(string name, EventPayload root) => name switch
    {
        "workflow_run" => new WorkflowRunEvent(root.Commit("workflow_run", "head_sha"), [.. root.Items("workflow_run", "pull_requests").Select(p => p.Number("number"))]),
        "merge_group" => new MergeGroupEvent(root.Commit("merge_group", "head_sha"), root.Commit("merge_group", "base_sha")),
        "push" => new PushEvent(),
        "issues" => new IssuesEvent(root.Number("issue", "number")),
        "issue_comment" => new IssueCommentEvent(root.Number("issue", "number"), root.Long("comment", "id")),
        "workflow_dispatch" => new WorkflowDispatchEvent(root.Texts("inputs")),
        "repository_dispatch" => new RepositoryDispatchEvent(root.Texts("client_payload")),
        _ => new OtherEvent(name),
    };
}
