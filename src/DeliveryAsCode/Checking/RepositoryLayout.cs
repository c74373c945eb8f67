using DeliveryAsCode.Configuration;

namespace DeliveryAsCode.Checking;

/// <summary>Which file is what, by its place in the repository.</summary>
public sealed class RepositoryLayout(DeliveryConfiguration configuration)
{
    public const string ConfigurationPath = "delivery.yml";

    /// <summary>The delivery's id: the name of the folder of its record.</summary>
    public static string IdOf(string recordPath) => FolderOf(recordPath).Split('/')[^1];

    public static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    public bool IsRecord(string path) => configuration.Deliveries.IsMatch(path);

    /// <summary>The one path a delivery's record can have; null if the glob leaves more than its folder open.</summary>
    public string? RecordPathOf(string id) =>
        configuration.Deliveries.Pattern.Split('*') is [var before, ['/', ..] after] && before.EndsWith('/') ? $"{before}{id}{after}" : null;

    /// <summary>Whether it is worth reading the file to find out what it is.</summary>
    public bool MayBeDocument(string path) =>
        path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || KindByPlace(path) is not null;

    /// <summary>The kind that a file has because of where it is; null if its content decides.</summary>
    public DocumentKind? KindByPlace(string path)
    {
        if (path == ConfigurationPath)
            return DocumentKind.Configuration;
        if (path == configuration.Lifecycle.Path)
            return DocumentKind.Lifecycle;
        if (IsRecord(path))
            return DocumentKind.Record;

        if (path.EndsWith(".jsonl", StringComparison.Ordinal) && FolderOf(path).Split('/')[^1] == "executions")
            return DocumentKind.Journal;

        return RecordPathAround(path) is { } record ? KindInside(path[(FolderOf(record).Length + 1)..]) : null;
    }

    /// <summary>The path that the record of the delivery has in whose folder the file lies; null outside of all deliveries.</summary>
    public string? RecordPathAround(string path)
    {
        var recordName = configuration.Deliveries.Pattern.Split('/')[^1];
        for (var folder = FolderOf(path); folder.Length > 0; folder = FolderOf(folder))
        {
            if (IsRecord($"{folder}/{recordName}"))
                return $"{folder}/{recordName}";
        }

        return null;
    }

    private static DocumentKind? KindInside(string inside) => inside.Split('/') switch
    {
        ["runbook.md"] => DocumentKind.Runbook,
        ["runbooks", var name] when IsMarkdown(name) => DocumentKind.Runbook,
        ["checklists", var name] when IsMarkdown(name) => DocumentKind.Checklist,
        ["executions", var name] when name.EndsWith(".jsonl", StringComparison.Ordinal) => DocumentKind.Journal,
        ["executions", var name] when IsMarkdown(name) => DocumentKind.ExecutionLog,
        ["messages", ..] => DocumentKind.Other,
        _ => null,
    };

    private static bool IsMarkdown(string name) => name.EndsWith(".md", StringComparison.OrdinalIgnoreCase);
}
