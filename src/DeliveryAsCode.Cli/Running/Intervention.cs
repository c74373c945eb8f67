using System.Collections.Immutable;
using DeliveryAsCode.Configuration;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Who may step into an execution: free its environment, lift its hold, have it rolled back, say what became of a step.</summary>
internal static class Intervention
{
    public static ImmutableArray<string> RoleNames { get; } = ["deployment-specialist", "delivery-manager", "cto"];

    /// <param name="delivery">Whose execution it is; null outside of one.</param>
    /// <returns>Why the person may not; null if they may. Where nobody has named roles, whoever runs the program may.</returns>
    public static string? WhyRefused(Actor actor, string? delivery, DeliveryConfiguration configuration) =>
        RoleNames.Any(role => actor.Holds(role, delivery, configuration))
            ? null
            : $"{actor.Name} may not: this takes one of the roles {string.Join(", ", RoleNames)}";
}
