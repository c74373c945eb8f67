using DeliveryAsCode.Deliveries;

namespace DeliveryAsCode.Conversations;

/// <summary>What a delivery is called where people speak of it: <c>Acme Corp — Support Bot</c>. Text of people, safe for nothing yet.</summary>
public static class DeliveryTitle
{
    public static string Of(DeliveryRecord record) => (record.Client, record.Name) switch
    {
        ({ } client, { } name) => $"{client} — {name}",
        (null, { } name) => name,
        _ => record.Id,
    };
}
