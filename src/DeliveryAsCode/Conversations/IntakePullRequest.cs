using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Conversations;

/// <summary>A delivery begins: the documents that an intake issue asks for.</summary>
/// <param name="Issue">Number of the issue, which is the delivery's thread and stays open.</param>
/// <param name="Files">What is created, by path.</param>
public sealed record IntakePullRequest(IntakeForm Form, int Issue, ImmutableArray<string> Files)
{
    public bool StartsNoWorkflow { get; init; }

    public DeliveryBranch.Intake Branch => new(Form.Id);

    public string Title => TitleText.Cut($"Intake: {TitleText.Of(Form.Client)} — {TitleText.Of(Form.Name)}");

    public PullRequestText ToText() => new(Branch, Title, Body(), CommitMessage());

    public string Body()
    {
        var body = new StringBuilder(Marker.PullRequest).Append(CultureInfo.InvariantCulture, $"\n> [!NOTE]\n> **Merging this begins the delivery {MarkdownText.Of(Form.Client)} — {MarkdownText.Of(Form.Name)}**, {Asked(Issue)}. Nothing is decided by it: the first gate is asked for later.\n\n| Field | Value |\n|---|---|\n");
        foreach (var (label, value) in Fields())
            body.Append(CultureInfo.InvariantCulture, $"| {label} | {(value is null ? "*not given*" : MarkdownText.Of(value))} |\n");
        body.Append("\n**It creates:**\n\n").AppendJoin('\n', Files.Select(f => $"- {MarkdownText.Code(f)}")).Append("\n\nWhat is marked `[like this]` in them is filled in before the first gate.\n\n").Append(HostNotes.Of(StartsNoWorkflow));
        return BodyLimit.Cut(body.ToString(), "the rest is under *Files changed*");
    }

    public string CommitMessage() => Conversations.CommitMessage.Of(
        $"{Form.Id}: begin the delivery", [$"{TitleText.Of(Form.Client)} — {TitleText.Of(Form.Name)}, {Asked(Issue)}"]);

    /// <summary>Whether a pull request with that body begins what the issue asks for.</summary>
    public static bool IsOf(string body, int issue) => Marker.Is(body, Marker.PullRequest) && body.Contains(Asked(issue), StringComparison.Ordinal);

    private static string Asked(int issue) => string.Create(CultureInfo.InvariantCulture, $"as #{issue} asks for it");

    /// <summary>What is said in the issue whose form makes no delivery.</summary>
    public static string Refusal(IEnumerable<IntakeMistake> mistakes)
    {
        var body = new StringBuilder(Marker.Reply).Append("\nThis form makes no delivery yet. Edit the issue, and it is read again:\n\n");
        foreach (var mistake in mistakes)
            body.Append(CultureInfo.InvariantCulture, $"- ❌ **{MarkdownText.Of(mistake.Field)}** {MarkdownText.Of(mistake.Message)}: {MarkdownText.Of(mistake.Help)}\n");
        return BodyLimit.Cut(body.ToString(), "the rest once these are repaired");
    }

    private IEnumerable<(string Label, string? Value)> Fields() =>
    [
        (IntakeForm.ClientLabel, Form.Client),
        (IntakeForm.NameLabel, Form.Name),
        (IntakeForm.IdLabel, Form.Id),
        (IntakeForm.ScopeLabel, Form.Scope),
        (IntakeForm.StakeholdersLabel, Form.Stakeholders),
        (IntakeForm.RequirementsLabel, Form.Requirements),
        (IntakeForm.AgreedDateLabel, Form.AgreedDate is { } date ? DocumentDate.Format(date) : null),
        (IntakeForm.ComplexityLabel, Form.Complexity),
    ];
}
