using System.Collections.Immutable;
using System.Globalization;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Templates;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Forges.GitHub.Runs;

/// <summary>
/// An execution as GitHub shows it: the log on its branch and in its pull request, the deployment, the check, and what is
/// announced. All of it follows from the journal.
/// </summary>
internal sealed class RunProjection(RunSite site, RunTarget target, Portfolio portfolio, RunRequest request, SecretMask mask, SlackWebhook? slack) : IDisposable
{
    private const string CheckName = "delivery/log";

    private readonly Dictionary<string, SourceText?> _documents = [];
    private string? _documentsAt;
    private LogBranch? _branch;
    private LogPull? _pull;
    private RunDeployment? _deployment;
    private string? _execution;
    private int? _thread;
    private bool _hasThread;

    /// <summary>Whether an earlier run may have published something.</summary>
    public bool IsContinued { get; set; }

    public string? LogUrl => _pull?.Opened?.HtmlUrl;

    /// <param name="late">The journal after each new entry.</param>
    public async Task ShowAsync(IReadOnlyList<ImmutableArray<JournalEntry>> late, PublishingFaults faults, CancellationToken cancellation)
    {
        var entries = late[^1];
        Begin(entries);
        var news = late.Select(j => (Number: j.Length, What: Announcement.Of(j[^1], target.Runbook)!)).Where(n => n.What is not null).ToList();
        if (news.Any(n => n.What.Kind != AnnouncementKind.PhaseStarted))
            await ShowLogAsync(entries, faults, cancellation);
        await faults.TryAsync("the deployment", () => ShowDeploymentAsync(entries, isLast: false, cancellation));
        foreach (var (number, what) in news)
            await AnnounceAsync(what, number, faults, cancellation);
        if (entries[^1].Event is Paused)
            await faults.TryAsync("the question", () => _pull!.AskAsync(entries, isNews: true, cancellation));
    }

    /// <param name="result">Null: it could not be brought to an end here.</param>
    /// <param name="isNews">Whether something happened in this run; else only what is missing is made good.</param>
    public async Task FinishAsync(ImmutableArray<JournalEntry> entries, RunResult? result, bool isNews, PublishingFaults faults, CancellationToken cancellation)
    {
        Begin(entries);
        IsContinued |= !isNews;
        var isKept = !isNews && IsCommitted(entries);
        if (!isNews && !isKept)
            await faults.TryAsync("the log", async () => isKept = await _pull!.IsMergedAsync(cancellation));
        // What everybody can read on the default branch already is not told once more.
        if (isKept)
            return;

        await ShowLogAsync(entries, faults, cancellation);
        // Whoever lost the environment has nothing to tell any more: somebody else goes on.
        if (_branch!.IsTaken)
            return;

        await faults.TryAsync("the deployment", () => ShowDeploymentAsync(entries, isLast: true, cancellation));
        if (!isNews && entries[^1].Event is Paused)
            await faults.TryAsync("the question", () => _pull!.AskAsync(entries, isNews: false, cancellation));
        if (result is not null)
            await faults.TryAsync("the check of the log", () => CheckAsync(entries, result, isNews, cancellation));
    }

    public void Dispose() => slack?.Dispose();

    private void Begin(ImmutableArray<JournalEntry> entries)
    {
        if (_execution is not null)
            return;

        _execution = ((ExecutionStarted)entries[0].Event).Execution;
        var name = $"delivery/{request.Delivery}/log-{_execution}";
        _branch = new LogBranch(site.Api, name, request.Commit!, mask);
        _pull = new LogPull(site.Api, _branch, new LogText(target, portfolio.Configuration, _execution, name, site.Repository, site.Run.Url), mask);
        _deployment = new RunDeployment(site.Api, request.Commit!, target.Runbook.Environment, JournalPath);
    }

    private string JournalPath => $"{target.ExecutionsFolder}/{_execution}{JournalFile.Extension}";

    private async Task ShowLogAsync(ImmutableArray<JournalEntry> entries, PublishingFaults faults, CancellationToken cancellation)
    {
        await faults.TryAsync("the log", async () =>
        {
            var leaks = await _branch!.PushAsync(() => DocumentsAsync(entries, cancellation), JournalOf(entries), MessageOf(entries), cancellation);
            foreach (var leak in leaks)
                faults.Add(leak, "the value of a declared secret stands in it");
        });
        if (_branch!.Tip is not null)
            await faults.TryAsync("the pull request of the log", () => _pull!.ShowAsync(entries, IsContinued, cancellation));
    }

    private Task ShowDeploymentAsync(ImmutableArray<JournalEntry> entries, bool isLast, CancellationToken cancellation) =>
        _deployment!.ShowAsync(entries, RunDocuments.WordsOf(entries, JournalWords.UnderWay), IsContinued, isLast, LogUrl ?? site.Run.Url, cancellation);

    /// <summary>The whole story goes to the channel; the issue, whose every comment is a message to many, gets what people have to know.</summary>
    private async Task AnnounceAsync(Announcement announcement, int number, PublishingFaults faults, CancellationToken cancellation)
    {
        if (mask.Knows(announcement.Text))
        {
            faults.Add("what is announced", "the value of a declared secret stands in it");
            return;
        }

        if (slack is not null)
            await faults.TryAsync($"\"{announcement.Text}\" in the Slack channel", () => slack.SayAsync($"{announcement.Text} — {LogUrl ?? site.Run.Url}", cancellation));
        if (announcement.Kind is not (AnnouncementKind.PhaseStarted or AnnouncementKind.PhaseEnded))
            await faults.TryAsync($"\"{announcement.Text}\" in the delivery's issue", () => CommentAsync(announcement, number, cancellation));
    }

    private async Task CommentAsync(Announcement announcement, int number, CancellationToken cancellation)
    {
        if (!_hasThread)
            (_thread, _hasThread) = (await site.ThreadOf(request.Delivery!, cancellation), true);
        var marker = Marker.Of("announcement", string.Create(CultureInfo.InvariantCulture, $"{JournalPath} {number}"));
        var body = $"{marker}\n{MessageText.Escape(announcement.Text)} ([log]({LogUrl ?? site.Run.Url}))\n";
        if (_thread is { } issue)
            await site.Api.CreateCommentAsync(issue, body, marker, cancellation);
    }

    /// <summary>On the log itself, whose pull request people look at; without one, on what was executed.</summary>
    private async Task CheckAsync(ImmutableArray<JournalEntry> entries, RunResult result, bool isNews, CancellationToken cancellation)
    {
        var head = _branch!.Tip ?? request.Commit!;
        if (!isNews && (await site.Api.CheckRunsAsync(head, CheckName, cancellation)).Any())
            return;

        var title = $"{RunDocuments.WordsOf(entries, JournalWords.UnderWay)}{(result.Reason is { } reason ? $": {reason}" : "")}";
        var summary = $"{MessageText.Escape(title)}\n\n{JournalWords.Witness(entries)}\n";
        if (mask.Knows(summary))
            (title, summary) = (result.Conclusion.ToString(), JournalWords.Witness(entries));
        await site.Api.CreateCheckRunAsync(
            new NewCheckRun(CheckName, head, $"{JournalPath} {site.Run.Id}.{site.Run.Attempt}", JournalWords.CheckConclusion(result.Conclusion), title.Length > 200 ? $"{title[..199]}…" : title, summary, [], DetailsUrl: LogUrl ?? site.Run.Url),
            cancellation);
    }

    private async Task<IReadOnlyList<ProjectedFile>> DocumentsAsync(ImmutableArray<JournalEntry> entries, CancellationToken cancellation)
    {
        await ReadDocumentsAsync(entries, cancellation);
        return DocumentsOf(entries);
    }

    /// <summary>As others have left them on the branch, or, before there is one, in the commit that is executed.</summary>
    private async Task ReadDocumentsAsync(ImmutableArray<JournalEntry> entries, CancellationToken cancellation)
    {
        if (_documents.Count > 0 && _documentsAt == _branch!.Found)
            return;

        string[] paths = [target.RecordPath!, target.Source.Path];
        var isThere = _branch!.Tip is not null || await _branch.FindAsync(cancellation);
        if (isThere)
            await _branch.RequireOlderAsync(JournalOf(entries), cancellation);
        _documentsAt = _branch.Found;
        var there = isThere ? await _branch.ReadAsync(paths, cancellation) : new Dictionary<string, byte[]>();
        foreach (var path in paths)
            _documents[path] = there.TryGetValue(path, out var bytes) ? SourceText.Decode(path, bytes) : portfolio.Workspace.ReadCommitted(path);
    }

    private List<ProjectedFile> DocumentsOf(ImmutableArray<JournalEntry> entries) =>
        [.. RunDocuments.Of(entries, RunDocuments.WordsOf(entries, JournalWords.UnderWay), target, portfolio, path => _documents.GetValueOrDefault(path)).Select(d => new ProjectedFile(d.Path, d.Text))];

    /// <summary>No further than it was told: the next line may be an intent that the lock does not let through, and that is taken back.</summary>
    private ProjectedFile JournalOf(ImmutableArray<JournalEntry> entries) =>
        new(JournalPath, string.Concat(File.ReadLines(Path.Combine(request.ExecutionsFolder, _execution + JournalFile.Extension)).Take(entries.Length).Select(line => line + "\n")));

    private string MessageOf(ImmutableArray<JournalEntry> entries) =>
        $"Execution {_execution}: {RunDocuments.WordsOf(entries, JournalWords.UnderWay)}\n\nRunbook {target.Source.Path}, {JournalWords.Witness(entries)}.\n";

    private bool IsCommitted(ImmutableArray<JournalEntry> entries) =>
        portfolio.Workspace.ReadCommitted(RunDocuments.LogOf(_execution!, target))?.Text == ExecutionLog.From(entries, target.Runbook);
}
