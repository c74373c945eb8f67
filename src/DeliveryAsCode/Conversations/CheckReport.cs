using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Transitions;

namespace DeliveryAsCode.Conversations;

/// <summary>What is said about a change where it is proposed. The same change is told in the same words, so that nothing is written twice.</summary>
/// <param name="Head">Full id of the commit that was judged.</param>
/// <param name="Findings">What is wrong in the documents.</param>
public sealed record CheckReport(string Head, JudgedChange Change, ImmutableArray<Diagnostic> Findings)
{
    private const int MaxAnnotations = 500;
    private const int ShownFindings = 20;

    /// <summary>In bytes of UTF-8. GitHub takes 65,535 of a check's summary.</summary>
    private const int MaxSummary = 60_000;

    /// <summary>Those that the change asks to pass.</summary>
    public ImmutableArray<GateStanding> Gates { get; init; } = [];

    /// <summary>Whether whoever can write to the repository could forge the check.</summary>
    public bool IsAdvisory { get; init; }

    /// <summary>Whether there is anything to tell beside "no gate is touched".</summary>
    public bool IsNews => Transitions.Any() || !Findings.IsEmpty;

    public CheckConclusion Conclusion =>
        Errors > 0 || Refused.Any() ? CheckConclusion.Failure
        : Waiting.Any() || Unclear.Any() ? CheckConclusion.Waiting
        : CheckConclusion.Success;

    /// <summary>The one line that a list of checks shows.</summary>
    public string Title => TitleText.Cut(this switch
    {
        { Errors: > 0 and var errors } => Count(errors, "error"),
        _ when Refused.ToList() is [_, ..] refused => refused.Select(GateOf).FirstOrDefault(g => g?.Verdict is GateVerdict.Blocked)?.Title
            ?? (refused is [var only] ? $"refused: {TitleText.Of(TransitionText.Summary(only.Judged.Transition))}" : $"{Count(refused.Count, "step")} refused"),
        _ when Waiting.Select(GateOf).OfType<GateStanding>().Distinct().ToList() is [_, ..] waiting => string.Join("; ", waiting.Select(g => g.Title)),
        _ when Waiting.Any() || Unclear.Any() => "nobody can tell yet whether it may be merged",
        _ when !Transitions.Any() => "no gate is touched",
        _ when !Gates.IsEmpty => string.Join("; ", Gates.Select(g => g.Title)),
        _ => $"{Count(Transitions.Count(), "step")} allowed",
    } + (IsAdvisory && Conclusion == CheckConclusion.Success && Transitions.Any() ? " (advisory)" : ""));

    /// <summary>Of the check run.</summary>
    public string Summary() => BodyLimit.CutBytes(Text(), "the rest is among the annotations", MaxSummary);

    /// <summary>The one comment on the pull request.</summary>
    public string Comment() => BodyLimit.Cut($"{Marker.Check}\n### {Sign(Conclusion)} {MarkdownText.Of(Title.Replace("\u200B", "", StringComparison.Ordinal))}\n\n{Text()}", "the rest is in the check `delivery/gates`");

    /// <summary>The gravest first, and no more than a check run should have.</summary>
    public ImmutableArray<CheckAnnotation> Annotations()
    {
        var waiting = Waiting.SelectMany(w => w.Judged.Against).ToHashSet();
        return [.. Findings.Concat(Change.Diagnostics).Distinct()
            .Select(d => CheckAnnotation.Of(d, waiting.Contains(d) ? AnnotationLevel.Notice : CheckAnnotation.LevelOf(d.Severity)))
            .OrderByDescending(a => a.Level).ThenBy(a => a.Path, StringComparer.Ordinal).ThenBy(a => a.StartLine).Take(MaxAnnotations)];
    }

    private int Errors => Mistakes.Count() + Change.Notices.Count(d => d.Severity == Severity.Error);

    private IEnumerable<Diagnostic> Mistakes => Findings.Where(d => d.Severity == Severity.Error && d.Descriptor != DiagnosticCatalog.CannotTell);

    /// <summary>What is neither right nor wrong yet.</summary>
    private IEnumerable<Diagnostic> Unclear => Findings.Where(d => d.Severity == Severity.Error && d.Descriptor == DiagnosticCatalog.CannotTell);

    private IEnumerable<(string Delivery, JudgedTransition Judged)> Transitions => Change.Parts.SelectMany(p => p.Transitions.Select(t => (DeliveryOf(p.Path), t)));

    private IEnumerable<(string Delivery, JudgedTransition Judged)> Refused => Transitions.Where(t => !t.Judged.IsAllowed && !IsWaiting(t));

    private IEnumerable<(string Delivery, JudgedTransition Judged)> Waiting => Transitions.Where(t => !t.Judged.IsAllowed && IsWaiting(t));

    private bool IsWaiting((string Delivery, JudgedTransition Judged) transition) =>
        GateOf(transition) is { } gate ? gate.IsWaiting : transition.Judged.IsUndecided;

    /// <summary>How far the gate is that a row asks to pass; null for what asks for none.</summary>
    private GateStanding? GateOf((string Delivery, JudgedTransition Judged) transition) => transition.Judged.Transition switch
    {
        Transition.GateRowAdded { Row: { Decision: Decision.Passed or Decision.Acknowledged } row } => Gates.FirstOrDefault(g => g.DeliveryId == transition.Delivery && Label.Of(g.Gate) == row.Label),
        _ => null,
    };

    /// <summary>The folder of the record; for rules, the file.</summary>
    private static string DeliveryOf(string path) => path.Split('/') is [.., var folder, _] && path.EndsWith(".md", StringComparison.Ordinal) ? folder : path;

    private string Text()
    {
        var text = new StringBuilder();
        if (Transitions.Any())
            WriteTransitions(text);
        else
            text.Append("No gate is touched: this is an ordinary edit.\n\n");
        WriteErrors(text);
        WriteReasons(text);
        WriteRemarks(text);
        foreach (var notice in Change.Notices)
            text.Append(CultureInfo.InvariantCulture, $"- {MarkdownText.Of(notice.Message)}\n");
        text.Append(Change.Notices.IsEmpty ? "" : "\n").Append(CultureInfo.InvariantCulture, $"<sub>Judged at `{ShownText.Line(Head)[..Math.Min(12, ShownText.Line(Head).Length)]}` by the rules of the base branch.{(IsAdvisory ? $" {HostNotes.Advisory}" : "")}</sub>\n");
        return text.ToString();
    }

    private void WriteTransitions(StringBuilder text)
    {
        text.Append("| | Where | What the change does | |\n|:-:|---|---|---|\n");
        foreach (var transition in Transitions)
        {
            var (sign, word) = transition switch
            {
                { Judged.IsAllowed: true } => ("✅", "allowed"),
                _ when IsWaiting(transition) => ("⏳", GateOf(transition) is { } gate ? $"{gate.Given} of {gate.Needed} {(gate.Needed == 1 ? "approval" : "approvals")}" : "cannot be told"),
                _ => ("❌", "refused"),
            };
            text.Append(CultureInfo.InvariantCulture, $"| {sign} | {MarkdownText.Code(transition.Delivery)} | {MarkdownText.Of(TransitionText.Summary(transition.Judged.Transition))} | {word} |\n");
        }

        text.Append('\n');
    }

    private void WriteReasons(StringBuilder text)
    {
        var reasons = Gates.SelectMany(g => g.Verdict.Reasons).Select(Said)
            .Concat(Transitions.Where(t => !t.Judged.IsAllowed && GateOf(t) is null or { Verdict.Reasons.IsEmpty: true }).SelectMany(t => t.Judged.Against)).Distinct().ToList();
        if (reasons.Count == 0)
            return;

        text.Append(Refused.Any() ? "**What stands in the way:**\n\n" : "**What it waits for:**\n\n");
        WriteList(text, reasons);
    }

    private void WriteErrors(StringBuilder text)
    {
        WriteFindings(text, "**To be repaired:**\n\n", Mistakes);
        WriteFindings(text, "**What nobody can tell:**\n\n", Unclear);
    }

    private void WriteRemarks(StringBuilder text)
    {
        var remarks = Findings.Where(d => d.Severity != Severity.Error).ToList();
        WriteFindings(text, $"<details>\n<summary>Worth a look ({remarks.Count})</summary>\n\n", remarks, "</details>\n\n");
    }

    private static void WriteFindings(StringBuilder text, string before, IEnumerable<Diagnostic> findings, string after = "")
    {
        var ordered = findings.OrderBy(d => d.Severity).ThenBy(d => d.Location.Path, StringComparer.Ordinal).ThenBy(d => d.Location.Start.Line).ToList();
        if (ordered.Count == 0)
            return;

        text.Append(before);
        WriteList(text, ordered);
        text.Append(after);
    }

    /// <summary>Here a word is given by a review, and not on a command line.</summary>
    private static Diagnostic Said(GateReason reason) => reason.Descriptor == DiagnosticCatalog.DecisionMissing || reason.Descriptor == DiagnosticCatalog.AcknowledgementStale
        ? (reason with { Next = "approve the newest commit of this pull request" }).ToDiagnostic()
        : reason.ToDiagnostic();

    private static void WriteList(StringBuilder text, IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics.Take(ShownFindings))
            text.Append(CultureInfo.InvariantCulture, $"- {MarkdownText.Of(diagnostic.Message)}<br><sub>{MarkdownText.Code(diagnostic.Location.ToString())}{(diagnostic.Help is { } help ? $" · {string.Join(" · ", help.Split('\n').Select(MarkdownText.Of))}" : "")}</sub>\n");
        if (diagnostics.Count > ShownFindings)
            text.Append(CultureInfo.InvariantCulture, $"- … and {diagnostics.Count - ShownFindings} more, beside their lines\n");
        text.Append('\n');
    }

    private static string Sign(CheckConclusion conclusion) => conclusion switch
    {
        CheckConclusion.Success => "✅",
        CheckConclusion.Waiting => "⏳",
        CheckConclusion.Failure => "❌",
    };

    private static string Count(int count, string what) => $"{count.ToString(CultureInfo.InvariantCulture)} {what}{(count == 1 ? "" : "s")}";
}
