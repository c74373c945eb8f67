using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Gates;

/// <summary>Decides whether somebody may say what they want to say about a gate, and as what it is recorded.</summary>
public sealed class DecisionRules(DeliveryCase delivery, DecisionRequest request)
{
    private static readonly Decision[] OfTheDelivery = [Decision.Cancelled, Decision.OnHold, Decision.Resumed, Decision.Reopened];

    private GateDefinition Gate => request.Gate;

    public DecisionOutcome Decide() =>
        Incomplete() is { } incomplete ? incomplete
        : RolesInQuestion() is var roles && roles.Length != 1 ? WithoutRole(roles)
        : request.Overrides is not null ? Override(roles[0])
        : request.Decision switch
        {
            Decision.Passed or Decision.Acknowledged => Pass(roles[0]),
            Decision.Skipped => Skip(roles[0]),
            Decision.Cancelled when delivery.Evidence.Executions?.Any(e => e.Conclusion is null && !e.IsRehearsal) == true =>
                Refuse(DiagnosticCatalog.DeliveryClosed, "an execution of this delivery is open", "let it end, or roll it back, before the delivery is cancelled"),
            Decision.OnHold when delivery.Decisions.OnHold is not null => new DecisionOutcome.NothingToDo("the delivery is on hold already"),
            Decision.Resumed when delivery.Decisions.OnHold is null => new DecisionOutcome.NothingToDo("the delivery is not on hold"),
            Decision.Cancelled when delivery.Decisions.Cancelled is not null => new DecisionOutcome.NothingToDo("the delivery is cancelled already"),
            _ => Grant(request.Decision, roles[0], [], []),
        };

    private DecisionOutcome.Incomplete? Incomplete() => request switch
    {
        _ when new[] { request.Reason, request.OnBehalfOf, request.AttestedBy }.Any(text => text?.Any(char.IsControl) == true) => new("a row of a table has one line, and so has what is written into it", "leave line breaks and other control characters out"),
        { OnBehalfOf: not null, AttestedBy: null } => new("an attested acknowledgement needs its evidence", "say where the client's word can be looked up: --evidence FILE or --evidence https://…"),
        { OnBehalfOf: null, AttestedBy: not null } => new("evidence belongs to an acknowledgement on behalf of somebody", "add --on-behalf-of \"Name\", or leave --evidence out"),
        { OnBehalfOf: not null, AsRole: not null and not Role.Client } => new("only a client can be spoken for", "use --as-role client with --on-behalf-of"),
        { Overrides: not null, Decision: not Decision.Passed } => new("an override is no decision", "leave one of --override and --decision out"),
        { Reason: null, Decision: not (Decision.Passed or Decision.Acknowledged) } => new($"\"{Wording.OfDecision.WordFor(request.Decision)}\" needs a reason", "add --reason \"…\": it is recorded in the row"),
        { Reason: null, Overrides: not null } => new("an override needs a reason", "add --reason \"…\": it is recorded in the row"),
        _ => null,
    };

    /// <summary>The roles in which the person could say it.</summary>
    private ImmutableArray<string> RolesInQuestion()
    {
        if (request.OnBehalfOf is not null)
            return delivery.People.Holds(request.By, Role.DeliveryManager, delivery.Record.Id) && Deciders().Contains(Role.Client) ? [Role.Client] : [];

        var held = delivery.People.RolesOf(request.By, delivery.Record.Id).Intersect(Deciders()).Where(r => request.AsRole is null || r == request.AsRole).ToImmutableArray();
        return held.Length > 1 && request.Decision == Decision.Passed && request.Overrides is null ? Needed(held) : held;
    }

    /// <summary>Of several roles, those that the gate still waits for.</summary>
    private ImmutableArray<string> Needed(ImmutableArray<string> held)
    {
        var missing = delivery.Judge(Gate).Reasons.Length;
        var needed = held.Where(role => delivery.With(Word(role)).Judge(Gate).Reasons.Length < missing).ToImmutableArray();
        return needed.IsEmpty ? held : needed;
    }

    private ImmutableArray<string> Deciders() =>
        request.Overrides is { } policy ? [.. PoliciesOf(policy).Select(p => p.OverridableBy).OfType<string>()]
        : OfTheDelivery.Contains(request.Decision) ? [Role.DeliveryManager]
        : request.Decision == Decision.Skipped ? [.. Gate.DecidedBy, Role.DeliveryManager]
        : Gate.DecidedBy;

    private IEnumerable<GateCondition.PolicyHolds> PoliciesOf(Policy policy) =>
        Gate.OpensWhen.WithParts.OfType<GateCondition.PolicyHolds>().Where(p => p.Policy == policy);

    private DecisionOutcome WithoutRole(ImmutableArray<string> roles)
    {
        if (roles.Length > 1)
            return new DecisionOutcome.Incomplete($"{request.By.Name} could say this as {string.Join(" or ", roles)}", $"add --as-role {roles[0]}");
        if (Deciders().IsEmpty)
            return Refuse(DiagnosticCatalog.PolicyRefuses, $"nobody may override {KebabCase.Of(request.Overrides!.Value)} at the gate \"{Gate.Name}\"", "meet the policy");

        if (request.OnBehalfOf is not null && delivery.People.Holds(request.By, Role.DeliveryManager, delivery.Record.Id))
            return Refuse(DiagnosticCatalog.NobodysWord, $"the gate \"{Gate.Name}\" does not ask for a client's word", "leave --on-behalf-of out, or name the gate that the client decides");

        var who = Deciders().SelectMany(r => delivery.NamesOf(r)).Distinct().ToImmutableArray();
        var held = delivery.People.RolesOf(request.By, delivery.Record.Id);
        var needed = request.OnBehalfOf is not null ? Role.DeliveryManager : request.AsRole ?? string.Join(" or ", Deciders().Distinct());
        return new DecisionOutcome.Refused(
        [
            new GateReason(DiagnosticCatalog.NobodysWord, $"{request.By.Name} is not {needed} of this delivery, {(held.IsEmpty ? "and has no role in it" : $"but {string.Join(", ", held)}")}", GateJudge.PlaceOfGates(delivery.Record), who,
                "they decide, with their own commit; or the roles in delivery.yml change, in a change of their own", IsUndecided: false),
        ]);
    }

    private DecisionOutcome Pass(string role)
    {
        if (delivery.Decisions.IsSettled(Gate.Name))
            return new DecisionOutcome.NothingToDo($"the gate \"{Gate.Name}\" is passed already");

        var word = Word(role);
        var verdict = delivery.With(word).Judge(Gate);
        return verdict switch
        {
            _ when !IsNeeded(word.Word) => Refuse(DiagnosticCatalog.NobodysWord, $"the word of a {role} is not needed for \"{Gate.Name}\": {string.Join(", ", Gate.DecidedBy.Where(r => r != role).SelectMany(r => delivery.NamesOf(r)))} can decide it", "they decide"),
            GateVerdict.Open open when request.Decision == Decision.Passed => Grant(Decision.Passed, role, [], open.Notes),
            GateVerdict.Skipped skipped => new DecisionOutcome.NothingToDo($"the gate is not needed: {skipped.Reason}"),
            // Everything but the word of others is there.
            _ when verdict.Reasons.All(r => r.Descriptor == DiagnosticCatalog.DecisionMissing) && !IsRepeated(role) => Grant(Decision.Acknowledged, role, verdict.Reasons, []),
            _ when verdict.Reasons.All(r => r.Descriptor == DiagnosticCatalog.DecisionMissing) => new DecisionOutcome.NothingToDo($"{request.By.Name} has acknowledged it already; the gate waits for others"),
            // That others have to speak, too, is nothing that the person could put right.
            _ => new DecisionOutcome.Refused([.. verdict.Reasons.Where(r => r.Descriptor != DiagnosticCatalog.DecisionMissing)]),
        };
    }

    /// <summary>Somebody who stands in has nothing to say while those are there for whom they would.</summary>
    private bool IsNeeded(GateWord word) =>
        delivery.Decisions.Speakers.Exclusion(word.By, Gate, word.Authors) is not null || word.OnBehalfOf is not null
        || Demand.Alternatives(Gate.OpensWhen).Any(demands => demands.Any(demand => delivery.Decisions.Speakers.Fits(demand, word, Gate)));

    private bool IsRepeated(string role)
    {
        var digest = delivery.BoundSetOf(Gate).Digest;
        return delivery.Decisions.StateOf(Gate.Name).Words.Any(w => w.Word.By.Equals(request.By) && w.Word.SpeaksFor.Contains(role) && w.Word.BoundTo == digest && w.Word.OnBehalfOf == request.OnBehalfOf && w.Word.Overrides is null);
    }

    private PendingWord Word(string role)
    {
        var bound = delivery.BoundSetOf(Gate);
        var authors = delivery.Evidence.Authors.TryGetValue(Gate.Name, out var known) ? known : (ImmutableArray<Person>?)null;
        return new PendingWord(Gate.Name, new GateWord(request.By, [role], delivery.Now, "this decision", bound.Digest, bound, authors, request.OnBehalfOf, request.Overrides, delivery.Lifecycle), IsYes: true);
    }

    private DecisionOutcome Skip(string role)
    {
        if (delivery.Decisions.IsSettled(Gate.Name))
            return new DecisionOutcome.NothingToDo($"the gate \"{Gate.Name}\" is settled already");
        if (delivery.Before(Gate) is { IsEmpty: false } before)
            return new DecisionOutcome.Refused(before);

        return delivery.Lifecycle.FindStageOfGate(Gate.Name)!.Skip switch
        {
            SkipRule.Never => Refuse(DiagnosticCatalog.NeverSkipped, $"the gate \"{Gate.Name}\" may never be skipped", "meet what it asks for"),
            SkipRule.WithReason => Grant(Decision.Skipped, role, [], []),
            SkipRule.ByFact byFact => SkipByFact(byFact, role),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>What cannot be told does not let anybody skip.</summary>
    private DecisionOutcome SkipByFact(SkipRule.ByFact rule, string role)
    {
        var facts = rule.Facts.Select(delivery.Evidence.Facts.Find).ToList();
        return facts.Any(f => f.Holds == true)
            ? Grant(Decision.Skipped, role, [], [.. facts.Where(f => f.Holds == true).Select(f => f.Why)])
            : new DecisionOutcome.Refused([.. facts.Select(f => new GateReason(DiagnosticCatalog.NeverSkipped, $"the gate \"{Gate.Name}\" may be skipped only by a fact: {f.Why}", GateJudge.PlaceOfGates(delivery.Record), [], "meet what the gate asks for", IsUndecided: f.Holds is null))]);
    }

    private DecisionOutcome Override(string role)
    {
        if (delivery.Decisions.IsSettled(Gate.Name))
            return new DecisionOutcome.NothingToDo($"the gate \"{Gate.Name}\" is passed already");

        return delivery.Judge(Gate).Reasons.Any(r => r.Descriptor == DiagnosticCatalog.PolicyRefuses || r.Descriptor == DiagnosticCatalog.NotNow)
            ? Grant(Decision.Acknowledged, role, [], [])
            : new DecisionOutcome.NothingToDo("there is nothing to override: the policies hold");
    }

    private DecisionOutcome.Granted Grant(Decision decision, string role, ImmutableArray<GateReason> missing, ImmutableArray<string> notes) =>
        new(decision, role, request.OnBehalfOf is { } client ? Attested(client, request.By) : request.By.Name, delivery.BoundSetOf(Gate).Digest, missing, notes);

    /// <summary>What a row says of somebody without an account, for ever.</summary>
    public static string Attested(string client, Person by) => Attestation.Of(client, by.Name);

    private DecisionOutcome.Refused Refuse(DiagnosticDescriptor descriptor, string message, string next) =>
        new([new GateReason(descriptor, message, GateJudge.PlaceOfGates(delivery.Record), [], next, IsUndecided: false)]);
}
