using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Templates;

namespace DeliveryAsCode.Cli.Forges.GitHub.Runs;

/// <summary>What the log's pull request says. Words of documents and people cannot become marks, mentions or links in it.</summary>
/// <param name="branch">Of the log.</param>
/// <param name="address">Of the repository's pages.</param>
/// <param name="run">Of the workflow run.</param>
internal sealed class LogText(RunTarget target, DeliveryConfiguration configuration, string execution, string branch, Uri address, string run)
{
    private string Delivery => RepositoryLayout.IdOf(target.RecordPath!);

    public string Title => $"Log: {Plain(target.Runbook.Title)} — {Plain(Delivery)} — {execution}";

    public string Body(ImmutableArray<JournalEntry> entries)
    {
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"{Marker.Log}\n**{Sentence(RunDocuments.WordsOf(entries, JournalWords.UnderWay))}** · {MessageText.Escape(target.Runbook.Environment)} · [execution log]({Link(RunDocuments.LogOf(execution, target))}) · [workflow run]({run})\n\n");
        if (Pending(entries) is { } pending)
            body.Append(CultureInfo.InvariantCulture, $"> [!IMPORTANT]\n> {MessageText.Escape(pending.Text)}\n\n");
        body.Append("| | |\n|---|---|\n");
        foreach (var (at, text) in Announcements(entries))
            body.Append(CultureInfo.InvariantCulture, $"| {at:HH:mm} UTC | {MessageText.Escape(text)} |\n");
        body.Append(CultureInfo.InvariantCulture, $"\nThe log is made from the journal beside it, and made again with every phase. A person merges this: then both are kept, the milestones of the record are dated, the runbook links the log, and gates know of the execution. Merging deploys nothing.\n\n<sub>{JournalWords.Witness(entries)}</sub>\n");
        return body.ToString();
    }

    /// <summary>Of one question, asked once.</summary>
    public string QuestionMarker(ImmutableArray<JournalEntry> entries) => Marker.Of("announcement", string.Create(CultureInfo.InvariantCulture, $"{execution} {entries.Length}"));

    /// <summary>Who can answer is mentioned, and told how; null if nothing is asked.</summary>
    public string? Question(ImmutableArray<JournalEntry> entries)
    {
        if (Pending(entries) is not { } pending)
            return null;

        var question = RunbookExecution.Fold(target.Runbook, entries).Pending;
        string[] roles = question?.Role is { } role ? [role] : [.. Intervention.RoleNames];
        var people = roles.SelectMany(r => configuration.FindRole(r)?.MembersFor(Delivery) ?? []).Select(Mention).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return $"{QuestionMarker(entries)}\n{MessageText.Escape(pending.Text)}\n\n{(people.Count == 0 ? "Nobody" : string.Join(' ', people))} can answer ({string.Join(", ", roles.Select(MessageText.Escape))}): {HowTo(pending)}\n";
    }

    private static Paused? Pending(ImmutableArray<JournalEntry> entries) => entries[^1].Event as Paused;

    private IEnumerable<(DateTimeOffset At, string Text)> Announcements(ImmutableArray<JournalEntry> entries) =>
        entries.Select(e => (e.At, Announcement.Of(e, target.Runbook)?.Text)).Where(a => a.Text is not null).Select(a => (a.At.ToUniversalTime(), a.Text!));

    private string HowTo(Paused pause) => pause.For switch
    {
        "confirmation" => $"`/delivery confirm {Code(pause.Subject)}`",
        "decision" or "watch-decision" => $"`/delivery go {execution} <reason>` or `/delivery no-go {execution} <reason>`",
        "unknown" => $"`/delivery answer {Code(pause.Subject)} done|failed|again <reason>`",
        "rollback-decision" => "`/delivery rollback <reason>` or `/delivery hold <reason>`",
        _ => "dispatch the workflow again",
    };

    /// <summary>A mention is meant here, and only of what can be a login or a team.</summary>
    private static string? Mention(RoleMember member) => member switch
    {
        PersonMember { Login: { } login } when login.All(IsOfName) => $"@{login}",
        TeamMember team when team.Organisation.All(IsOfName) && team.Team.All(IsOfName) => $"@{team.Organisation}/{team.Team}",
        _ => null,
    };

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    private static string Code(string text) => text.Contains('`', StringComparison.Ordinal) || text.Any(char.IsWhiteSpace) ? "<step>" : text;

    private string Link(string path) => $"{address.AbsoluteUri.TrimEnd('/')}/blob/{string.Join('/', branch.Split('/').Concat(path.Split('/')).Select(Uri.EscapeDataString))}";

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static string Plain(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
}
