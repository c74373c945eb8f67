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
}
