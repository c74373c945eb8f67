using DeliveryAsCode.Configuration;
using DeliveryAsCode.Facts;

namespace DeliveryAsCode.Transitions;

/// <summary>What else of <c>delivery.yml</c> changes a verdict.</summary>
internal static class PolicyEffects
{
    public static IEnumerable<string> Between(DeliveryConfiguration before, DeliveryConfiguration after) =>
    [
        .. RulesComparison.Differences(before.RequiredChecks.Select(Describe), after.RequiredChecks.Select(Describe), c => $"the check {c} is no longer required", c => $"the check {c} is now required"),
        .. RulesComparison.Differences(before.Facts.Select(Describe), after.Facts.Select(Describe), f => $"no longer so: {f}", f => $"a fact holds {f}"),
        .. Acknowledgements(before.Acknowledgements, after.Acknowledgements),
        .. Calendar(before.Calendar, after.Calendar),
        .. Changed(before.Deliveries.Pattern, after.Deliveries.Pattern, p => $"records are looked for at {p}"),
        .. Changed(Describe(before.Escalation), Describe(after.Escalation), e => $"escalations: {e}"),
        .. Changed($"{before.Cadence.StatusUpdate}", $"{after.Cadence.StatusUpdate}", c => c.Length == 0 ? "no status updates are due" : $"status updates are due every {c}"),
        .. Changed(before.Forge, after.Forge, f => f == ForgeKind.GitHub ? "gates are decided by reviews at GitHub, and commits decide none" : "gates are decided by commits, and reviews decide none"),
        .. Changed(before.Publish, after.Publish, p => p == Publishing.Direct ? "changes are written to the branch without a pull request" : "changes are written by pull requests"),
        .. Changed(before.Channels, after.Channels, _ => "messages go to other channels"),
    ];

    private static IEnumerable<string> Changed<T>(T before, T after, Func<T, string> effect) => Equals(before, after) ? [] : [effect(after)];

    private static IEnumerable<string> Acknowledgements(AcknowledgementPolicy before, AcknowledgementPolicy after) =>
    [
        .. Changed(before.RequireSigned, after.RequireSigned, signed => signed ? "acknowledgements now need a signature" : "acknowledgements no longer need a signature"),
        .. Changed(before.ExpireAfter, after.ExpireAfter, period => period is { } days ? $"acknowledgements expire after {days.TotalDays:0.#} days" : "acknowledgements no longer expire"),
    ];

    private static IEnumerable<string> Calendar(BusinessCalendar before, BusinessCalendar after) =>
    [
        .. Changed(before.TimeZone.Id, after.TimeZone.Id, zone => $"times are those of {zone}"),
        .. RulesComparison.Differences(before.WorkingDays, after.WorkingDays, d => $"{d} is no working day any more", d => $"{d} is now a working day"),
        .. RulesComparison.Differences(before.Holidays, after.Holidays, h => $"{Describe(h)} is no holiday any more", h => $"{Describe(h)} is now a holiday"),
    ];

    private static string Describe(Holiday holiday) =>
        $"{Documents.DocumentDate.Format(holiday.From)}{(holiday.To == holiday.From ? "" : $" to {Documents.DocumentDate.Format(holiday.To)}")}";

    private static string Describe(RequiredCheck check) => check.App is { } app ? $"{check.Name} of app {app}" : check.Name;

    private static string Describe(FactDefinition fact) => fact switch
    {
        FactDefinition.ByPaths byPaths => $"{fact.Name} by {string.Join(", ", byPaths.Paths)}",
        FactDefinition.ByExpression byExpression => $"{fact.Name} when {byExpression.Expression}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Describe(EscalationPolicy policy) =>
        $"{(policy.AcceptableDelay is { } delay ? $"after {delay}" : "none for delays")}, to {policy.To ?? "nobody"}, after {policy.EscalateAfterAttempts} failed attempts"
        + string.Concat(policy.Milestones.Select(m => $", \"{m.Milestone}\" after {m.AcceptableDelay}"));
}
