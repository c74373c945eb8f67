using System.Collections.Immutable;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Configuration;

/// <summary>The rules of a repository: what stands in its <c>delivery.yml</c>, or else holds without one.</summary>
/// <param name="Deliveries">Paths of the delivery records.</param>
/// <param name="Environments">One for each real target, in the order of the file.</param>
/// <param name="RequiredChecks">Check runs that must be successful on a release.</param>
/// <param name="Facts">Facts beside the built-in ones, or in their place.</param>
public sealed record DeliveryConfiguration(
    Glob Deliveries,
    LifecycleReference Lifecycle,
    BusinessCalendar Calendar,
    ImmutableArray<Role> Roles,
    ImmutableArray<DeploymentEnvironment> Environments,
    ImmutableArray<RequiredCheck> RequiredChecks,
    ImmutableArray<FactDefinition> Facts,
    EscalationPolicy Escalation,
    Cadence Cadence,
    AcknowledgementPolicy Acknowledgements,
    Channels Channels,
    Publishing Publish)
{
    /// <summary>The rules of a repository without a <c>delivery.yml</c>: those of an empty one.</summary>
    public static DeliveryConfiguration Default { get; } =
        DeliveryConfigurationReader.Read(SourceText.From("delivery.yml", "")).Value;

    /// <summary>Where gates are decided.</summary>
    public ForgeKind Forge { get; init; } = ForgeKind.Local;

    public Role? FindRole(string name) => Roles.FirstOrDefault(r => r.Name == name);

    public DeploymentEnvironment? FindEnvironment(string name) => Environments.FirstOrDefault(e => e.Name == name);
}
