using System.Collections.Immutable;
using DeliveryAsCode.Facts;

namespace DeliveryAsCode.Checklists;

/// <summary>
/// What a checklist has to settle. The template says which items are required, on what condition, of whom and by which
/// check; the delivery's list says what was done, and may ask for more.
/// </summary>
/// <param name="Items">In the order of the template, then those of the delivery's own; none for what is optional.</param>
public sealed record RequiredItems(ImmutableArray<RequiredItem> Items)
{
    /// <summary>Whether the list has no items at all, which is never done.</summary>
    public required bool IsEmpty { get; init; }

    public IEnumerable<RequiredItem> Open => Items.Where(i => i.IsOpen);

    public bool IsDone => !IsEmpty && !Open.Any();

    /// <param name="list">The delivery's checklist.</param>
    /// <param name="template">The checklist of the rules; null if there is none, and the list speaks for itself.</param>
    /// <param name="checks">Whether a check run succeeded, by its name; missing or null is not known.</param>
    public static RequiredItems Of(Checklist list, Checklist? template, FactSheet facts, IReadOnlyDictionary<string, bool?> checks)
    {
        var merge = new Merge(list, new TemplateMatch(list, template), new ItemJudge(facts, checks));
        var asked = template?.Groups.SelectMany(g => g.Items).SelectMany(merge.Asked) ?? [];
        return new RequiredItems([.. asked, .. list.Groups.SelectMany(g => g.Items).SelectMany(merge.Own)]) { IsEmpty = !list.Items.Any() };
    }

    private sealed class Merge(Checklist list, TemplateMatch match, ItemJudge judge)
    {
        /// <summary>What the template's item asks for; one that is settled without them, or optional, covers those below it.</summary>
        public IEnumerable<RequiredItem> Asked(ChecklistItem item) =>
            item.IsOptional ? [] : Judged(item, match.AnswerTo(item), isOwn: false, item.Children.SelectMany(Asked));

        /// <summary>What only the delivery's list asks for. What a template asks for below it is no matter of its.</summary>
        public IEnumerable<RequiredItem> Own(ChecklistItem item)
        {
            if (match.IsAnswer(item))
                return item.Children.SelectMany(Own);
            if (item.IsOptional)
                return [];

            // A heading over items of the template only is done when they are.
            return item.Children.SelectMany(c => c.WithDescendants).Any(match.IsAnswer) ? item.Children.SelectMany(Own) : Judged(item, item, isOwn: true, item.Children.SelectMany(Own));
        }

        private IEnumerable<RequiredItem> Judged(ChecklistItem rule, ChecklistItem? item, bool isOwn, IEnumerable<RequiredItem> below)
        {
            var required = Row(rule, item, isOwn);
            if (required.State is RequiredItemState.NotApplicable)
                return [required];

            // A parent whose condition fails can be struck out with all that is below it.
            var inner = below.ToList();
            if (required.SuggestedNotApplicable is not null && inner.Any(i => i.IsOpen))
                return [required];

            // A parent is done when its children are; a check has to succeed all the same.
            return inner.Count == 0 || rule.Check is not null ? inner.Prepend(required) : inner;
        }

        private RequiredItem Row(ChecklistItem rule, ChecklistItem? item, bool isOwn)
        {
            var state = judge.Judge(rule, item, isOwn);
            return new RequiredItem(item, isOwn ? null : rule, rule.Text, rule.Owner, state, item?.Location ?? list.Location)
            {
                SuggestedNotApplicable = state is RequiredItemState.Open ? judge.ReasonNotApplicable(rule) : null,
            };
        }
    }
}
