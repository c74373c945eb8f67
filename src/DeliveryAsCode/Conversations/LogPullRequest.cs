using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Conversations;

/// <summary>The log of an execution, opened when it starts so that people see it fill.</summary>
/// <param name="LogPath">Of the log on the branch.</param>
public sealed record LogPullRequest(DeliveryRecord Record, Runbook Runbook, string Execution, string LogPath)
{
    /// <summary>Null while it goes on.</summary>
    public Conclusion? Conclusion { get; init; }

    /// <summary>Addresses of the log as it is now, and of the run that writes it; null where there is none.</summary>
    public (string? Log, string? Run) Addresses { get; init; }

    public bool StartsNoWorkflow { get; init; }

    public DeliveryBranch.Log Branch => new(Record.Id, Execution);

    public string Title => TitleText.Cut($"Log: {TitleText.Of(DeliveryTitle.Of(Record))} — {TitleText.Of(Runbook.Title)}{(Runbook.IsGated ? $", {TitleText.Of(Runbook.Environment)}" : "")} ({Execution})");

    public PullRequestText ToText() => new(Branch, Title, Body(), CommitMessage());

    public string Body() => $"{Marker.PullRequest}\n{State()}\n\n- Execution {MarkdownText.Code(Execution)}{(Runbook.IsGated ? $" in {MarkdownText.Code(Runbook.Environment)}" : "")}\n- Log: {At(LogPath, Addresses.Log)}\n{(Addresses.Run is { } run ? $"- Run: {MarkdownText.Link("what it does right now", run)}\n" : "")}\nMerging this files the log. It approves nothing, and the deployment does not wait for it.\n\n{HostNotes.Of(StartsNoWorkflow)}";

    /// <summary>Of each commit that brings the log up to date.</summary>
    public string CommitMessage() => Conversations.CommitMessage.Of($"{Record.Id}: {(Conclusion is null ? "go on with" : "end")} the log of {Execution}", []);

    private static string At(string path, string? address) => address is null ? MarkdownText.Code(path) : MarkdownText.Link(path, address);

    private string State() => Conclusion is { } end
        ? End(end)
        : $"> [!NOTE]\n> **{MarkdownText.Of(Runbook.Title)} is being deployed.** The log fills while it runs.";

    private string End(Conclusion conclusion) => conclusion switch
    {
        DeliveryAsCode.Execution.Conclusion.Succeeded => $"> [!TIP]\n> **{MarkdownText.Of(Runbook.Title)} is deployed.**",
        DeliveryAsCode.Execution.Conclusion.RolledBack => $"> [!WARNING]\n> **{MarkdownText.Of(Runbook.Title)} is rolled back.** The cause is in the log.",
        DeliveryAsCode.Execution.Conclusion.Failed => $"> [!WARNING]\n> **{MarkdownText.Of(Runbook.Title)} ended before anything was changed.** The cause is in the log.",
        DeliveryAsCode.Execution.Conclusion.OnHold => $"> [!CAUTION]\n> **{MarkdownText.Of(Runbook.Title)} stopped half-way, and a person has to look.** Nothing else is deployed there until somebody lifts the hold.",
    };
}
