using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Facts;

/// <summary>
/// The facts that every repository has. Each can be declared in <c>delivery.yml</c> anew, and then means what stands there.
/// </summary>
internal static class BuiltInFacts
{
    /// <summary>A file changed that is neither documentation, configuration nor infrastructure, nor a document of a delivery.</summary>
    public const string CodeChanged = "code-changed";

    /// <summary>A file changed that describes servers, containers or networks.</summary>
    public const string InfrastructureChanged = "infrastructure-changed";

    /// <summary>A file changed that holds settings.</summary>
    public const string ConfigurationChanged = "configuration-changed";

    /// <summary>At least one file changed, and every one is documentation.</summary>
    public const string DocumentationOnly = "documentation-only";

    /// <summary>At least one file changed, and every one matches the paths of configuration-changed.</summary>
    public const string ConfigurationOnly = "configuration-only";

    /// <summary>There are runbooks, and all of them name the environment <c>none</c>.</summary>
    public const string DevelopmentOnly = "development-only";

    /// <summary>A file changed that changes stored data: migrations and SQL.</summary>
    public const string DataPersistence = "data-persistence";

    /// <summary>Another team takes over. No file tells, so it is unknown until it is declared.</summary>
    public const string TeamHandover = "team-handover";

    /// <summary>Code or infrastructure changed, or a runbook watches metrics.</summary>
    public const string MonitoringRequired = "monitoring-required";

    /// <summary>The delivery was deployed, and nothing changed since.</summary>
    public const string AlreadyDeployed = "already-deployed";

    /// <summary>The newest execution was rolled back.</summary>
    public const string EmergencyRollback = "emergency-rollback";

    public static ImmutableArray<string> Names { get; } =
    [
        CodeChanged, InfrastructureChanged, ConfigurationChanged, DocumentationOnly, ConfigurationOnly, DevelopmentOnly,
        DataPersistence, TeamHandover, MonitoringRequired, AlreadyDeployed, EmergencyRollback,
    ];

    /// <summary>Those that are told from paths or from other facts alone.</summary>
    public static ImmutableArray<FactDefinition> Definitions { get; } =
    [
        Paths(DocumentationOnly, "docs/**", "**/*.md", "**/*.adoc", "**/*.rst", "LICENSE"),
        Paths(ConfigurationChanged, "config/**", "**/appsettings*.json", "**/*.ini", "**/*.properties"),
        Paths(InfrastructureChanged, "infra/**", "infrastructure/**", "terraform/**", "k8s/**", "helm/**", "**/*.tf", "**/*.tfvars", "**/*.bicep", "**/Dockerfile", "**/docker-compose*.yml"),
        Paths(DataPersistence, "**/migrations/**", "**/Migrations/**", "**/*.sql"),
        new FactDefinition.ByExpression(MonitoringRequired, new FactExpression.Or(new FactExpression.Fact(CodeChanged), new FactExpression.Fact(InfrastructureChanged))),
    ];

    private static FactDefinition.ByPaths Paths(string name, params string[] patterns) => new(name, [.. patterns.Select(Glob.Parse)]);
}
