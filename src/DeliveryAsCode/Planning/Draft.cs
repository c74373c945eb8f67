using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Planning;

/// <summary>A delivery while it is planned: each change is worked out against what those before it leave.</summary>
internal sealed class Draft(DeliveryCase delivery)
{
    private readonly ImmutableArray<Change>.Builder _changes = ImmutableArray.CreateBuilder<Change>();
    private readonly List<Diagnostic> _refusals = [];
    private readonly List<PlanNote> _notes = [];

    public DeliveryCase Case { get; private set; } = delivery;

    /// <summary>The record with the changes so far.</summary>
    public DeliveryRecord Record { get; private set; } = delivery.Record;

    /// <summary>The case as the changes so far leave the record.</summary>
    public DeliveryCase AsChanged => new(Case.Documents.With(Record), Case.Lifecycle, Case.Configuration, Case.Evidence, Case.Now);

    /// <summary>What was changed so far is from now on what the rest follows from.</summary>
    public void GoOnFromHere()
    {
        if (_changes.Count > 0)
            Case = AsChanged;
    }

    public void EditRecord(string key, string summary, string reason, Func<DeliveryRecord, EditResult> edit)
    {
        if (Edit(key, Record.Document.Source, summary, reason, edit(Record)) is { } after)
            Record = RecordReader.Read(MarkdownDocument.Read(after).Value, Record.Id).Value ?? Record;
    }

    /// <returns>The file after the edit; null if nothing is changed.</returns>
    public SourceText? Edit(string key, SourceText source, string summary, string reason, EditResult edit)
    {
        switch (edit)
        {
            case EditResult.Refused refused:
                _refusals.Add(refused.Reason);
                return null;
            case EditResult.Planned { Edits: var edits } when source.Apply(edits.AsSpan()) is var after && after.Text != source.Text:
                _changes.Add(new Change.EditFile(KeyOf(key), source.Path, summary, reason, Change.DigestOf(source), edits, after));
                return after;
            default:
                return null;
        }
    }

    public void Create(string key, SourceText content, string summary, string reason) =>
        _changes.Add(new Change.CreateFile(KeyOf(key), content.Path, summary, reason, content));

    /// <summary>A document as the changes so far leave it; null if there is none.</summary>
    public SourceText? Find(string pathInFolder) =>
        _changes.LastOrDefault(c => c.Path == Case.Documents.PathOf(pathInFolder))?.After ?? Case.Documents.Find(pathInFolder)?.Source;

    public bool Has(string pathInFolder) => Case.Documents.ReadFile(Case.Documents.PathOf(pathInFolder)) is not null;

    public void Note(string message) => _notes.Add(new PlanNote(Record.Id, message));

    public Plan ToPlan(ImmutableArray<PlannedVerdict> verdicts) => new(null, _changes.ToImmutable(), verdicts, [.. _notes], [.. _refusals]);

    private string KeyOf(string key) => $"{Record.Id}/{key}";
}
