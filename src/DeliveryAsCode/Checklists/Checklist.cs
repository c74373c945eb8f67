using System.Collections.Immutable;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Checklists;

/// <summary>A Markdown task list; headings are groups. Whether it is done, <see cref="RequiredItems"/> say.</summary>
public sealed record Checklist(string Path, string Title, ImmutableArray<ChecklistGroup> Groups)
{
    /// <summary>Every item, nested ones after their parent.</summary>
    public IEnumerable<ChecklistItem> Items => Groups.SelectMany(g => g.Items).SelectMany(i => i.WithDescendants);

    /// <summary>The title, or the beginning of the file.</summary>
    public required Location Location { get; init; }
}

/// <param name="Name">The heading; empty for items before the first one.</param>
/// <param name="Items">Outermost items.</param>
public sealed record ChecklistGroup(string Name, ImmutableArray<ChecklistItem> Items);

/// <param name="Id">The annotation <c>id:</c>, else the slug of the text.</param>
/// <param name="Text">As people read it, without what the properties below say.</param>
/// <param name="IsTicked">The box is ticked; always false for a numbered step without a box.</param>
/// <param name="NotApplicable">The reason in <c>~~text~~ — n/a: reason</c>.</param>
/// <param name="Condition">What the item depends on: <c>when:</c>, or <c>[conditional: if …]</c> in the text.</param>
/// <param name="IsOptional"><c>(optional)</c>: never blocks.</param>
/// <param name="Owner">A role.</param>
/// <param name="Check">The check run that ticks it; a human tick does not count.</param>
public sealed record ChecklistItem(
    string Id,
    string Text,
    bool IsTicked,
    string? NotApplicable,
    ItemCondition? Condition,
    bool IsOptional,
    string? Owner,
    string? Check,
    ListItem Source,
    ImmutableArray<ChecklistItem> Children,
    Location Location)
{
    public IEnumerable<ChecklistItem> WithDescendants => Children.SelectMany(c => c.WithDescendants).Prepend(this);
}
