using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Lifecycles;

/// <summary>Whether the roles that a lifecycle names exist: which there are, <c>delivery.yml</c> says.</summary>
public static class LifecycleRoles
{
    public static ImmutableArray<Diagnostic> Check(Lifecycle lifecycle, ImmutableArray<Role> roles)
    {
        string[] known = [.. roles.Select(r => r.Name)];
        return known.Length == 0 ? [] : [.. lifecycle.Stages.SelectMany(Named).Where(named => named.Role != Role.Client && !known.Contains(named.Role)).DistinctBy(named => named.Place).Select(named =>
            new Diagnostic(DiagnosticCatalog.UndefinedRole, named.Place, $"delivery.yml has no role \"{named.Role}\"") { Help = Suggestion.Help(named.Role, known) })];
    }

    private static IEnumerable<(string Role, Location Place)> Named(Stage stage) =>
        stage.Gates.SelectMany(g => g.OpensWhen.WithParts).Concat(stage.StartsWhen?.WithParts ?? []).SelectMany(Named).Prepend((stage.Owner, stage.Location));

    private static IEnumerable<(string Role, Location Place)> Named(GateCondition condition) => condition switch
    {
        GateCondition.Acknowledged acknowledged => acknowledged.StandIn is { } standIn ? [(acknowledged.Role, acknowledged.Location), (standIn, acknowledged.Location)] : [(acknowledged.Role, acknowledged.Location)],
        GateCondition.Certified certified => [(certified.Role, certified.Location)],
        GateCondition.PolicyHolds { OverridableBy: { } role } policy => [(role, policy.Location)],
        _ => [],
    };
}
