namespace DeliveryAsCode.StandIns.GitHub.Git;

internal sealed partial class BareRepository
{
    /// <param name="name">In full: <c>refs/heads/main</c>.</param>
    public string? Ref(string name)
    {
        if (!name.StartsWith("refs/", StringComparison.Ordinal) || name.Split('/').Any(part => part is "" or "." or ".."))
            return null;
        var file = Path.Combine(Folder, name);
        if (File.Exists(file))
            return File.ReadAllText(file).Trim();
        return File.Exists(Path.Combine(Folder, "packed-refs")) ? Refs(name).FirstOrDefault(r => r.Name == name).Id : null;
    }

    public IReadOnlyList<(string Name, string Id)> Refs(string prefix) =>
        [.. Git.Require("for-each-ref", "--format=%(refname) %(objectname)")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .Where(parts => parts[0].StartsWith(prefix, StringComparison.Ordinal))
            .Select(parts => (parts[0], parts[1]))];

    /// <summary>Git itself compares and swaps.</summary>
    /// <param name="before">What it stands at; null if it must not be there yet.</param>
    public GitProgram.Result MoveRef(string name, string? before, string after) =>
        Git.Try("update-ref", name, after, before ?? new string('0', 40));

    public void DeleteRef(string name) => Git.Require("update-ref", "-d", name);

    /// <summary>The commit that a branch, a tag, a full ref or an id stands for.</summary>
    public string? Resolve(string name)
    {
        var id = Ref(name) ?? Ref($"refs/{name}") ?? Ref($"refs/heads/{name}") ?? Ref($"refs/tags/{name}") ?? name;
        return KindOf(id) switch
        {
            "commit" => id,
            "tag" => Git.Require("rev-parse", $"{id}^{{commit}}").Trim(),
            _ => null,
        };
    }
}
