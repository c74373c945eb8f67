using DeliveryAsCode.Deliveries;

namespace DeliveryAsCode.Gates.Policies;

/// <summary>Whether a text speaks of an incident of a record.</summary>
internal static class IncidentReference
{
    public static bool IsIn(string text, DeliveryRecord record) => false;
}
