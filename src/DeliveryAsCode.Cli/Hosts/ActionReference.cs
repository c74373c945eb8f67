using System.Text.RegularExpressions;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>What a workflow calls behind <c>uses:</c>, for example <c>delivery-as-code/delivery/action/host@…</c>.</summary>
/// <param name="Repository">Owner and name.</param>
/// <param name="Folder">Of the action, below the repository; empty for its root.</param>
/// <param name="Revision">A commit's full id, which nobody can change, or a branch or tag, which somebody can.</param>
internal sealed partial record ActionReference(string Repository, string Folder, string Revision)
{
    /// <summary>What the templates of workflows say until somebody has chosen a release: a commit that cannot exist.</summary>
    public static ActionReference Placeholder { get; } = new("delivery-as-code/delivery", "", new string('0', 40));

    public bool IsPinned => FullCommit().IsMatch(Revision);

    public bool IsPlaceholder => Revision == Placeholder.Revision;

    /// <returns>Null if it is no reference to an action of another repository.</returns>
    public static ActionReference? Parse(string uses) =>
        Shape().Match(uses) is { Success: true } match ? new ActionReference(match.Groups["repository"].Value, match.Groups["folder"].Value.TrimStart('/'), match.Groups["revision"].Value) : null;

    /// <summary>All of a workflow, in order.</summary>
    public static IEnumerable<ActionReference> FindAll(string workflow) =>
        Uses().Matches(workflow).Select(match => Parse(match.Groups["uses"].Value)).OfType<ActionReference>();

    /// <summary>A template's workflow with this reference in place of the placeholder, whichever folder it names.</summary>
    public string FillIn(string template) =>
        PlaceholderUse().Replace(template, match => (this with { Folder = match.Groups["folder"].Value.TrimStart('/') }).ToString());

    public override string ToString() => $"{Repository}{(Folder.Length == 0 ? "" : $"/{Folder}")}@{Revision}";

    [GeneratedRegex("^[0-9a-f]{40}$", RegexOptions.CultureInvariant)]
    private static partial Regex FullCommit();

    [GeneratedRegex("^(?<repository>[A-Za-z0-9-]+/[A-Za-z0-9._-]+)(?<folder>(?:/[A-Za-z0-9._-]+)*)@(?<revision>[A-Za-z0-9._/-]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex(@"^\s*(?:-\s+)?uses:\s*[""']?(?<uses>[^\s""'#]+)", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Uses();

    [GeneratedRegex("delivery-as-code/delivery(?<folder>(?:/[a-z]+)*)@0{40}", RegexOptions.CultureInvariant)]
    private static partial Regex PlaceholderUse();
}
