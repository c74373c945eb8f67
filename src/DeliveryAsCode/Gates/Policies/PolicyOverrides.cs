using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Gates.Policies;

/// <summary>The words by which people let a policy pass on a gate. Each is recorded with its reason, and shown wherever the gate is.</summary>
internal sealed class PolicyOverrides(GateCondition.PolicyHolds condition, string role, PolicyQuestion question)
{
    private readonly DeliveryCase _delivery = question.Delivery;

    private string Name => KebabCase.Of(condition.Policy);

    /// <summary>The way without what was overridden; with it, and how it could be, if it was not.</summary>
    public Way Apply(Way way)
    {
        var words = _delivery.Decisions.StateOf(question.Gate.Name).Words.Where(w => w.Word.Overrides == condition.Policy).Reverse().Select(w => (Given: w, Doubt: Doubt(w))).ToList();
        if (words.FirstOrDefault(w => w.Doubt is null).Given is { } counting)
            return way with { Reasons = [], Notes = way.Notes.Add($"{Name} was overridden by {counting.Word.By.Name}: {counting.Row.Evidence}") };

        var doubt = words is [var (given, why), ..] ? $"; the override by {given.Word.By.Name} does not count: {why}" : "";
        return way with { Reasons = [.. way.Reasons.Select(r => Overridable(r, doubt))] };
    }

    private GateReason Overridable(GateReason reason, string doubt) => reason with
    {
        Message = $"{reason.Message}{doubt}",
        Who = [.. reason.Who.Concat(_delivery.NamesOf(role)).Distinct()],
        Next = $"{reason.Next}; or {role} lets it pass{(condition.NeedsIncident ? " for an incident of the record, named in the reason" : "")}: "
            + $"delivery acknowledge {_delivery.Record.Id} --gate \"{question.Gate.Name}\" --as-role {role} --override {Name} --reason \"…\"",
    };

    /// <returns>Why the word does not count; null if it does.</returns>
    private string? Doubt(RowWord given)
    {
        var (word, reason) = (given.Word, given.Row.Evidence);
        return !word.SpeaksFor.Contains(role) || word.OnBehalfOf is not null ? $"only {role} may let it pass"
            : Unset.Is(reason) || Unset.IsPlaceholder(reason) ? "it gives no reason"
            : condition.NeedsIncident && !IncidentReference.IsIn(reason, _delivery.Record) ? "its reason names no incident of the record"
            : word.BoundTo != _delivery.BoundSetOf(question.Gate).Digest ? $"what it speaks of has changed since{Changes(word)}"
            : IsExpired(word) ? "it is too old"
            : question.IsForNow && condition.Policy == Policy.HighTraffic ? OutsideOfPlan()
            : null;
    }

    private string Changes(GateWord word) =>
        word.Then is { } then && _delivery.BoundSetOf(question.Gate).ChangesSince(then) is { IsEmpty: false } changes ? $" ({string.Join(", ", changes.Select(c => $"{c.Name} {c.Location}"))})" : "";

    private bool IsExpired(GateWord word) =>
        !question.IsForNow && _delivery.Configuration.Acknowledgements.ExpireAfter is { } after && _delivery.Now - word.At > Duration.FromTimeSpan(after);

    /// <summary>A time was let pass, not every time.</summary>
    private string? OutsideOfPlan() => _delivery.Record.FindWindow(_delivery.Configuration.Calendar.TimeZone) is not { } window ? "no time is planned"
        : _delivery.Now < window.Start || _delivery.Now >= window.End ? $"it speaks of the planned time, {window}"
        : null;
}
