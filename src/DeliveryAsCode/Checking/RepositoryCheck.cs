using System.Collections.Immutable;
using DeliveryAsCode.Checklists;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Nodes;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Checking;

/// <summary>
/// Checks the files of a repository one after the other, and keeps of each only what the check of links between them
/// needs: memory does not grow with the number of records.
/// </summary>
/// <param name="configuration">The rules of the repository.</param>
/// <param name="lifecycle">The stages that its deliveries go through.</param>
/// <param name="paths">All files of the repository, which links may lead to.</param>
public sealed class RepositoryCheck(DeliveryConfiguration configuration, Lifecycle lifecycle, IEnumerable<string> paths)
{
    private readonly LinkCheck _links = new(paths);
    private readonly bool _hasRecords = paths.Any(new RepositoryLayout(configuration).IsRecord);
    private readonly FactNames _facts = FactNames.Known(configuration.Facts, configuration.Environments.Select(e => e.Name));

    public RepositoryLayout Layout { get; } = new(configuration);

    /// <summary>What is wrong within one file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="isNamed">Whether somebody asked for this very file: then it is looked at, whatever it is.</param>
    public ImmutableArray<Diagnostic> Check(SourceText source, bool isNamed = false) => Layout.KindByPlace(source.Path) switch
    {
        DocumentKind.Configuration => CheckConfiguration(source),
        DocumentKind.Lifecycle => CheckLifecycle(source),
        DocumentKind.Journal => JournalCheck.Check(source),
        DocumentKind.ExecutionLog => [],
        var kind => CheckMarkdown(source, kind, isNamed),
    };

    /// <summary>Rules by which nobody can pass a gate are wrong as soon as there is a delivery to be judged by them.</summary>
    private ImmutableArray<Diagnostic> CheckConfiguration(SourceText source)
    {
        var (read, diagnostics) = DeliveryConfigurationReader.Read(source);
        if (read.Lifecycle.Path is { } path && !paths.Contains(path))
            return [.. diagnostics, new Diagnostic(DiagnosticCatalog.UnknownLifecycle, read.Lifecycle.Location, $"there is no file {path}") { Help = "check the spelling, or write the lifecycle file" }];

        return diagnostics.Any(d => d.Severity == Severity.Error) || !_hasRecords ? diagnostics : [.. diagnostics, .. Satisfiability.Check(lifecycle, read, read.Roles.FirstOrDefault()?.Location ?? Location.OfFile(source.Path))];
    }

    private ImmutableArray<Diagnostic> CheckLifecycle(SourceText source)
    {
        var (read, diagnostics) = LifecycleReader.Read(source);
        return read is null ? diagnostics : [.. diagnostics, .. LifecycleFacts.Check(read, FactNames.Known(configuration.Facts, configuration.Environments.Select(e => e.Name))), .. LifecycleRoles.Check(read, configuration.Roles)];
    }

    /// <summary>What is wrong between the files that were checked.</summary>
    public ImmutableArray<Diagnostic> CheckLinks() => _links.Check();

    private ImmutableArray<Diagnostic> CheckMarkdown(SourceText source, DocumentKind? place, bool isNamed)
    {
        var (document, reading) = MarkdownDocument.Read(source);
        var kind = place ?? KindByContent(document);
        if (place != DocumentKind.Other)
            _links.Add(document);

        return kind switch
        {
            DocumentKind.Record => [.. reading, .. CheckRecord(document)],
            DocumentKind.Checklist => [.. reading, .. CheckChecklist(document), .. CheckNode(document)],
            DocumentKind.Runbook => [.. reading, .. CheckRunbook(document)],
            DocumentKind.Node => [.. reading, .. CheckNode(document)],
            // Somebody else's document: its tables and bytes are not our business.
            _ => isNamed ? reading : [],
        };
    }

    /// <summary>The kind of a document that could stand anywhere.</summary>
    private static DocumentKind KindByContent(MarkdownDocument document) =>
        RecordReader.IsRecord(document) ? DocumentKind.Record
        : RunbookReader.IsRunbook(document) ? DocumentKind.Runbook
        : ChecklistReader.IsChecklist(document) ? DocumentKind.Checklist
        : NodeReader.IsNode(document) ? DocumentKind.Node
        : DocumentKind.Other;

    private ImmutableArray<Diagnostic> CheckRecord(MarkdownDocument document)
    {
        var (record, diagnostics) = RecordReader.Read(document, RepositoryLayout.IdOf(document.Source.Path));
        return record is null ? diagnostics : [.. diagnostics, .. RecordRules.Check(record, lifecycle), .. GateRules.Check(record, lifecycle)];
    }

    private ImmutableArray<Diagnostic> CheckRunbook(MarkdownDocument document)
    {
        var (runbook, diagnostics) = RunbookReader.Read(document);
        return [.. diagnostics, .. RunbookRules.Check(runbook, configuration)];
    }

    private ImmutableArray<Diagnostic> CheckChecklist(MarkdownDocument document)
    {
        var (checklist, diagnostics) = ChecklistReader.Read(document);
        return [.. diagnostics, .. ChecklistRules.Check(checklist, document.Source, _facts)];
    }

    private static ImmutableArray<Diagnostic> CheckNode(MarkdownDocument document) =>
        NodeReader.IsNode(document) ? NodeReader.Read(document).Diagnostics : [];
}
