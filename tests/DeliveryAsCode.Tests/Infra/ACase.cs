using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Tests.Infra;

/// <summary>A delivery before its judge: a record, the files beside it, the rules, and what stands behind its rows.</summary>
internal static class ACase
{
    public static readonly Lifecycle ClientDelivery = BuiltInLifecycles.Find("client-delivery")!;

    public static readonly Instant Now = Instant.FromUtc(2026, 4, 27, 9, 0);

    /// <summary>Rules with somebody for every role.</summary>
    public static readonly DeliveryConfiguration Rules = Read("""
        version: 1
        roles:
          delivery-manager: [{login: dana, email: dana@studio.example}]
          client-intake-manager: [{login: iris, email: iris@studio.example}]
          production-line-architect: [{login: pablo, email: pablo@studio.example}]
          qa-engineer: [{login: quinn, email: quinn@studio.example}]
          deployment-specialist: [{login: diego, email: diego@studio.example}]
          cto: [{login: clara, email: clara@studio.example}]
          client: [{login: anna, email: anna@acme.example, for: "acme-*"}]
        """);

    public static DeliveryConfiguration Read(string yaml) => DeliveryConfigurationReader.Read(SourceText.From("delivery.yml", yaml)).Value;

    /// <param name="rows">What stands behind each row; by default all are adopted.</param>
    /// <param name="files">By path from the repository's root.</param>
    public static DeliveryCase Of(
        DeliveryRecord record,
        DeliveryConfiguration? rules = null,
        Lifecycle? lifecycle = null,
        ImmutableArray<RowEvidence>? rows = null,
        IReadOnlyDictionary<string, string>? files = null,
        Evidence? evidence = null,
        Instant? now = null)
    {
        var texts = files ?? ImmutableDictionary<string, string>.Empty;
        var documents = new DeliveryDocuments(record, path => texts.TryGetValue(path, out var text) ? SourceText.From(path, text) : null,
            folder => [.. texts.Keys.Where(path => path[..Math.Max(0, path.LastIndexOf('/'))] == folder).Order(StringComparer.Ordinal)]);
        var adopted = record.Gates.Rows.Select(_ => (RowEvidence)new RowEvidence.Adopted()).ToImmutableArray();
        return new DeliveryCase(documents, lifecycle ?? ClientDelivery, rules ?? Rules, (evidence ?? Evidence.None) with { Rows = rows ?? adopted }, now ?? Now);
    }

    /// <summary>A lifecycle of one stage and one gate, both called Work, in which Built and Tested are reached.</summary>
    /// <param name="gate">The gate's keys but its name: <c>decided-by: [cto]</c>.</param>
    public static Lifecycle OneGate(string gate, string skip = "never", string stage = "owner: delivery-manager")
    {
        var (lifecycle, diagnostics) = LifecycleReader.Read(SourceText.From("ops/lifecycle.yml", $$"""
            name: short
            stages:
              - name: Work
                status: Planning
                {{stage}}
                milestones: [Built, Tested]
                gate: { name: Work, {{gate}} }
                skip: {{skip}}
            """));
        diagnostics.ShouldBeEmpty();
        return lifecycle!;
    }

    /// <summary>A record with its fields in lines 3 to 8; from line 10 on, or from line 9 if it is a field, what a test adds.</summary>
    public static DeliveryRecord Record(string more = "") => ARecord.Read($"""
        # Delivery Record: Acme Corp — Support Bot

        - **Client:** Acme Corp
        - **Scope:** TBD
        - **Intake date:** 2026-03-02
        - **Agreed delivery date:** soon
        - **Actual delivery date:** TBD
        - **Status:** Planning
        {(more.StartsWith('-') ? "" : "\n")}{more}

        """).Value!;

    /// <summary>A table under its heading; its first row stands four lines below that.</summary>
    public static string Table(string section, string columns, params string[] rows) =>
        $"## {section}\n\n| {columns} |\n|{string.Concat(Enumerable.Repeat("---|", columns.Count(c => c == '|') + 1))}\n{string.Concat(rows.Select(r => $"| {r} |\n"))}";

    /// <summary>What somebody says about the gate Work, in all of their roles.</summary>
    public static PendingWord Says(string login, DeliveryConfiguration? rules = null, bool isYes = true, Func<GateWord, GateWord>? with = null)
    {
        var people = new People(rules ?? Rules);
        var person = people.Named(login);
        var word = new GateWord(person, people.RolesOf(person, "acme-support-bot"), Now, "review 7", null, null, [], null, null, ClientDelivery);
        return new PendingWord("Work", with is null ? word : with(word), isYes);
    }

    /// <summary>The verdict on the gate Work.</summary>
    public static GateVerdict JudgeWork(this DeliveryCase delivery) => delivery.Judge(delivery.Lifecycle.FindGate("Work")!);

    /// <summary>Each reason as <c>code line: message</c>.</summary>
    public static string Told(this GateVerdict verdict) =>
        string.Join("; ", verdict.Reasons.Select(r => $"{r.Descriptor.Code} {r.Location.Start.Line}: {r.Message}"));
}
