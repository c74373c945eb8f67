using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Templates;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Planning;

/// <summary>
/// Drafts of what the client is to be told, as files for a person to look at and to send. A row under "Status updates
/// sent" says that something was sent, so only who sends it adds one.
/// </summary>
internal static class MessageDrafts
{
    private const string Head = "<!-- A draft, not sent. Look at it, send it, take this line out, and add a row: delivery set {1} update:+ \"YYYY-MM-DD | {0} | what it says\" -->\n";

    public static void Plan(Draft draft)
    {
        if (draft.Case.Decisions.Cancelled is not null)
            return;

        foreach (var attempt in FailedAttempt.Of(draft.Case).Where(a => a.Gate.IsCertified))
            TellOfFailure(draft, attempt);
        if (UpdateCadence.Due(draft.Record, draft.Case.Configuration.Cadence, draft.Case.Configuration.Calendar, draft.Case.Today) is { } update)
            TellWhereItStands(draft, update);
        if (SilentClient.Of(draft) is { } silent && silent.DueReminder(draft) is { } due)
            Remind(draft, silent, due);
    }

    private static void TellOfFailure(Draft draft, FailedAttempt attempt)
    {
        var who = attempt.Row.DecidedBy is { Length: > 0 } decider ? decider : attempt.Stage.Owner;
        var report = attempt.Gate.BoundTo.OfType<Lifecycles.BoundPart.Document>().FirstOrDefault()?.Path;
        var owes = report is null ? "" : $"; {who} owes the findings in {report}";
        Write(draft, $"message/{attempt.Gate.Name}/failed {attempt.Number}", attempt.MessagePath, "qa-failure", "QA result",
            $"draft what the client is told of the failure{owes}", $"the gate \"{attempt.Gate.Name}\" failed on {attempt.Date} (attempt {attempt.Number})",
            new()
            {
                ["findings"] = Findings(draft, report) ?? $"to be filled in{(report is null ? "" : $" from {report}")}",
                ["date"] = ExpectedDelivery(draft) is { } expected ? DocumentDate.Format(expected) : "to be agreed",
                ["previous"] = draft.Record.AgreedDate is { } agreed && agreed != ExpectedDelivery(draft) ? DocumentDate.Format(agreed) : "",
            });
    }

    private static void TellWhereItStands(Draft draft, DueUpdate update)
    {
        var due = DocumentDate.Format(update.Due);
        var late = Late(draft);
        Write(draft, $"update/{due}", $"messages/status-update-{due}.md", "status-update", "Status update",
            $"draft the status update that is due on {due}, for {Manager(draft)} to send", $"the last one is of {DocumentDate.Format(update.PeriodStart)}",
            new()
            {
                ["stage"] = draft.Case.CurrentStage?.Name ?? draft.Case.Lifecycle.Stages[^1].Name,
                ["health"] = draft.Record.Status == DeliveryStatus.OnHold ? "the work is on hold" : late == 0 ? "as planned" : $"{late} working {(late == 1 ? "day" : "days")} behind the plan",
                ["done"] = Listed(draft.Record.Milestones.Rows.Where(m => m.Actual > update.PeriodStart && m.Actual <= draft.Case.Today).Select(m => m.Name)) ?? "the work of this stage goes on",
                ["next"] = Forecasts(draft).Select(f => f.Expected is { } date ? $"{f.Milestone.Name}, {DocumentDate.Format(date)}" : f.Milestone.Name).FirstOrDefault() ?? "to be filled in",
                ["date"] = ExpectedDelivery(draft) is { } expected ? DocumentDate.Format(expected) : "to be agreed",
            });
    }

    private static void Remind(Draft draft, SilentClient silent, LocalDate due)
    {
        var day = DocumentDate.Format(due);
        Write(draft, $"reminder/{silent.Gate.Name}/{day}", $"messages/{Slug.Of(silent.Gate.Name)}-reminder-{day}.md", "handover-reminder", "Reminder",
            $"draft a reminder of \"{silent.Gate.Name}\", for {Manager(draft)} to send", $"there is no answer to what was sent on {DocumentDate.Format(silent.Asked)}",
            new() { ["sent"] = DocumentDate.Format(silent.Asked) });
    }

    private static void Write(Draft draft, string key, string path, string template, string type, string summary, string reason, Dictionary<string, string> values)
    {
        if (draft.Has(path))
            return;

        values["client"] = draft.Record.Client ?? "client";
        values["name"] = draft.Record.Name ?? draft.Record.Id;
        values["manager"] = Manager(draft);
        var text = Head.Replace("{0}", type, StringComparison.Ordinal).Replace("{1}", draft.Record.Id, StringComparison.Ordinal) + MessageTemplates.Render(template, values);
        draft.Create(key, SourceText.From(draft.Case.Documents.PathOf(path), text), summary, reason);
    }

    private static string Manager(Draft draft) => Listed(draft.Case.NamesOf(Role.DeliveryManager)) ?? Role.DeliveryManager;

    private static IReadOnlyList<MilestoneForecast> Forecasts(Draft draft) =>
        Forecast.Of(draft.Record, draft.Case.Lifecycle, draft.Case.Configuration.Calendar, draft.Case.Today);

    private static int Late(Draft draft) => Forecasts(draft).Select(f => f.WorkingDaysLate).DefaultIfEmpty().Max();

    /// <summary>What status says; without a plan, what was agreed.</summary>
    private static LocalDate? ExpectedDelivery(Draft draft) => DeliveryForecast.Of(draft.AsChanged).Delivery ?? draft.Record.AgreedDate;

    /// <summary>What the report lists and is no template's word.</summary>
    private static string? Findings(Draft draft, string? report) =>
        report is null || draft.Case.Documents.Find(report) is not { } document ? null
        : Listed(document.Sections.SelectMany(s => s.Tables).Where(t => t.IndexOfColumn("Finding") >= 0)
            .SelectMany(t => t.Rows.Where(r => r.Cells.Length > t.IndexOfColumn("Finding")).Select(r => r.Cells[t.IndexOfColumn("Finding")].Text))
            .Where(text => !Unset.Is(text) && !Unset.IsPlaceholder(text)), "; ");

    private static string? Listed(IEnumerable<string> names, string between = ", ") => string.Join(between, names) is { Length: > 0 } text ? text : null;
}
