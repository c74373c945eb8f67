using System.Text;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Planning;
using DeliveryAsCode.Text;
using NodaTime.Text;

namespace DeliveryAsCode.Tests.Scenarios;

/// <summary>Does what a scenario asks for, step by step, and writes down what came of it.</summary>
internal sealed class ScenarioRun(Scenario scenario)
{
    private readonly ScenarioWorld _world = new(scenario);
    private readonly StringBuilder _verdicts = new();
    private readonly StringBuilder _plan = new();

    public string Verdicts => _verdicts.ToString();

    public string Plan => _plan.ToString();

    /// <summary>The files that are not as they were before.</summary>
    public IReadOnlyDictionary<string, string> Changed => _world.Files.Where(f => !scenario.Files.TryGetValue(f.Key, out var before) || before != f.Value).ToDictionary(f => f.Key, f => f.Value);

    public void Run()
    {
        foreach (var step in scenario.Request.List("steps", value => value.AnyMapping()))
            Do(step);
    }

    private void Do(YamlMappingReader step)
    {
        var (kind, value) = (step.Entries.Single().Key.Value, step.Find(step.Entries.Single().Key.Value)!.Value);
        switch (kind)
        {
            case "judge":
                Judge(value.Text()!);
                break;
            case "decide":
                Decide(value.AnyMapping()!);
                break;
            case "edit":
                var edit = value.Mapping(ScenarioEdit.Read)!;
                _world.Files = _world.Files.SetItem(edit.Path, edit.Apply(_world.Files[edit.Path]));
                break;
            case "reconcile":
                Reconcile();
                break;
            case "now":
                _world.Now = InstantPattern.General.Parse(value.Text()!).GetValueOrThrow();
                _verdicts.Append($"# now {value.Text()}\n");
                break;
            default:
                throw new InvalidOperationException($"{scenario.Folder}: there is no step \"{kind}\"");
        }
    }

    private void Judge(string gate)
    {
        var verdict = _world.Case().Judge(_world.Lifecycle.FindGate(gate) ?? throw new InvalidOperationException($"{scenario.Folder}: there is no gate \"{gate}\""));
        _verdicts.Append($"# {gate}: {Word(verdict)}\n");
        foreach (var note in verdict is GateVerdict.Open open ? open.Notes : [])
            _verdicts.Append($"  note: {note}\n");
        if (verdict is GateVerdict.Skipped skipped)
            _verdicts.Append($"  {skipped.Reason}\n");
        WriteReasons(verdict.Reasons);
    }

    /// <summary>What the program does by itself; done once more, nothing is left to do.</summary>
    private void Reconcile()
    {
        var plan = Planner.Plan(_world.Case());
        _plan.Append($"# {InstantPattern.General.Format(_world.Now)}\n");
        foreach (var change in plan.Changes)
            _plan.Append($"{change.Key}: {change.Summary}\n  because {change.Reason}\n");
        foreach (var note in plan.Notes)
            _plan.Append($"note: {note.Message}\n");
        foreach (var refusal in plan.Refusals)
            _plan.Append($"refused: {refusal.Message}\n");
        foreach (var file in plan.Files)
            _world.Files = _world.Files.SetItem(file.Path, file.After.Text);

        Planner.Plan(_world.Case()).Changes.ShouldBeEmpty();
    }

    private void Decide(YamlMappingReader request)
    {
        var delivery = _world.Case();
        var gate = request.Text("gate") is { } name ? _world.Lifecycle.FindGate(name)! : delivery.NextGate!;
        var by = delivery.People.Named(request.Text("by")!);
        var decision = Wording.OfDecision.Find(request.Text("decision") ?? "passed")!.Value;
        var asked = new DecisionRequest(gate, by, request.Text("as"), decision, request.Text("reason"), request.Text("on-behalf-of"), request.Text("evidence"), request.Text("override") is { } policy ? KebabCase.Parse<Policy>(policy) : null);
        _verdicts.Append($"# {by.Name} decides {gate.Name}: {Wording.OfDecision.WordFor(decision)}\n");
        switch (new DecisionRules(delivery, asked).Decide())
        {
            case DecisionOutcome.Granted granted:
                _verdicts.Append($"  recorded: {Wording.OfDecision.WordFor(granted.Decision)} as {granted.Role}\n");
                foreach (var note in granted.Notes)
                    _verdicts.Append($"  note: {note}\n");
                WriteReasons(granted.StillMissing);
                Record(delivery, asked, granted);
                break;
            case DecisionOutcome.Refused refused:
                _verdicts.Append("  refused\n");
                WriteReasons(refused.Reasons);
                break;
            case DecisionOutcome.NothingToDo nothing:
                _verdicts.Append($"  nothing to do: {nothing.Why}\n");
                break;
            case DecisionOutcome.Incomplete incomplete:
                _verdicts.Append($"  incomplete: {incomplete.Message}\n");
                break;
        }
    }

    private void Record(DeliveryCase delivery, DecisionRequest request, DecisionOutcome.Granted granted)
    {
        var bound = delivery.BoundSetOf(request.Gate);
        var row = RecordEdits.AppendGateRow(delivery.Record, request.Gate.Name, granted.Decision, granted.DecidedBy, delivery.Today, string.Join(": ", new[] { request.AttestedBy, request.Reason ?? "commit 4f2c9d1" }.OfType<string>()));
        _world.Files = _world.Files.SetItem(delivery.Record.Path, delivery.Record.Document.Source.Apply([.. row.ShouldBeOfType<EditResult.Planned>().Edits]).Text);
        var authors = delivery.Evidence.Authors.TryGetValue(request.Gate.Name, out var known) ? known : (System.Collections.Immutable.ImmutableArray<Person>?)null;
        _world.Remember(new GateWord(request.By, [granted.Role], delivery.Now, "commit 4f2c9d1", granted.Digest, bound, authors, request.OnBehalfOf, request.Overrides, delivery.Lifecycle));
    }

    private void WriteReasons(IEnumerable<GateReason> reasons)
    {
        foreach (var reason in reasons)
            _verdicts.Append($"  {(reason.IsUndecided ? "?" : "!")} {reason.Descriptor.Code} {reason.Message} [{string.Join(", ", reason.Who)}] {reason.Location}\n");
    }

    private static string Word(GateVerdict verdict) => verdict switch
    {
        GateVerdict.Open => "open",
        GateVerdict.Blocked => "blocked",
        GateVerdict.Undecided => "undecided",
        GateVerdict.Skipped => "skipped",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
