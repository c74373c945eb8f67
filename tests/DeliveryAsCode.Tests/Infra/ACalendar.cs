using DeliveryAsCode.Configuration;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Infra;

/// <summary>The calendar of a team in Madrid that works from Monday to Friday.</summary>
internal static class ACalendar
{
    public static BusinessCalendar Plain { get; } = With("working-days: [monday, tuesday, wednesday, thursday, friday]");

    /// <param name="rules">A line of YAML below <c>calendar:</c>.</param>
    public static BusinessCalendar With(string rules)
    {
        var (configuration, diagnostics) = DeliveryConfigurationReader.Read(SourceText.From("delivery.yml", $"version: 1\ncalendar:\n  time-zone: Europe/Madrid\n  {rules}\n"));
        diagnostics.ShouldBeEmpty();
        return configuration.Calendar;
    }
}
