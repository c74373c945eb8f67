using DeliveryAsCode.Facts;

namespace DeliveryAsCode.Checklists;

/// <summary>Judges single items.</summary>
/// <param name="checks">Whether a check run succeeded, by its name; missing or null is not known.</param>
internal sealed class ItemJudge(FactSheet facts, IReadOnlyDictionary<string, bool?> checks)
{
    /// <param name="rule">What the item is to do: the template's item, else the item itself.</param>
    /// <param name="item">What stands in the list; null if nothing does.</param>
    /// <param name="isOwn">Whether the delivery may strike it out because it asked for it itself.</param>
    public RequiredItemState Judge(ChecklistItem rule, ChecklistItem? item, bool isOwn)
    {
        if (item is null)
            return new RequiredItemState.Open("it is missing in the list");

        var condition = rule.Condition?.Evaluate(facts);
        var isPassed = rule.Check is { } check ? checks.GetValueOrDefault(check) : item.IsTicked;
        return item.NotApplicable is { } reason && MayBeStruckOut(rule, condition, isOwn) ? new RequiredItemState.NotApplicable(reason)
            : isPassed is true ? new RequiredItemState.Done()
            : new RequiredItemState.Open(
                item.NotApplicable is null ? WhyNotDone(rule.Check, isPassed)
                : condition is null ? "it is struck out, and always needed"
                : $"it is struck out, but {condition.Why}");
    }

    /// <summary>Why the item's condition does not hold; null if it does, or cannot be told.</summary>
    public string? ReasonNotApplicable(ChecklistItem rule) =>
        rule.Condition?.Evaluate(facts) is { Holds: false } value ? value.Why : null;

    private bool MayBeStruckOut(ChecklistItem rule, FactValue? condition, bool isOwn) =>
        condition is null ? isOwn && rule.Check is null
        : condition.Holds is false || rule.Condition!.IsForPeople(facts);

    private static string WhyNotDone(string? check, bool? result) => (check, result) switch
    {
        (null, _) => RequiredItemState.Open.NotTicked,
        (_, false) => $"the check {check} did not succeed",
        _ => $"the check {check} is not known to have succeeded",
    };
}
