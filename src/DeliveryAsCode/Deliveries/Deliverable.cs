using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Deliveries;

public enum DeliverableStatus
{
    Planned,
    InProgress,
    Done,
    NotNeeded,
}

/// <summary>Something that is handed over beside the product itself: a plan, a dashboard, a guide.</summary>
/// <param name="Link">Where it is: a link, an address, or a path.</param>
/// <param name="Reason">Why it is not needed: <c>Not needed: internal tool</c>, or <c>n/a: internal tool</c>.</param>
public sealed record Deliverable(
    TableRow Source, Location Location, string Name, string Owner, string Link, DeliverableStatus? Status, string? Reason) : RecordRow(Source, Location)
{
    public Label Label => Label.Of(Name);

    /// <summary>Done, and there is somebody to ask and something to look at.</summary>
    public bool IsDelivered => Status == DeliverableStatus.Done && IsSaid(Owner) && IsSaid(Link) && DeliverableLink.Is(Link);

    /// <summary>Delivered, or not needed for a reason.</summary>
    public bool IsSettled => IsDelivered || (Status == DeliverableStatus.NotNeeded && Reason is not null);

    private static bool IsSaid(string text) => !Unset.Is(text) && !Unset.IsPlaceholder(text);
}
