using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Gates;

/// <summary>Judges single conditions of a gate. People are judged together, in <see cref="WordsJudge"/>.</summary>
internal sealed partial class ConditionJudge(DeliveryCase delivery, Stage stage, GateDefinition gate)
{
    private DeliveryRecord Record => delivery.Record;

    public Way Judge(GateCondition condition) => condition switch
    {
        GateCondition.PolicyHolds policy => JudgePolicy(policy),
        _ => Way.Free with { Reasons = [.. Reasons(condition)] },
    };

    /// <param name="ways">For each way in which the inner condition can hold, what stands in it.</param>
    public ImmutableArray<GateReason> Negate(GateCondition.Not not, ImmutableArray<ImmutableArray<GateReason>> ways)
    {
        if (ways.Any(w => w.IsEmpty))
            return [Blocked(DiagnosticCatalog.PolicyRefuses, "something holds that must not hold for this gate", not.Location, stage.Owner, "see the lifecycle file, at this place")];

        return ways.Any(w => w.All(r => r.IsUndecided)) ? [Undecided("nobody can say whether something holds that must not hold for this gate", not.Location)] : [];
    }

    private IEnumerable<GateReason> Reasons(GateCondition condition) => condition switch
    {
        GateCondition.FieldsFilled fields => fields.Names.Where(name => !IsFilled(name)).Select(NotFilled),
        GateCondition.MilestonesPlanned => NotPlanned(),
        GateCondition.MilestonesDated dated => dated.Names.Where(name => Record.FindMilestone(name) is not { Actual: not null }).Select(NotDated),
        GateCondition.ChecklistDone checklist => OpenItems(checklist),
        GateCondition.DocumentComplete document => Shortcomings(document),
        GateCondition.Acknowledged { Gate: { } other } acknowledged => NotAcknowledged(acknowledged, other),
        GateCondition.Acknowledged => [],
        GateCondition.Certified => SaysFail(),
        GateCondition.ExecutionSucceeded => NotExecuted(),
        GateCondition.ChecksSuccessful checks => NotSuccessful(checks.Required.IsEmpty ? delivery.Configuration.RequiredChecks : checks.Required),
        GateCondition.EscalationsResolved escalations => OpenEscalations(escalations),
        GateCondition.IncidentsResolved => OpenIncidents(),
        GateCondition.DeliverablesDone deliverables => MissingDeliverables(deliverables),
        GateCondition.MetricsMet metrics => UnmetMetrics(metrics),
        GateCondition.FeedbackGiven feedback => MissingFeedback(feedback.Path, feedback.Section),
        GateCondition.BusinessDaysAfter days => NotYet(days),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A date or word that cannot be read is none.</summary>
    private bool IsFilled(string name) => name switch
    {
        RecordGrammar.IntakeDate => Record.IntakeDate is not null,
        RecordGrammar.AgreedDate => Record.AgreedDate is not null,
        RecordGrammar.ActualDate => Record.ActualDate is not null,
        RecordGrammar.Status => Record.Status is not null,
        _ => Record.FindField(name) is { Value: not null },
    };

    private GateReason NotFilled(string name) =>
        Blocked(DiagnosticCatalog.FieldNotFilled, Record.FindField(name) is { Value: { } unreadable } ? $"\"{name}\" cannot be read: \"{unreadable}\"" : $"\"{name}\" is not filled",
            Record.FindField(name)?.Location ?? Record.Title, stage.Owner, $"delivery set {Record.Id} \"field:{name}\" \"…\"");

    private IEnumerable<GateReason> NotPlanned()
    {
        var rows = delivery.Lifecycle.Milestones.Select(name => (Name: name, Row: Record.FindMilestone(name))).ToList();
        foreach (var (name, row) in rows.Where(r => r.Row is not { Target: not null } and not { Actual: not null }))
            yield return Blocked(DiagnosticCatalog.NotPlanned, $"\"{name}\" has no target date", row?.Location ?? Record.Title, stage.Owner, $"delivery set {Record.Id} \"milestone:{name}:Target date\" YYYY-MM-DD");

        var dated = rows.Where(r => r.Row?.Target is not null).ToList();
        foreach (var (earlier, later) in dated.Zip(dated.Skip(1)).Where(pair => pair.Second.Row!.Target < pair.First.Row!.Target))
            yield return Blocked(DiagnosticCatalog.NotPlanned, $"\"{later.Name}\" is planned before \"{earlier.Name}\"", later.Row!.Location, stage.Owner, "put the target dates in order");
    }

    private GateReason NotDated(string name) =>
        Blocked(DiagnosticCatalog.MilestoneNotDated, $"\"{name}\" has no actual date", Record.FindMilestone(name)?.Location ?? Record.Title, stage.Owner, $"delivery set {Record.Id} \"milestone:{name}:Actual date\" YYYY-MM-DD");

    private IEnumerable<GateReason> NotAcknowledged(GateCondition.Acknowledged condition, string other)
    {
        var state = delivery.Decisions.StateOf(other);
        if (!state.IsSettled && !state.Words.Any(w => w.Word.CountsFor(condition.Role)))
            yield return new GateReason(DiagnosticCatalog.DecisionMissing, $"{condition.Role} has not acknowledged \"{other}\"", state.Last?.Location ?? GateJudge.PlaceOfGates(Record), delivery.NamesOf(condition.Role), delivery.HowToDecide(other), IsUndecided: true);
    }

    /// <summary>A report that says FAIL is not certified as PASS by whatever row.</summary>
    private IEnumerable<GateReason> SaysFail()
    {
        foreach (var field in gate.BoundTo.OfType<BoundPart.Document>().Select(d => delivery.Documents.Find(d.Path)).OfType<MarkdownDocument>()
            .SelectMany(document => document.Sections.SelectMany(s => s.Items).Select(i => i.Field).OfType<Field>().Where(f => Label.Of(f.Label) == "result").Select(f => (document.Source, Field: f))))
        {
            if (Label.Of(field.Field.Value) != "pass" && !Unset.Is(field.Field.Value))
                yield return Blocked(DiagnosticCatalog.CertificationFailed, $"certification is {field.Field.Value}, it must be PASS", field.Source.Locate(field.Field.ValueSpan), stage.Owner, $"delivery acknowledge {Record.Id} --gate \"{gate.Name}\" --decision failed --reason \"…\"; after rework, certify anew");
        }
    }

    private IEnumerable<GateReason> NotExecuted()
    {
        if (delivery.Evidence.Executions is null)
            return [Undecided("nobody can say what was executed", Record.Title)];
        if (delivery.NewestExecution is not { } newest)
            return [Blocked(DiagnosticCatalog.NotExecuted, "the deployment plan was not executed", Record.Title, stage.Owner, $"delivery run {Record.Id}")];

        return newest switch
        {
            { Conclusion: null } => [Blocked(DiagnosticCatalog.NotExecuted, $"execution {newest.Id} is not finished", Location.OfFile(newest.LogPath), stage.Owner, $"delivery run {Record.Id} continues it")],
            { Conclusion: Conclusion.Succeeded, SmokeTests: 0 } => [Blocked(DiagnosticCatalog.NotExecuted, $"execution {newest.Id} ran no smoke test", Location.OfFile(newest.LogPath), stage.Owner, "add smoke tests to the runbook, have it approved, and run it again")],
            { Conclusion: Conclusion.Succeeded } => [],
            _ => [Blocked(DiagnosticCatalog.NotExecuted, $"execution {newest.Id} ended as {KebabCase.Of(newest.Conclusion.Value)}", Location.OfFile(newest.LogPath), stage.Owner, "repair the plan, have it approved, and run it again")],
        };
    }

    private IEnumerable<GateReason> NotSuccessful(ImmutableArray<Configuration.RequiredCheck> required)
    {
        foreach (var check in required)
        {
            if (delivery.Evidence.Checks is not { } known)
                yield return Undecided($"nobody can say whether the check \"{check.Name}\" was successful on the release", Record.Title);
            else if (known.LastOrDefault(c => c.Name == check.Name && (check.App is null || c.App == check.App)) is not { State: CheckState.Successful } result)
                yield return Blocked(DiagnosticCatalog.PolicyRefuses, $"the check \"{check.Name}\" is not successful on the release", Record.Title, stage.Owner, "make it pass on the commit that is released");
        }
    }

    private IEnumerable<GateReason> OpenEscalations(GateCondition.EscalationsResolved condition) =>
        Record.Escalations.Rows.Where(e => e.IsOpen && !(condition.OfStageOnly && ConcernsOnlyAnother(e.Issue))).Select(e =>
            new GateReason(DiagnosticCatalog.EscalationOpen, $"the escalation \"{e.Issue}\" is open", e.Location, [e.EscalatedTo.Length > 0 ? e.EscalatedTo : Configuration.Role.DeliveryManager],
                $"delivery set {Record.Id} escalation:{Record.Escalations.Rows.IndexOf(e) + 1}:Resolution \"…\"", IsUndecided: false));

    /// <summary>An escalation that names something of another stage, and nothing of this one, does not hold this one up.</summary>
    private bool ConcernsOnlyAnother(string issue) =>
        !Names(stage).Any(name => Mentions(issue, name)) && delivery.Lifecycle.Stages.Where(s => s != stage).SelectMany(Names).Any(name => Mentions(issue, name));

    private static IEnumerable<string> Names(Stage stage) => [stage.Name, .. stage.Gates.Select(g => g.Name), .. stage.Milestones];

    private static bool Mentions(string issue, string name) => $" {Label.Of(issue).Key} ".Contains($" {Label.Of(name).Key} ", StringComparison.Ordinal);

    private GateReason Blocked(DiagnosticDescriptor descriptor, string message, Location place, string role, string next) =>
        new(descriptor, message, place, delivery.NamesOf(role), next, IsUndecided: false);

    private static GateReason Undecided(string message, Location place) =>
        new(DiagnosticCatalog.CannotTell, message, place, [], "decide where that can be known", IsUndecided: true);
}
