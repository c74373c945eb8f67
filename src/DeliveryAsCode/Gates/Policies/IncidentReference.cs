using System.Globalization;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Gates.Policies;

/// <summary>Whether a text speaks of an incident of a record: by its number in the table, by its id, or by all its words.</summary>
internal static class IncidentReference
{
    public static bool IsIn(string text, DeliveryRecord record) =>
        record.Incidents.Rows.Index().Any(row => NamesOf(row.Item, row.Index + 1).Any(name => Mentions(text, name)));

    /// <summary>The first word is an id only if it has a number: "The login is down" is not called "The".</summary>
    private static IEnumerable<string> NamesOf(Incident incident, int number)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"incident {number}");
        if (incident.Description.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, ..])
        {
            yield return incident.Description;
            if (first.Any(char.IsAsciiDigit))
                yield return first;
        }
    }

    private static bool Mentions(string text, string name) =>
        Label.Of(name) is { IsEmpty: false } label && $" {Label.Of(text).Key} ".Contains($" {label.Key} ", StringComparison.Ordinal);
}
