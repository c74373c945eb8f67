using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Tests.Gates.Reference;

/// <summary>Puts histories of one process to the product.</summary>
internal sealed class Product
{
    private static readonly Instant Now = Instant.FromUtc(2026, 6, 1, 9, 0);

    private static readonly DeliveryRecord Record = ARecord.Read();

    private readonly Lifecycle _lifecycle;
    private readonly DeliveryConfiguration _configuration;
    private readonly People _people;
    private readonly Dictionary<string, string> _digests;

    public Product(Process process)
        : this(process, Lifecycle(process))
    {
    }

    public Product(Process process, Lifecycle lifecycle)
    {
        _lifecycle = lifecycle;
        _configuration = DeliveryConfigurationReader.Read(SourceText.From("delivery.yml", process.ToConfiguration())).Value;
        _people = new People(_configuration);
        _digests = lifecycle.Gates.ToDictionary(g => g.Name, g => Case(new History(process, [], [], null)).BoundSetOf(g).Digest);
    }

    public DeliveryCase Case(History history)
    {
        var rows = history.Rows.Select(Row).ToImmutableArray();
        var record = Record with { Gates = Record.Gates with { Rows = rows } };
        var lasts = new AcknowledgementPolicy(RequireSigned: false, history.LastsDays is { } days ? TimeSpan.FromDays(days) : null);
        var evidence = Evidence.None with { Rows = [.. history.Rows.Select(Behind)], Pending = [.. history.Reviews.Select(r => new PendingWord(r.About, Word(r), r.Said != Said.No))] };
        return new DeliveryCase(new DeliveryDocuments(record, _ => null, _ => []), _lifecycle, _configuration with { Acknowledgements = lasts }, evidence, Now);
    }

    public static Answer AnswerOf(GateVerdict verdict) => verdict switch
    {
        GateVerdict.Open => Answer.Open,
        GateVerdict.Blocked => Answer.Blocked,
        GateVerdict.Undecided => Answer.Undecided,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Lifecycle Lifecycle(Process process)
    {
        var (lifecycle, diagnostics) = LifecycleReader.Read(SourceText.From("lifecycle.yml", process.ToLifecycle()));
        diagnostics.ShouldBeEmpty(process.ToLifecycle());
        return lifecycle!;
    }

    private static GateDecision Row(Happening row) => Record.Gates.Rows[0] with
    {
        Gate = row.About,
        Decision = Enum.Parse<Decision>(row.Said.ToString()),
        DecidedBy = row.Person,
        Evidence = row.HasReason ? "because" : "",
    };

    private RowEvidence Behind(Happening row) => row.Proof switch
    {
        Proof.Adopted => new RowEvidence.Adopted(),
        Proof.Given => new RowEvidence.Given(Word(row)),
        Proof.Nobody => new RowEvidence.Nobody("somebody else wrote it"),
        Proof.CannotTell => new RowEvidence.CannotTell("the history is cut off"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Said an hour after the full day: no word is exactly as old as words may be.</summary>
    private GateWord Word(Happening said) => new(
        _people.Named(said.Person),
        said.Roles,
        Now - Duration.FromDays(said.DaysAgo) - Duration.FromHours(1),
        "commit 4f2c9d1",
        said.Version is { } version ? version == History.Version ? _digests.GetValueOrDefault(said.About) : "sha256:earlier" : null,
        null,
        said.Authors is { } authors ? [.. authors.Select(_people.Named)] : null,
        said.Attests ? "Ana Client" : null,
        null,
        _lifecycle);
}
