using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Forges;

/// <summary>The rules of one version of the repository.</summary>
/// <param name="HasErrors">Whether they cannot be judged by.</param>
internal sealed record Rules(DeliveryConfiguration Configuration, Lifecycle Lifecycle, bool Exist, bool HasErrors)
{
    public People People { get; } = new(Configuration);

    /// <summary>Whether a change of this file changes by what deliveries are judged.</summary>
    public bool AreChangedBy(string path) =>
        path is RepositoryLayout.ConfigurationPath or "CODEOWNERS" or "docs/CODEOWNERS" || path == Configuration.Lifecycle.Path || path.StartsWith(".github/", StringComparison.Ordinal);
}

/// <summary>Reads the rules as they were in a commit, each version of the files once.</summary>
internal sealed class RulesHistory(Workspace workspace)
{
    private readonly Dictionary<(string?, string?), Rules> _rules = [];
    private readonly Dictionary<string, ReadResult<DeliveryConfiguration>?> _configurations = [];

    public Rules At(string commit) => At(workspace.Objects.At(commit));

    public Rules At(Revision revision)
    {
        var id = revision.BlobId(RepositoryLayout.ConfigurationPath);
        var read = ReadConfiguration(id, revision);
        var configuration = read?.Value ?? DeliveryConfiguration.Default;
        var lifecyclePath = configuration.Lifecycle.Path;
        var key = (id, lifecyclePath is null ? null : revision.BlobId(lifecyclePath));
        if (!_rules.TryGetValue(key, out var rules))
            _rules[key] = rules = Read(configuration, read is not null, read?.HasErrors ?? false, lifecyclePath is null ? null : revision.Read(lifecyclePath));
        return rules;
    }

    /// <summary>The rules of any version of the files.</summary>
    /// <param name="read">A file by its path; null if there is none.</param>
    public static Rules Of(Func<string, SourceText?> read)
    {
        var source = read(RepositoryLayout.ConfigurationPath);
        var configuration = source is null ? (ReadResult<DeliveryConfiguration>?)null : DeliveryConfigurationReader.Read(source);
        var rules = configuration?.Value ?? DeliveryConfiguration.Default;
        return Read(rules, source is not null, configuration?.HasErrors ?? false, rules.Lifecycle.Path is { } path ? read(path) : null);
    }

    private ReadResult<DeliveryConfiguration>? ReadConfiguration(string? id, Revision revision)
    {
        if (id is null)
            return null;

        if (!_configurations.TryGetValue(id, out var read))
            _configurations[id] = read = revision.Read(RepositoryLayout.ConfigurationPath) is { } source ? DeliveryConfigurationReader.Read(source) : null;
        return read;
    }

    private static Rules Read(DeliveryConfiguration configuration, bool exist, bool hasErrors, SourceText? lifecycleSource)
    {
        var read = lifecycleSource is null ? (ReadResult<Lifecycle?>?)null : LifecycleReader.Read(lifecycleSource);
        var builtIn = configuration.Lifecycle.Name is { } name ? BuiltInLifecycles.Find(name) : null;
        var lifecycle = read?.Value ?? builtIn;
        return new Rules(configuration, lifecycle ?? BuiltInLifecycles.Find(LifecycleReference.DefaultName)!, exist, hasErrors || lifecycle is null || (read?.HasErrors ?? false));
    }
}
