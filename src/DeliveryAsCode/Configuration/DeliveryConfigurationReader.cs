using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Configuration;

/// <summary>
/// Reads <c>delivery.yml</c>. It says everything that is wrong at once; what could not be read is as if it were not
/// there, so rules with errors must not be judged by.
/// </summary>
public static class DeliveryConfigurationReader
{
    private const int Version = 1;

    private static readonly Glob DefaultDeliveries = Glob.Parse("deliveries/*/record.md");

    private static readonly Dictionary<string, Publishing> PublishingWords =
        new() { ["pull-request"] = Publishing.PullRequest, ["direct"] = Publishing.Direct };

    private static readonly Dictionary<string, ForgeKind> ForgeWords =
        new() { ["local"] = ForgeKind.Local, ["github"] = ForgeKind.GitHub };

    public static ReadResult<DeliveryConfiguration> Read(SourceText source)
    {
        var findings = new DiagnosticBag(source);
        var yaml = YamlReader.Read(source);
        findings.AddRange(yaml.Diagnostics);
        var root = new YamlValue(yaml.Value ?? Nothing, findings);
        var configuration = root.Mapping(Read) ?? new YamlValue(Nothing, findings).Mapping(Read)!;
        return new ReadResult<DeliveryConfiguration>(configuration, findings.ToImmutable());
    }

    private static YamlScalar Nothing => new(default, "", IsQuoted: false);

    /// <summary>A delivery is called like the folder of its record, so that is what the pattern leaves open.</summary>
    private static Glob? ReadDeliveries(YamlValue value)
    {
        if (ConfigurationValues.Pattern(value) is not { } pattern)
            return null;
        if (pattern.Pattern.Split('/') is [.., var folder, var file] && folder.Contains('*', StringComparison.Ordinal) && !file.Contains('*', StringComparison.Ordinal))
        {
            if (file.EndsWith(".md", StringComparison.Ordinal))
                return pattern;

            value.Report(DiagnosticCatalog.ConfigurationPattern, $"\"{file}\" is no name of a Markdown file, and a record is one", "write it with its ending, for example: deliveries/*/record.md");
            return null;
        }

        value.Report(DiagnosticCatalog.ConfigurationPattern, $"the pattern \"{pattern.Pattern}\" does not say which folder gives a delivery its name", "the folder of the record is the *, for example: deliveries/*/record.md");
        return null;
    }

    private static DeliveryConfiguration Read(YamlMappingReader root)
    {
        CheckVersion(root);
        var configuration = new DeliveryConfiguration(
            root.Read("deliveries", ReadDeliveries) ?? DefaultDeliveries,
            ReadLifecycle(root),
            root.Mapping("calendar", CalendarReader.Read) ?? BusinessCalendar.Default,
            root.Named("roles", RoleReader.Read),
            root.Named("environments", EnvironmentReader.Read),
            root.List("required-checks", value => value.Mapping(PolicyReader.RequiredCheck)),
            FactsReader.Read(root),
            root.Mapping("escalation", PolicyReader.Escalation) ?? EscalationPolicy.Default,
            root.Mapping("cadence", PolicyReader.Cadence) ?? new Cadence(null),
            root.Mapping("acknowledgements", PolicyReader.Acknowledgements) ?? new AcknowledgementPolicy(false, null),
            root.Mapping("channels", ChannelsReader.Read) ?? Channels.None,
            root.Read("publish", value => ConfigurationValues.Word(value, PublishingWords, "way to publish")) ?? Publishing.PullRequest)
        {
            Forge = root.Read("forge", value => ConfigurationValues.Word(value, ForgeWords, "place where gates are decided")) ?? ForgeKind.Local,
        };
        CheckEscalatedRole(root, configuration);
        return configuration;
    }

    private static void CheckVersion(YamlMappingReader root)
    {
        if (root.Find("version") is { } value && value.Number(least: 1) is { } version && version != Version)
            value.Report(DiagnosticCatalog.ConfigurationVersion, $"this program reads version {Version}, not {version}", $"write version: {Version}, or use the release of the program that this file was written for");
    }

    private static LifecycleReference ReadLifecycle(YamlMappingReader root) =>
        root.Read("lifecycle", ReadReference)
        ?? LifecycleReference.Of(LifecycleReference.DefaultName, Location.OfFile(root.Findings.Source.Path));

    private static LifecycleReference? ReadReference(YamlValue value)
    {
        if (value.Text() is not { } text)
            return null;

        var reference = LifecycleReference.Of(text, value.Findings.Source.Locate(value.Node.Span));
        return (reference.Name is null ? IsPath(value, text) : IsBuiltIn(value, text)) ? reference : null;
    }

    private static bool IsPath(YamlValue value, string path)
    {
        // Whether a change can touch the rules is told by the endings of its files.
        if (Glob.MistakeIn(path) is null && path.IndexOfAny(['*', '?']) < 0 && (path.EndsWith(".yml", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal)))
            return true;

        value.Report(DiagnosticCatalog.ConfigurationPattern, $"\"{path}\" cannot be the path of a lifecycle file", "write a path from the root of the repository, such as ops/lifecycle.yml");
        return false;
    }

    private static bool IsBuiltIn(YamlValue value, string name)
    {
        if (LifecycleReference.BuiltInNames.Contains(name))
            return true;

        ConfigurationValues.Unknown(
            value,
            DiagnosticCatalog.UnknownLifecycle,
            $"there is no built-in lifecycle \"{name}\"",
            Suggestion.Nearest(name, LifecycleReference.BuiltInNames),
            $"write the path of a lifecycle file of this repository, or one of: {string.Join(", ", LifecycleReference.BuiltInNames)}");
        return false;
    }

    private static void CheckEscalatedRole(YamlMappingReader root, DeliveryConfiguration configuration)
    {
        if (configuration.Escalation.To is not { } role || configuration.FindRole(role) is not null)
            return;

        var place = ((YamlMapping)root.Find("escalation")!.Value.Node)["to"]!.Value;
        ConfigurationValues.Unknown(
            new YamlValue(place, root.Findings),
            DiagnosticCatalog.UndefinedRole,
            $"nobody can be escalated to: there is no role \"{role}\"",
            Suggestion.Nearest(role, configuration.Roles.Select(r => r.Name)),
            $"add it: roles: {{{role}: [{{login: …}}]}}");
    }
}
