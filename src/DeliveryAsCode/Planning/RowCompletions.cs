using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Planning;

/// <summary>Rows that came with pull requests get the names and the day that their reviews tell.</summary>
internal static class RowCompletions
{
    public static void Plan(Draft draft)
    {
        var rows = draft.Case.Record.Gates.Rows;
        for (var i = 0; i < rows.Length && i < draft.Case.Evidence.Rows.Length; i++)
        {
            if (RowCompletion.Of(rows[i], draft.Case.Evidence.Rows[i], draft.Record.Id, draft.Case.Configuration.Calendar.TimeZone) is not { } completion)
                continue;

            var number = i + 1;
            draft.EditRecord($"gate/{number}/completed", $"complete the row \"{rows[i].Gate}\": {completion.DecidedBy}, {completion.Evidence}", $"its pull request was approved on {completion.Date:uuuu'-'MM'-'dd}", record => completion.ApplyTo(record, number));
        }
    }
}
