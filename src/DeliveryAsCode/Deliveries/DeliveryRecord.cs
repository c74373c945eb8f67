using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Deliveries;

/// <summary>A delivery as its record tells it. What the record does not say, or says wrongly, is null or empty here, and a diagnostic.</summary>
/// <param name="Id">The delivery's folder, for example <c>acme-support-bot</c>.</param>
/// <param name="Name">What is delivered: the title after the dash.</param>
/// <param name="Title">The heading of the record, for reports to point at.</param>
public sealed record DeliveryRecord(
    string Id,
    MarkdownDocument Document,
    Location Title,
    string? Client,
    string? Name,
    ImmutableArray<RecordField> Fields,
    DeliveryStatus? Status,
    LocalDate? IntakeDate,
    LocalDate? AgreedDate,
    LocalDate? ActualDate,
    RecordTable<Milestone> Milestones,
    RecordTable<GateDecision> Gates,
    RecordTable<Deliverable> Deliverables,
    RecordTable<SuccessMetric> SuccessMetrics,
    RecordTable<Risk> Risks,
    RecordTable<Escalation> Escalations,
    RecordTable<Incident> Incidents,
    RecordTable<StatusUpdate> StatusUpdates)
{
    /// <summary>What stands twice, so that it is unclear which one counts: the record decides nothing until it is settled.</summary>
    public ImmutableArray<Diagnostic> Ambiguities { get; init; } = [];

    public string Path => Document.Source.Path;

    public IEnumerable<RecordTable> Tables => [Milestones, Gates, Deliverables, SuccessMetrics, Risks, Escalations, Incidents, StatusUpdates];

    public RecordTable TableOf(TableGrammar grammar) => Tables.First(t => t.Grammar == grammar);

    public RecordField? FindField(Label label) => Fields.FirstOrDefault(f => f.Label == label);

    public Milestone? FindMilestone(Label name) => Milestones.Rows.FirstOrDefault(m => m.Label == name);
}

/// <summary>A field of the record's head.</summary>
/// <param name="Value">The text, or null when it is not set: empty, <c>TBD</c>, <c>-</c>, <c>n/a</c>, or a placeholder.</param>
/// <param name="IsPlaceholder">The template's words are still there: <c>[Client Name]</c>.</param>
public sealed record RecordField(Field Source, Label Label, string? Value, bool IsPlaceholder, Location Location);

/// <summary>A table of the record under its heading.</summary>
/// <param name="Section">Null if the record has no such section.</param>
/// <param name="Table">Null if the section holds no such table.</param>
/// <param name="Columns">For each column of the grammar its index in the file; -1 if it is missing.</param>
public abstract record RecordTable(TableGrammar Grammar, Section? Section, Table? Table, ImmutableArray<int> Columns)
{
    /// <summary>The rows that say something, in the order of the file.</summary>
    public abstract IReadOnlyList<RecordRow> RowsAsWritten { get; }
}

public sealed record RecordTable<TRow>(TableGrammar Grammar, Section? Section, Table? Table, ImmutableArray<int> Columns, ImmutableArray<TRow> Rows)
    : RecordTable(Grammar, Section, Table, Columns)
    where TRow : RecordRow
{
    public override IReadOnlyList<RecordRow> RowsAsWritten => [.. Rows];
}

/// <param name="Location">The row's first cell.</param>
public abstract record RecordRow(TableRow Source, Location Location);

public sealed record Milestone(
    TableRow Source, Location Location, string Name, LocalDate? Target, LocalDate? Actual, MilestoneStatus? Status) : RecordRow(Source, Location)
{
    public Label Label => Label.Of(Name);
}

/// <param name="DecidedBy">A login, a name, or a role while the decision waits for its evidence.</param>
public sealed record GateDecision(
    TableRow Source, Location Location, string Gate, Decision? Decision, string DecidedBy, LocalDate? Date, string Evidence) : RecordRow(Source, Location)
{
    public Label Label => Label.Of(Gate);
}

public sealed record Risk(
    TableRow Source, Location Location, string Description, string Likelihood, string Impact, string Mitigation) : RecordRow(Source, Location);

public sealed record Escalation(
    TableRow Source, Location Location, LocalDate? Date, string Issue, string EscalatedTo, string Resolution) : RecordRow(Source, Location)
{
    public bool IsOpen => Resolutions.IsOpen(Resolution);
}

/// <summary>Something that went wrong with what was delivered.</summary>
public sealed record Incident(
    TableRow Source, Location Location, LocalDate? Date, string Description, string Severity, string Resolution) : RecordRow(Source, Location)
{
    public bool IsOpen => Resolutions.IsOpen(Resolution);
}

public sealed record StatusUpdate(
    TableRow Source, Location Location, LocalDate? Date, string Type, string Summary) : RecordRow(Source, Location);

file static class Resolutions
{
    public static bool IsOpen(string resolution) => Unset.Is(resolution) || Label.Of(resolution) == "open";
}
