using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Transitions;

/// <summary>Which status comes after which.</summary>
internal sealed class StatusOrder(Lifecycle lifecycle)
{
    /// <summary>Number of the first stage with the status; one more than the last for Complete.</summary>
    public int RankOf(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Complete => lifecycle.Stages.Length,
        _ when IsClosing(status) => -1,
        _ => FirstStage(status),
    };

    public static bool IsClosing(DeliveryStatus status) => status is DeliveryStatus.Cancelled or DeliveryStatus.OnHold;

    /// <summary>One that no stage has is behind all that have one: nothing projects to it.</summary>
    private int FirstStage(DeliveryStatus status)
    {
        for (var i = 0; i < lifecycle.Stages.Length; i++)
        {
            if (Label.Of(lifecycle.Stages[i].Status) == Wording.OfStatus.WordFor(status))
                return i;
        }

        return lifecycle.Stages.Length;
    }
}
