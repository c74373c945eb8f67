using System.Collections.Immutable;
using DeliveryAsCode.Conversations;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <param name="Conclusion">GitHub's word.</param>
/// <param name="Comment">Null where there is nothing to tell.</param>
internal sealed record CheckText(string Conclusion, string Title, string Summary, string? Comment, ImmutableArray<Api.CheckAnnotation> Annotations);

/// <summary>What is said of a judged pull request, in GitHub's terms.</summary>
internal static class CheckTexts
{
    public static CheckText Untouched { get; } = new("success", "no gate is touched", "This change touches no file of a delivery, and no rule.", null, []);

    public static CheckText Of(JudgedPull judged, bool isAdvisory)
    {
        if (judged.Verdict == PullVerdict.Untouched)
            return Untouched;

        var report = new CheckReport(judged.Pull.Head.Sha, judged.Change, judged.Findings)
        {
            Gates = [.. judged.Asked.Select(a => a.Standing)],
            IsAdvisory = isAdvisory,
        };
        var remarks = judged.Remarks.IsEmpty ? "" : $"\n\n**Reviews that do not count:**\n\n{string.Concat(judged.Remarks.Select(r => $"- {MarkdownText.Of(r)}\n"))}";
        return new CheckText(
            WordOf(judged.Verdict),
            report.Title,
            $"{report.Summary()}{remarks}",
            report.IsNews || !judged.Remarks.IsEmpty ? $"{report.Comment()}{remarks}" : null,
            [.. report.Annotations().Shown.Select(ToApi)]);
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
