using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Conversations;

/// <summary>What the form of an intake issue says. Values of people: a record takes each as exactly this text.</summary>
/// <param name="Id">Of the delivery, as it was given, or made of client and name.</param>
/// <param name="Requirements">An address; null where the delivery's own document takes its place.</param>
/// <param name="Complexity">One of simple, standard and complex.</param>
public sealed record IntakeForm(
    string Id, string Client, string Name, string? Scope, string? Stakeholders, string? Requirements, LocalDate? AgreedDate, string Complexity)
{
    /// <summary>Of the issue: the form sets it, and an issue without it is no intake.</summary>
    public const string IssueLabel = "delivery-intake";

    public const string ClientLabel = "Client";
    public const string NameLabel = "Delivery name";
    public const string IdLabel = "Delivery id";
    public const string ScopeLabel = "Scope";
    public const string StakeholdersLabel = "Stakeholders";
    public const string RequirementsLabel = "Requirements";
    public const string AgreedDateLabel = "Agreed delivery date";
    public const string ComplexityLabel = "Complexity";

    /// <summary>The labels of the form's fields, in its order.</summary>
    public static ImmutableArray<string> Labels { get; } =
        [ClientLabel, NameLabel, IdLabel, ScopeLabel, StakeholdersLabel, RequirementsLabel, AgreedDateLabel, ComplexityLabel];

    /// <summary>The documents that the delivery begins with.</summary>
    /// <exception cref="ArgumentException">A value cannot be written; one that was read from a form can.</exception>
    public IReadOnlyList<SourceText> CreateDocuments(string recordPath, Lifecycle lifecycle, LocalDate intakeDate)
    {
        var documents = DeliveryTemplate.Create(new NewDelivery(Id, Client, Name, Scope, AgreedDate, intakeDate), recordPath, lifecycle, other: null);
        return [.. documents.Select(d => d.Path == recordPath ? FillIn(d) : d)];
    }

    private SourceText FillIn(SourceText record) => Fields().Aggregate(record, (source, field) => Set(source, field.Label, field.Value));

    private IEnumerable<(string Label, string Value)> Fields()
    {
        if (Stakeholders is not null)
            yield return (StakeholdersLabel, Stakeholders);
        if (Requirements is not null)
            yield return (RequirementsLabel, Requirements);
        yield return (RecordGrammar.Complexity, Complexity);
    }

    private SourceText Set(SourceText source, string label, string value)
    {
        var document = MarkdownDocument.Read(source).Value;
        var field = RecordReader.Read(document, Id).Value?.FindField(label) ?? throw new ArgumentException($"the template has no field \"{label}\"", nameof(label));
        return source.Apply([.. MarkdownEdits.SetField(document, field.Source, value) ?? throw new ArgumentException($"\"{value}\" cannot be written into the field \"{label}\"", nameof(value))]);
    }
}

/// <summary>Why a form makes no delivery.</summary>
/// <param name="Field">Label of the field.</param>
/// <param name="Message">A sentence without a full stop.</param>
public sealed record IntakeMistake(string Field, string Message, string Help);

/// <param name="Form">Null if there is a mistake.</param>
public sealed record IntakeReading(IntakeForm? Form, ImmutableArray<IntakeMistake> Mistakes);
