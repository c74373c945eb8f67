using System.Security.Cryptography;
using System.Text;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Conversations;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>
/// The issue in which a delivery is talked about, known by a label with the delivery's id. Nothing is decided by it: whoever
/// sets the label elsewhere gets the announcements there, and that is all.
/// </summary>
internal static class DeliveryThread
{
    private const string Prefix = "delivery:";

    /// <summary>As much as GitHub takes for a label.</summary>
    private const int LongestLabel = 50;

    public static async Task BindAsync(GitHubApi api, int issue, string deliveryId, CancellationToken cancellation)
    {
        var label = LabelOf(deliveryId);
        await api.EnsureLabelAsync(label, "0969da", "Where this delivery is talked about", cancellation);
        await api.AddLabelsAsync(issue, [label], cancellation);
    }

    /// <summary>The oldest issue with the delivery's label; null if there is none.</summary>
    public static async Task<int?> FindAsync(GitHubApi api, string deliveryId, CancellationToken cancellation) =>
        (await api.IssuesAsync("open", [LabelOf(deliveryId)], cancellation)).Where(i => !i.IsPull).Select(i => (int?)i.Number).Min();

    /// <summary>Whether an issue is the thread of a delivery, whichever.</summary>
    public static bool IsOne(Issue issue) => issue.Labels.Any(label => label.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Which delivery an issue is about; null if it is about none.</summary>
    public static string? DeliveryOf(Issue issue, IEnumerable<string> deliveryIds) =>
        deliveryIds.FirstOrDefault(id => issue.Labels.Contains(LabelOf(id)));

    /// <summary>Which delivery an issue or a pull request is about: a pull request of ours is about that of its branch, an issue about that of its label.</summary>
    public static async Task<string?> DeliveryOfAsync(GitHubForge forge, int number, CancellationToken cancellation)
    {
        var issue = await forge.Api.IssueAsync(number, cancellation);
        if (DeliveryOf(issue, forge.Base.Files.Where(forge.Layout.IsRecord).Select(Checking.RepositoryLayout.IdOf)) is { } labelled)
            return labelled;

        return issue.IsPull && await forge.Api.PullAsync(number, cancellation) is var pull && forge.IsOwn(pull) ? DeliveryBranch.Parse(pull.Head.Ref)?.DeliveryId : null;
    }

    /// <summary>Where letters are cut off, a digest stands for them: two deliveries whose names begin alike do not share a thread.</summary>
    private static string LabelOf(string deliveryId)
    {
        var label = $"{Prefix}{deliveryId}";
        if (label.Length <= LongestLabel)
            return label;

        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(deliveryId)))[..8];
        return $"{label[..(LongestLabel - digest.Length - 1)]}-{digest}";
    }
}
