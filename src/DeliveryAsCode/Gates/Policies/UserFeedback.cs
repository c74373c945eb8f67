namespace DeliveryAsCode.Gates.Policies;

/// <summary>Nothing is closed as if nobody had an opinion: what users or the client said is written down.</summary>
internal static class UserFeedback
{
    public static IEnumerable<GateReason> Refusals(PolicyQuestion question) => [];
}
