using System.Collections.Immutable;
using DeliveryAsCode.Checklists;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Gates;

/// <summary>The documents of a delivery in one version of the repository, each read when it is first asked for.</summary>
/// <param name="record">The delivery's record.</param>
/// <param name="read">The file at a path from the repository's root; null if there is none.</param>
/// <param name="list">Paths of the files directly in a folder, in order.</param>
public sealed class DeliveryDocuments(DeliveryRecord record, Func<string, SourceText?> read, Func<string, IReadOnlyList<string>> list)
{
    private readonly Dictionary<string, MarkdownDocument?> _documents = [];
    private ImmutableArray<Runbook>? _runbooks;

    public DeliveryRecord Record => record;

    /// <summary>The same documents with another version of the record.</summary>
    public DeliveryDocuments With(DeliveryRecord other) => new(other, read, list);

    /// <summary>From the repository's root, without a slash at the end.</summary>
    public string Folder { get; } = record.Path[..Math.Max(0, record.Path.LastIndexOf('/'))];

    public string PathOf(string pathInFolder) => Folder.Length == 0 ? pathInFolder : $"{Folder}/{pathInFolder}";

    /// <param name="pathInFolder">Below the delivery's folder; <c>record.md</c> is the record, whatever its file is called.</param>
    public MarkdownDocument? Find(string pathInFolder)
    {
        if (pathInFolder == "record.md")
            return record.Document;

        if (!_documents.TryGetValue(pathInFolder, out var document))
            _documents[pathInFolder] = document = read(PathOf(pathInFolder)) is { } source ? MarkdownDocument.Read(source).Value : null;
        return document;
    }

    /// <param name="name">Without <c>.md</c>.</param>
    public Checklist? FindChecklist(string name) =>
        Find($"checklists/{name}.md") is { } document ? ChecklistReader.Read(document).Value : null;

    /// <summary>All deployment plans of the delivery, in the order of their paths.</summary>
    public ImmutableArray<Runbook> Runbooks => _runbooks ??=
    [
        .. list(PathOf("runbooks")).Where(path => path.EndsWith(".md", StringComparison.Ordinal)).Select(path => path[(Folder.Length == 0 ? 0 : Folder.Length + 1)..])
            .Prepend("runbook.md").Select(Find).OfType<MarkdownDocument>().Select(document => RunbookReader.Read(document).Value),
    ];

    /// <summary>Those that only an approval lets run.</summary>
    public IEnumerable<Runbook> GatedRunbooks => Runbooks.Where(r => r.IsGated);

    /// <summary>A file of the repository, wherever it is.</summary>
    public SourceText? ReadFile(string path) => read(path);

    /// <summary>Files directly in a folder of the delivery.</summary>
    public IReadOnlyList<string> List(string folder) => list(PathOf(folder));
}
