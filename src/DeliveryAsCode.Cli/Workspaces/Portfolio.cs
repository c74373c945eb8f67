using DeliveryAsCode.Checking;
using DeliveryAsCode.Checklists;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Workspaces;

/// <summary>The deliveries of a repository, found by the rules of its delivery.yml.</summary>
public sealed class Portfolio
{
    private Portfolio(Workspace workspace, DeliveryConfiguration configuration, Lifecycle lifecycle)
    {
        Workspace = workspace;
        Configuration = configuration;
        Lifecycle = lifecycle;
        Layout = new RepositoryLayout(configuration);
    }

    public Workspace Workspace { get; }

    public DeliveryConfiguration Configuration { get; }

    public Lifecycle Lifecycle { get; }

    public RepositoryLayout Layout { get; }

    /// <exception cref="CommandException">The rules cannot be used.</exception>
    public static Portfolio Open(Workspace workspace)
    {
        var configuration = Path.Exists(workspace.FullPath(RepositoryLayout.ConfigurationPath))
            ? Usable(workspace, RepositoryLayout.ConfigurationPath, DeliveryConfigurationReader.Read)
            : DeliveryConfiguration.Default;
        var lifecycle = configuration.Lifecycle.Path is { } path
            ? Usable(workspace, path, LifecycleReader.Read)
            : BuiltInLifecycles.Find(configuration.Lifecycle.Name!)!;
        return new Portfolio(workspace, configuration, lifecycle!);
    }

    private static T Usable<T>(Workspace workspace, string path, Func<SourceText, ReadResult<T>> read)
    {
        var (source, refused) = workspace.Read(path);
        var (rules, diagnostics) = source is null ? new ReadResult<T>(default!, refused) : read(source);
        var error = diagnostics.FirstOrDefault(d => d.Severity == Severity.Error);
        return error is null
            ? rules
            : throw CommandException.Unusable(error);
    }

    /// <summary>Paths of all records, in order.</summary>
    public IReadOnlyList<string> RecordPaths() => [.. Workspace.ListFiles().Where(path => Layout.IsRecord(path) && Workspace.Exists(path))];

    /// <summary>Path of the delivery's record.</summary>
    /// <exception cref="CommandException">There is no such delivery.</exception>
    public string PathOf(string id)
    {
        if (id.Length == 0 || id is "." or ".." || id.AsSpan().IndexOfAny('/', '\\', '\0') >= 0)
            throw CommandException.Unusable($"\"{id}\" is not a delivery's id", "the id is the name of the delivery's folder; \"delivery status\" lists them");

        // The common layout needs no look at the other deliveries, however many there are.
        if (Layout.RecordPathOf(id) is { } path && Workspace.Exists(path))
            return path;

        Workspace.RequireProject();
        var paths = RecordPaths();
        return paths.FirstOrDefault(p => RepositoryLayout.IdOf(p) == id)
            ?? throw CommandException.Unusable($"there is no delivery \"{id}\"",
                Suggestion.Help(id, [.. paths.Select(RepositoryLayout.IdOf)]) ?? "\"delivery status\" lists them");
    }

    /// <summary>Paths of the delivery's runbooks, in order; where they are expected, whatever stands in them.</summary>
    public IReadOnlyList<string> RunbookPaths(string recordPath)
    {
        var folder = RepositoryLayout.FolderOf(recordPath);
        string[] all = [$"{folder}/runbook.md", .. Workspace.ListFolder($"{folder}/runbooks", "*.md")];
        return [.. all.Where(Workspace.Exists)];
    }

    /// <param name="name">Name of a file in the delivery's <c>checklists</c> folder, with or without <c>.md</c>.</param>
    public string ChecklistPath(string recordPath, string name)
    {
        var folder = $"{RepositoryLayout.FolderOf(recordPath)}/checklists";
        var path = $"{folder}/{(name.EndsWith(".md", StringComparison.Ordinal) ? name : $"{name}.md")}";
        if (Workspace.Exists(path))
            return path;

        var names = Workspace.ListFolder(folder, "*.md").Select(p => Path.GetFileNameWithoutExtension(p)).ToList();
        throw CommandException.Unusable($"there is no checklist {path}", Suggestion.Help(name, names));
    }

    public ReadResult<DeliveryRecord?> ReadRecord(string path)
    {
        var (source, refused) = Workspace.Read(path);
        if (source is null)
            return new ReadResult<DeliveryRecord?>(null, refused);

        var (document, reading) = MarkdownDocument.Read(source);
        var (record, diagnostics) = RecordReader.Read(document, RepositoryLayout.IdOf(path));
        return new ReadResult<DeliveryRecord?>(record, [.. reading, .. diagnostics]);
    }

    /// <summary>The delivery's checklists by file name without extension.</summary>
    public IReadOnlyDictionary<string, Checklist> ReadChecklists(string recordPath) =>
        Workspace.ListFolder($"{RepositoryLayout.FolderOf(recordPath)}/checklists", "*.md")
            .Select(path => Workspace.Read(path).Value)
            .OfType<SourceText>()
            .ToDictionary(source => Path.GetFileNameWithoutExtension(source.Path), source => ChecklistReader.Read(MarkdownDocument.Read(source).Value).Value);

    /// <exception cref="CommandException">The file cannot be read.</exception>
    public SourceText Require(string path)
    {
        var (source, refused) = Workspace.Read(path);
        return source ?? throw CommandException.Unusable(refused[0]);
    }
}
