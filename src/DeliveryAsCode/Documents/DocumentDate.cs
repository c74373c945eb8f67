using System.Globalization;
using NodaTime;

namespace DeliveryAsCode.Documents;

/// <summary>Dates of documents: <c>YYYY-MM-DD</c>, and nothing else is guessed.</summary>
public static class DocumentDate
{
    /// <summary>The date, or null if the text is not one in the one accepted form.</summary>
    public static LocalDate? Parse(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        return text.Length == 10 && text[4] == '-' && text[7] == '-'
            && Digits(text[..4], out var year) && Digits(text[5..7], out var month) && Digits(text[8..], out var day)
            && year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? new LocalDate(year, month, day)
            : null;
    }

    public static string Format(LocalDate date) => date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What another common form would mean, so that the message can offer it: <c>5/16/2025</c>, <c>16.05.2025</c>, <c>16 May 2025</c>.</summary>
    /// <returns>One date for each reading; two where day and month could be swapped.</returns>
    public static IReadOnlyList<LocalDate> Readings(string text)
    {
        string[] forms = ["M/d/yyyy", "d/M/yyyy", "d.M.yyyy", "d-M-yyyy", "yyyy/M/d", "yyyy.M.d", "yyyy-M-d", "d MMM yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy", "MMM d yyyy", "MMMM d yyyy", "yyyyMMdd"];
        return
        [
            .. forms
                .Select(form => DateOnly.TryParseExact(text.Trim(), form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : (DateOnly?)null)
                .OfType<DateOnly>()
                .Distinct()
                .Select(LocalDate.FromDateOnly),
        ];
    }

    /// <summary>The help line for a text that is no date.</summary>
    public static string Help(string text) => Readings(text) switch
    {
        [var only] => $"write {Format(only)}",
        [var first, var second, ..] => $"write {Format(first)} or {Format(second)}: day and month could be either",
        _ => "dates are written YYYY-MM-DD; leave the value empty, or TBD, while there is none",
    };

    private static bool Digits(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
