using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Transitions;

/// <summary>What is judged otherwise under other rules, in sentences without a full stop: what falls away comes first.</summary>
public static class RulesComparison
{
    public static ImmutableArray<string> Effects(DeliveryConfiguration before, Lifecycle lifecycleBefore, DeliveryConfiguration after, Lifecycle lifecycleAfter) =>
    [
        .. LifecycleEffects.Between(lifecycleBefore, lifecycleAfter, before.Environments),
        .. RoleEffects.Between(before, after),
        .. EnvironmentEffects.Between(before, after),
        .. PolicyEffects.Between(before, after),
    ];

    /// <summary>A sentence for each value that only one of them has.</summary>
    internal static IEnumerable<string> Differences<T>(IEnumerable<T> before, IEnumerable<T> after, Func<T, string> gone, Func<T, string> added)
    {
        var (then, now) = (before.ToList(), after.ToList());
        return [.. then.Except(now).Select(gone), .. now.Except(then).Select(added)];
    }
}
