using DeliveryAsCode.Text;

namespace DeliveryAsCode.Checklists;

/// <summary>Something that a checklist has to settle.</summary>
/// <param name="Item">The item of the delivery's list; null if it is missing there.</param>
/// <param name="TemplateItem">The item of the template that asks for it; null for one of the delivery's own.</param>
/// <param name="Owner">A role.</param>
/// <param name="Location">The item; the list's title if it is missing.</param>
public sealed record RequiredItem(
    ChecklistItem? Item, ChecklistItem? TemplateItem, string Text, string? Owner, RequiredItemState State, Location Location)
{
    public bool IsOpen => State is RequiredItemState.Open;

    /// <summary>The reason with which the open item can be struck out, because its condition does not hold; null if it cannot.</summary>
    public string? SuggestedNotApplicable { get; init; }
}

/// <summary>Closed.</summary>
public abstract record RequiredItemState
{
    private RequiredItemState()
    {
    }

    /// <summary>Ticked; or its check succeeded, where it has one.</summary>
    public sealed record Done : RequiredItemState;

    /// <summary>Struck out with a reason, where it may be.</summary>
    public sealed record NotApplicable(string Reason) : RequiredItemState;

    /// <param name="Why"><see cref="NotTicked"/>, or what else it needs.</param>
    public sealed record Open(string Why) : RequiredItemState
    {
        public const string NotTicked = "it is not ticked";
    }
}
