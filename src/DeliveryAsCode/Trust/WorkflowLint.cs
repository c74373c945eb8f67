using System.Text.RegularExpressions;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Trust;

/// <summary>
/// What a workflow file of the repository gives away. It looks at lines, not at meaning: workflows may use more of YAML than
/// we read, and a line that looks dangerous is worth a look.
/// </summary>
public static partial class WorkflowLint
{
    /// <summary>How far below <c>uses: actions/checkout</c> its inputs stand.</summary>
    private const int LinesOfAStep = 12;

    public static IEnumerable<WorkflowFinding> Check(SourceText workflow)
    {
        var lines = workflow.Text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = Comment().Replace(lines[i], "");
            if (Target().IsMatch(line))
                yield return new(workflow.Path, i + 1, TrustProfile.Enforced, "pull_request_target runs a stranger's proposal with the rights of the repository", "judge by workflow_run, as the workflows of \"delivery init --forge github\" do");
            if (WriteAll().IsMatch(line))
                yield return new(workflow.Path, i + 1, TrustProfile.Enforced, "a job has every permission", "name those that it needs under permissions:");
            if (Uses().Match(line) is { Success: true } uses)
            {
                if (uses.Groups["ref"].Value.All(c => c == '0'))
                    yield return new(workflow.Path, i + 1, TrustProfile.Enforced, $"{uses.Groups["action"].Value} stands for a release that is not named yet", "put the full id of a release's commit in place of the zeros");
                else if (!FullId().IsMatch(uses.Groups["ref"].Value))
                    yield return new(workflow.Path, i + 1, TrustProfile.Sealed, $"{uses.Groups["action"].Value} is named by \"{uses.Groups["ref"].Value}\", which somebody can move", "name it by the full id of a commit");
                if (uses.Groups["action"].Value == "actions/checkout" && !lines.Skip(i + 1).Take(LinesOfAStep).TakeWhile(l => !Step().IsMatch(l)).Any(l => NoCredentials().IsMatch(l)))
                    yield return new(workflow.Path, i + 1, TrustProfile.Enforced, "a checkout leaves its token on the disk", "add to its step: with: {persist-credentials: false}");
            }
        }
    }

    [GeneratedRegex(@"(?:^|\s)#.*$", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?:^|[\s,\[{])pull_request_target\s*(?::|,|\]|\}|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Target();

    [GeneratedRegex(@"permissions:\s*write-all", RegexOptions.CultureInvariant)]
    private static partial Regex WriteAll();

    [GeneratedRegex(@"uses:\s*['""]?(?<action>[\w.-]+/[\w./-]+)@(?<ref>[^\s'""]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Uses();

    [GeneratedRegex("^(?:[0-9a-f]{40}|[0-9a-f]{64})$", RegexOptions.CultureInvariant)]
    private static partial Regex FullId();

    [GeneratedRegex(@"^\s*-\s", RegexOptions.CultureInvariant)]
    private static partial Regex Step();

    [GeneratedRegex(@"persist-credentials:\s*['""]?false", RegexOptions.CultureInvariant)]
    private static partial Regex NoCredentials();
}
