using System.Collections.Immutable;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Forges;

/// <summary>Who wrote what a gate is bound to, among the commits of a history: authors, committers and co-authors.</summary>
internal sealed class Authorship(Workspace workspace, GitHistory history, People people, DeliveryRecord record)
{
    private readonly Dictionary<string, DeliveryRecord?> _records = [];

    public int NumberOf(Commit commit) => history.NumberOf(commit);

    /// <param name="bound">What the gate is bound to.</param>
    /// <param name="after">Number of the commit after which it is looked; -1 for all.</param>
    /// <param name="before">Number of the commit up to which it is looked, itself included: a decision comes with nothing else.</param>
    public ImmutableArray<Person> Of(GateDefinition gate, BoundSet bound, int after, int before)
    {
        var files = bound.Items.Where(i => i.Location.Path != record.Path && i.Location.Path != gate.Location.Path).Select(i => i.Location.Path).Distinct();
        var versions = files.SelectMany(history.VersionsOf)
            .Concat(history.VersionsOf(record.Path).Where(version => ChangesBoundPart(gate, version)))
            .Where(version => NumberOf(version.Commit) is var number && number > after && number <= before);
        return [.. versions.SelectMany(v => PeopleOf(v.Commit)).Distinct()];
    }

    private IEnumerable<Person> PeopleOf(Commit commit) =>
        commit.CoAuthors.Prepend(commit.Committer).Prepend(commit.Author).Select(identity => people.ByEmail(identity.Email, identity.Name));

    /// <summary>A record holds much that a gate is not about: only who changed what it is about wrote it.</summary>
    private bool ChangesBoundPart(GateDefinition gate, FileVersion version)
    {
        var parts = gate with { BoundTo = [.. gate.BoundTo.Where(p => p is BoundPart.Field or BoundPart.TargetDates or BoundPart.Risks)] };
        return !parts.BoundTo.IsEmpty && SetOf(parts, version.BlobBefore) != SetOf(parts, version.BlobAfter);
    }

    private string? SetOf(GateDefinition gate, string? blob) =>
        blob is not null && RecordOf(blob) is { } read ? BoundParts.Of(gate, new DeliveryDocuments(read, _ => null, _ => []), DeliveryConfiguration.Default, null).Digest : null;

    private DeliveryRecord? RecordOf(string blob)
    {
        if (!_records.TryGetValue(blob, out var read))
        {
            var source = workspace.Objects.ReadBlob(blob, DocumentLimits.MarkdownBytes) is { } bytes ? SourceText.Decode(record.Path, bytes) : null;
            _records[blob] = read = source is null ? null : RecordReader.Read(MarkdownDocument.Read(source).Value, RepositoryLayout.IdOf(record.Path)).Value;
        }

        return read;
    }
}
