using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Conversations;
using DiffPlex.Renderer;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>What the program's pull requests say, as GitHub takes it.</summary>
internal static class PullTexts
{
    private const int MostOfATitle = 80;

    public static NewPull ToPull(this PullRequestText text, string baseBranch) => new(text.Title, text.Branch.Name, baseBranch, text.Body);

    /// <summary>Title and message of a merge that the program makes by itself.</summary>
    public static (string Title, string Message) OfMerge(DeliveryBranch branch, JudgedPull judged, GitHubForge forge)
    {
        var pull = judged.Pull;
        return branch is DeliveryBranch.Gate gate && judged.Asked is [var asked, ..]
            ? new GatePullRequest(asked.Delivery, asked.Gate, gate.Attempt).Merge(pull.Number, asked.Deciding(forge.Rules.Configuration.Calendar.TimeZone))
            // Whoever may edit a title could put a command to the host there.
            : ($"{TitleText.Cut(TitleText.Of(pull.Title.Replace("\u200B", "", StringComparison.Ordinal)), MostOfATitle)} (#{pull.Number})", "");
    }

    /// <summary>As <c>diff -u</c> writes it, without its head.</summary>
    public static string Diff(string before, string after) =>
        string.Join('\n', UnidiffRenderer.GenerateUnidiff(before, after, "", "").ReplaceLineEndings("\n").Split('\n').SkipWhile(line => !line.StartsWith("@@", StringComparison.Ordinal)));
}
