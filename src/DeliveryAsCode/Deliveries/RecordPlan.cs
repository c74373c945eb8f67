using DeliveryAsCode.Calendars;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Documents;
using NodaTime;

namespace DeliveryAsCode.Deliveries;

/// <summary>What a record's own fields plan. Each is null if the field is not set, or not readable: see <see cref="DateRules"/>.</summary>
public static class RecordPlan
{
    public const string DeploymentWindow = "Deployment window";
    public const string UpdateCadence = "Update cadence";
    public const string AcceptableDelay = "Acceptable delay";

    /// <param name="zone">The calendar's, for a window that names none.</param>
    public static PlannedWindow? FindWindow(this DeliveryRecord record, DateTimeZone zone) =>
        record.Planned(DeploymentWindow) is { } text && PlannedWindow.Parse(text, zone) is PlannedWindowReading.Read(var window) ? window : null;

    public static DayPeriod? FindCadence(this DeliveryRecord record) =>
        record.Planned(UpdateCadence) is { } text ? DayPeriod.ParseEvery(text) : null;

    public static DayPeriod? FindAcceptableDelay(this DeliveryRecord record) =>
        record.Planned(AcceptableDelay) is { } text ? DayPeriod.Parse(text) : null;

    private static string? Planned(this DeliveryRecord record, Label label) => record.FindField(label)?.Value;
}
