using System.Collections.Immutable;
using DeliveryAsCode.Checklists;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Gates;

/// <summary>What a stage's gate waits for, as far as documents tell.</summary>
internal sealed class StageRequirements(
    DeliveryRecord record, Lifecycle lifecycle, Stage stage, DeliveryConfiguration configuration, IReadOnlyDictionary<string, Checklist> checklists)
{
    public ImmutableArray<MissingItem> Missing(GateDefinition gate, GateDecisions decisions) =>
        [.. Fields(), .. Milestones(), .. OpenItems(), Decision(gate, decisions)];

    /// <summary>The head of the record is filled at intake; only the actual delivery date waits for the end.</summary>
    private IEnumerable<MissingItem> Fields() =>
        RecordGrammar.RequiredFields.Where(name => name != RecordGrammar.ActualDate || stage == lifecycle.Stages[^1]).Where(name => !IsFilled(name)).Select(name =>
            new MissingItem(DiagnosticCatalog.FieldNotFilled, record.FindField(name) is { Value: { } unreadable } ? $"\"{name}\" cannot be read: \"{unreadable}\"" : $"\"{name}\" is not filled", [.. Holders(stage.Owner)], record.FindField(name)?.Location ?? record.Title));

    /// <summary>A date that cannot be read is no date.</summary>
    private bool IsFilled(string name) => name switch
    {
        RecordGrammar.IntakeDate => record.IntakeDate is not null,
        RecordGrammar.AgreedDate => record.AgreedDate is not null,
        RecordGrammar.ActualDate => record.ActualDate is not null,
        RecordGrammar.Status => record.Status is not null,
        _ => record.FindField(name) is { Value: not null },
    };

    /// <summary>What is reached in the stage; the milestone that a gate dates follows from its decision.</summary>
    private IEnumerable<MissingItem> Milestones() =>
        stage.Milestones.Except(lifecycle.Gates.Select(g => g.Dates)).OfType<string>().Where(name => record.FindMilestone(name) is not { Actual: not null }).Select(name =>
            new MissingItem(DiagnosticCatalog.MilestoneNotDated, $"\"{name}\" has no actual date", [.. Holders(stage.Owner)], record.FindMilestone(name)?.Location ?? record.Title));

    private IEnumerable<MissingItem> OpenItems()
    {
        if (stage.Checklist is not { } name)
            return [];
        if (!checklists.TryGetValue(name, out var checklist) || !checklist.Items.Any())
            return [new MissingItem(DiagnosticCatalog.ChecklistNotDone, $"the checklist checklists/{name}.md {(checklist is null ? "is missing" : "has no items")}", [.. Holders(stage.Owner)], record.Title)];

        return checklist.Open.Select(item =>
            new MissingItem(DiagnosticCatalog.ChecklistNotDone, $"open: {item.Text}", [.. Holders(item.Owner ?? stage.Owner)], item.Location));
    }

    private MissingItem Decision(GateDefinition gate, GateDecisions decisions)
    {
        var last = decisions.Last(gate.Name);
        var message = last?.Decision == Deliveries.Decision.Failed
            ? $"the gate \"{gate.Name}\" failed on {Date(last)} and waits for a new decision"
            : $"the gate \"{gate.Name}\" waits for a decision";
        var place = last?.Location ?? (record.Gates.Section?.Heading is { } heading ? record.Document.Source.Locate(heading.TextSpan) : record.Title);
        return new MissingItem(DiagnosticCatalog.DecisionMissing, message, [.. gate.DecidedBy.SelectMany(Holders).Distinct()], place);
    }

    private static string Date(GateDecision decision) => decision.Date is { } date ? DocumentDate.Format(date) : "a day that is not recorded";

    private IEnumerable<string> Holders(string role)
    {
        var logins = configuration.FindRole(role)?.MembersFor(record.Id).OfType<PersonMember>().Select(m => m.Login ?? m.Email).OfType<string>().ToList() ?? [];
        return logins.Count == 0 ? [role] : logins;
    }
}
