using System.Globalization;
using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Planning;

/// <summary>What is said of a delivery in the same words, whether it is an alarm or a warning.</summary>
internal static class Sentence
{
    public static string Of(DeliveryForecast forecast) =>
        $"delivery is expected on {DocumentDate.Format(forecast.Delivery!.Value)}, {WorkingDays(forecast.WorkingDaysLate)} after the agreed {DocumentDate.Format(forecast.Agreed!.Value)}";

    public static string Of(StageOverrun overrun) =>
        $"the stage \"{overrun.Stage.Name}\" takes longer than expected: {WorkingDays(overrun.WorkingDays)} since {DocumentDate.Format(overrun.Since)}, and not {overrun.Expected.ToString(CultureInfo.InvariantCulture)}";

    public static string Of(FailedAttempt attempt) =>
        $"the gate \"{attempt.Gate.Name}\" failed {(attempt.Number == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{attempt.Number} times"))}, and was not passed since";

    public static string Days(int count) => count == 1 ? "1 day" : string.Create(CultureInfo.InvariantCulture, $"{count} days");

    /// <summary>None lies between a Friday and the weekend behind it.</summary>
    private static string WorkingDays(int count) => count switch
    {
        0 => "the weekend or holiday",
        1 => "1 working day",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} working days"),
    };
}
