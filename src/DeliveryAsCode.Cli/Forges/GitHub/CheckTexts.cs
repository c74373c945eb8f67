using System.Collections.Immutable;
using DeliveryAsCode.Conversations;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <param name="Conclusion">GitHub's word.</param>
/// <param name="Comment">Null where there is nothing to tell.</param>
internal sealed record CheckText(string Conclusion, string Title, string Summary, string? Comment, ImmutableArray<Api.CheckAnnotation> Annotations);

/// <summary>What is said of a judged pull request, in GitHub's terms.</summary>
internal static class CheckTexts
{
    private const int MostRemarks = 20;

    /// <summary>In bytes of UTF-8.</summary>
    private const int MostSummary = 60_000;

    public static CheckText Untouched { get; } = new("success", "no gate is touched", "This change touches no file of a delivery, and no rule.", null, []);

    /// <param name="why">A sentence without a full stop.</param>
    public static CheckText Unknown(string why) => new("action_required", "it could not be judged", BodyLimit.CutBytes($"{MarkdownText.Of(why)}.\n\nNothing is known of this change, so nothing lets it pass. It is judged again at the next event, or when the check is run again.", "the rest is in the log", MostSummary), null, []);

    public static CheckText Of(JudgedPull judged, bool isAdvisory)
    {
        if (judged.Verdict == PullVerdict.Untouched)
            return Untouched;

        var report = new CheckReport(judged.Pull.Head.Sha, judged.Change, judged.Findings)
        {
            Gates = [.. judged.Asked.Select(a => a.Standing)],
            IsAdvisory = isAdvisory,
        };
        var remarks = RemarksOf(judged);
        return new CheckText(
            WordOf(judged.Verdict),
            report.Title,
            BodyLimit.CutBytes($"{report.Summary()}{remarks}", "the rest is among the annotations", MostSummary),
            report.IsNews || !judged.Remarks.IsEmpty ? BodyLimit.Cut($"{report.Comment()}{remarks}", "the rest is in the check `delivery/gates`") : null,
            [.. report.Annotations().Select(ToApi)]);
    }

    /// <summary>Everybody can review in public, and a thousand strangers must not drown the verdict.</summary>
    private static string RemarksOf(JudgedPull judged)
    {
        if (judged.Remarks.IsEmpty)
            return "";

        var more = judged.Remarks.Length > MostRemarks ? $"- … and {judged.Remarks.Length - MostRemarks} more\n" : "";
        return $"\n\n**Reviews that do not count:**\n\n{string.Concat(judged.Remarks.Take(MostRemarks).Select(r => $"- {MarkdownText.Of(r)}\n"))}{more}";
    }

    private static string WordOf(PullVerdict verdict) => verdict switch
    {
        PullVerdict.Untouched or PullVerdict.Allowed => "success",
        PullVerdict.Waiting => "action_required",
        PullVerdict.Refused => "failure",
    };

    private static Api.CheckAnnotation ToApi(CheckAnnotation annotation) => new(
        annotation.Path,
        annotation.StartLine,
        annotation.EndLine,
        annotation.Level switch
        {
            AnnotationLevel.Notice => "notice",
            AnnotationLevel.Warning => "warning",
            AnnotationLevel.Failure => "failure",
        },
        annotation.Message,
        annotation.Title,
        annotation.StartColumn,
        annotation.EndColumn);
}
