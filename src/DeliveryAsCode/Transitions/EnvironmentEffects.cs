using System.Globalization;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Documents;
using NodaTime;

namespace DeliveryAsCode.Transitions;

/// <summary>When, where to and with what may be deployed from then on.</summary>
internal static class EnvironmentEffects
{
    public static IEnumerable<string> Between(DeliveryConfiguration before, DeliveryConfiguration after) =>
    [
        .. RulesComparison.Differences(before.Environments.Select(e => e.Name), after.Environments.Select(e => e.Name), n => $"the environment {n} is gone", n => $"the environment {n} is new"),
        .. before.Environments.Join(after.Environments, e => e.Name, e => e.Name, Between).SelectMany(effects => effects),
    ];

    private static IEnumerable<string> Between(DeploymentEnvironment before, DeploymentEnvironment after) =>
    [
        .. RulesComparison.Differences(before.Freezes.Select(Describe), after.Freezes.Select(Describe), f => $"the freeze {f} of {after.Name} is gone", f => $"the freeze {f} of {after.Name} is new"),
        .. RulesComparison.Differences(before.HighTraffic.Select(Describe), after.HighTraffic.Select(Describe), p => $"high traffic {p} of {after.Name} is gone", p => $"high traffic {p} of {after.Name} is new"),
        .. RulesComparison.Differences(before.DeploymentWindows.Select(Describe), after.DeploymentWindows.Select(Describe), p => $"the deployment window {p} of {after.Name} is gone", p => $"the deployment window {p} of {after.Name} is new"),
        .. !before.DeploymentWindows.IsEmpty && after.DeploymentWindows.IsEmpty ? new[] { $"{after.Name} may be deployed to at any time of the week" } : [],
        .. RulesComparison.Differences(before.AllowedHosts.Select(h => h.ToString()), after.AllowedHosts.Select(h => h.ToString()), h => $"runbooks for {after.Name} may no longer call {h}", h => $"runbooks for {after.Name} may now call {h}"),
        .. RulesComparison.Differences(Variables(before), Variables(after), v => $"runbooks for {after.Name} no longer get {v}", v => $"runbooks for {after.Name} now get {v}"),
    ];

    private static IEnumerable<string> Variables(DeploymentEnvironment environment) =>
        environment.Variables.Plain.Select(v => $"{v} (shown)").Concat(environment.Variables.Secrets.Select(v => $"{v} (secret)"));

    private static string Describe(Freeze freeze) => freeze switch
    {
        DatedFreeze dated => $"{DocumentDate.Format(dated.From)} to {DocumentDate.Format(dated.To)}",
        WeeklyFreeze weekly => $"every {string.Join(", ", weekly.Days)}",
        MonthlyFreeze monthly => $"every month on {string.Join(", ", monthly.Days.Select(d => d.ToString(CultureInfo.InvariantCulture)).Concat(monthly.IncludesLastDay ? ["the last day"] : []))}",
        _ => throw new System.Diagnostics.UnreachableException(),
    } + (freeze.Why is { } why ? $" ({why})" : "") + (freeze.For is { } ids ? $" for {ids}" : "");

    private static string Describe(WeeklyPeriod period) =>
        $"{string.Join(", ", period.Days)} {Format(period.From)}–{Format(period.To)}{(period.Why is { } why ? $" ({why})" : "")}";

    private static string Format(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
