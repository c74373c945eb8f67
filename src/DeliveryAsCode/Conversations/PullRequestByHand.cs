namespace DeliveryAsCode.Conversations;

/// <summary>
/// An issue that asks a person to open a pull request whose branch is there, where the host lets no workflow open one:
/// GitHub's setting of a new repository.
/// </summary>
public sealed record PullRequestByHand(PullRequestText Asked, string BaseBranch)
{
    public const string IssueLabel = "delivery-pull-request";

    /// <summary>Less than any server and browser takes.</summary>
    private const int LongestAddress = 6000;

    public string Title => TitleText.Cut($"To be opened by hand: {Asked.Title}");

    /// <summary>One issue for each branch.</summary>
    public string Marker => MarkerOf(Asked.Branch);

    public static string MarkerOf(DeliveryBranch branch) => $"<!-- delivery:by-hand {branch.Name} -->";

    public string Body() => $"""
        {Marker}
        **[{MarkdownText.Of(Asked.Title)}]({Address()})** waits to be opened: this repository lets no workflow open pull requests.

        The branch {MarkdownText.Code(Asked.Branch.Name)} holds all of it. Whoever opens it merges it, too, and does not decide about it: where it asks for a gate, somebody opens it who is not asked. This issue is closed when it is open.

        To have it done from now on: *Settings > Actions > General > Allow GitHub Actions to create and approve pull requests*, or a GitHub App of your own.

        """;

    /// <summary>From the pages of the issue. A body that is too long for an address has to be done without.</summary>
    private string Address()
    {
        var address = $"../compare/{Path(BaseBranch)}...{Path(Asked.Branch.Name)}?expand=1&title={Uri.EscapeDataString(Asked.Title)}";
        var withBody = $"{address}&body={Uri.EscapeDataString(Asked.Body)}";
        return withBody.Length <= LongestAddress ? withBody : address;
    }

    private static string Path(string branch) => string.Join('/', branch.Split('/').Select(Uri.EscapeDataString));
}
