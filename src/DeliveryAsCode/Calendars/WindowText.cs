namespace DeliveryAsCode.Calendars;

/// <param name="Zone">Empty if none is named.</param>
internal readonly record struct WindowText(string Date, string From, string To, string Zone)
{
    /// <summary>Null if the text has not these parts. Whether they are right is not looked at.</summary>
    public static WindowText? Split(string text) =>
        Halves(text.Trim()) is var (date, times) && times.IndexOfAny(['-', '–', '—']) is > 0 and var dash
        && Halves($"{times[(dash + 1)..].TrimStart()} ") is var (to, zone) && !zone.Contains(' ', StringComparison.Ordinal)
            ? new WindowText(date, times[..dash].TrimEnd(), to, zone)
            : null;

    private static (string Before, string After)? Halves(string text) =>
        text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? (text[..space], text[space..].Trim()) : null;
}
