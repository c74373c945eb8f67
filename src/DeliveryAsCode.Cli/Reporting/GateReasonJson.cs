using System.Text.Json;
using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>What stands between a gate and being open, as every JSON output has it.</summary>
internal static class GateReasonJson
{
    public static void Write(Utf8JsonWriter json, string name, IEnumerable<GateReason> reasons)
    {
        json.WriteStartArray(name);
        foreach (var reason in reasons)
            Write(json, reason);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, GateReason reason)
    {
        json.WriteStartObject();
        json.WriteString("code", reason.Descriptor.Code);
        json.WriteString("message", Json.WellFormed(reason.Message));
        json.WriteStartArray("who");
        foreach (var who in reason.Who)
            json.WriteStringValue(Json.WellFormed(who));
        json.WriteEndArray();
        json.WriteString("path", Json.WellFormed(reason.Location.Path));
        json.WriteNumber("line", reason.Location.Start.Line);
        json.WriteEndObject();
    }
}
