using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using NodaTime;

namespace DeliveryAsCode.Gates;

/// <summary>Everything that a verdict about a delivery is made of. The same case has the same verdict, whenever and wherever.</summary>
public sealed class DeliveryCase
{
    public DeliveryCase(DeliveryDocuments documents, Lifecycle lifecycle, DeliveryConfiguration configuration, Evidence evidence, Instant now)
    {
        (Documents, Lifecycle, Configuration, Evidence, Now) = (documents, lifecycle, configuration, evidence, now);
        People = new People(configuration);
        Decisions = GateDecisions.Of(documents.Record, lifecycle, People, evidence.Rows);
    }

    public DeliveryDocuments Documents { get; }

    public DeliveryRecord Record => Documents.Record;

    public Lifecycle Lifecycle { get; }

    public DeliveryConfiguration Configuration { get; }

    public Evidence Evidence { get; }

    public Instant Now { get; }

    public LocalDate Today => Now.InZone(Configuration.Calendar.TimeZone).Date;

    public People People { get; }

    public GateDecisions Decisions { get; }

    /// <summary>The newest execution that deployed, or tried to; null if there is none, or nobody can say.</summary>
    public ExecutionSummary? NewestExecution => Evidence.Executions?.LastOrDefault(e => !e.IsRehearsal);

    /// <summary>
    /// The first stage of which a gate is not settled; null when all are. A record from before the Gates table stands where
    /// its Status says.
    /// </summary>
    public Stage? CurrentStage =>
        Record.Gates.Section is null && Record.Status is { } status && Lifecycle.Stages.FirstOrDefault(s => Label.Of(s.Status) == Wording.OfStatus.WordFor(status)) is { } stage
            ? stage
            : Lifecycle.Stages.FirstOrDefault(s => !s.Gates.All(g => IsBehind(g, s)));

    /// <summary>The gate that comes next; null when all are settled.</summary>
    public GateDefinition? NextGate => CurrentStage is { } stage ? stage.Gates.First(g => !IsBehind(g, stage)) : null;

    /// <summary>Whether all is over. Only in a record from before its first gate decision the Status says so by itself.</summary>
    public bool IsClosed => Decisions.Cancelled is not null || CurrentStage is null || (Record.Gates.Rows.IsEmpty && Record.Status is DeliveryStatus.Cancelled or DeliveryStatus.Complete);

    public BoundSet BoundSetOf(GateDefinition gate) => BoundParts.Of(gate, Documents, Configuration, NewestExecution);

    public GateVerdict Judge(GateDefinition gate) => new GateJudge(this, gate).Judge();

    /// <summary>What stands behind the verdict, part by part.</summary>
    public GateFindings FindingsOf(GateDefinition gate) => new GateJudge(this, gate).Find();

    /// <summary>What must be so before the gate can be looked at: the delivery goes on, and the gates before it are passed.</summary>
    public ImmutableArray<GateReason> Before(GateDefinition gate) => new GateJudge(this, gate).Before();

    /// <summary>The same case, with a word that somebody is about to say.</summary>
    public DeliveryCase With(PendingWord word) => new(Documents, Lifecycle, Configuration, Evidence with { Pending = Evidence.Pending.Add(word) }, Now);

    /// <summary>The same case, as if the Gates table ended before a row.</summary>
    /// <param name="row">Its number, from 0.</param>
    public DeliveryCase UpToRow(int row)
    {
        var rows = Evidence.Rows.Length > row ? Evidence.Rows[..row] : Evidence.Rows;
        return new(Documents.With(Record with { Gates = Record.Gates with { Rows = Record.Gates.Rows[..row] } }), Lifecycle, Configuration, Evidence with { Rows = rows }, Now);
    }

    /// <summary>Names of those who hold the role in this delivery, or the role where nobody is named.</summary>
    public ImmutableArray<string> NamesOf(string role) =>
        People.HoldersOf(role, Record.Id) is { IsEmpty: false } holders ? [.. holders.Select(p => p.Name)] : [role];

    /// <summary>What somebody does who has a word to give on a gate, to go on a sentence with.</summary>
    public string HowToDecide(string gate) => Evidence.ComesFromReviews
        ? $"approve the pull request of the gate, which the comment \"/delivery ready {gate}\" asks for"
        : $"delivery acknowledge {Record.Id} --gate \"{gate}\"";

    private bool IsBehind(GateDefinition gate, Stage stage) => Decisions.IsSettled(gate.Name) || StageSkip.Reason(stage, this) is not null;
}
