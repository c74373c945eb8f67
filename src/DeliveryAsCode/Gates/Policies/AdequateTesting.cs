using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Gates.Policies;

/// <summary>Nothing is deployed that was not tested: the certificates before this gate are there, and the required checks are successful.</summary>
internal static class AdequateTesting
{
    public static IEnumerable<GateReason> Refusals(PolicyQuestion question)
    {
        var certified = question.EarlierGates.Where(g => g.IsCertified).ToList();
        var required = question.Delivery.Configuration.RequiredChecks;
        return certified.Count == 0 && required.IsEmpty
            ? [question.Refusal("nothing shows that it was tested: no gate before this one is certified, and delivery.yml requires no check", question.Record.Title, "certify a gate of an earlier stage in the lifecycle, or add \"required-checks\" to delivery.yml") with { Who = question.Delivery.NamesOf(Role.PolicyOwner) }]
            : [.. certified.Select(g => NotCertified(g, question)).OfType<GateReason>(), .. certified.Where(g => question.Delivery.Decisions.IsSettled(g.Name)).SelectMany(g => CertifiedRelease.Refusals(g, question)), .. required.Select(c => NotSuccessful(c, question)).OfType<GateReason>()];
    }

    private static GateReason? NotCertified(GateDefinition gate, PolicyQuestion question)
    {
        var state = question.Delivery.Decisions.StateOf(gate.Name);
        var place = state.Last?.Location ?? GateJudge.PlaceOfGates(question.Record);
        return state switch
        {
            { SettledBy.Decision: Decision.Passed } => null,
            { IsSettled: true } => Refusal("was skipped"),
            { Unknown: { } why } => PolicyQuestion.CannotTell($"nobody can say whether it was tested: {why}", place),
            { Last.Decision: Decision.Failed } => Refusal("failed"),
            _ => Refusal("is not passed"),
        };

        GateReason Refusal(string how) =>
            question.Refusal($"it was not tested enough: the gate \"{gate.Name}\" {how}", place, question.Delivery.HowToDecide(gate.Name))
                with { Who = [.. gate.DecidedBy.SelectMany(r => question.Delivery.NamesOf(r)).Distinct()] };
    }

    private static GateReason? NotSuccessful(RequiredCheck required, PolicyQuestion question)
    {
        if (question.Delivery.Evidence.Checks is not { } known)
            return PolicyQuestion.CannotTell($"nobody can say whether the required check \"{required.Name}\" was successful on the release", question.Record.Title);

        return known.LastOrDefault(c => c.Name == required.Name && (required.App is null || c.App == required.App)) switch
        {
            { State: CheckState.Successful } => null,
            null => question.Refusal($"the required check \"{required.Name}\" never ran on the release", question.Record.Title, "make it run on the commit that is released"),
            { State: CheckState.Running } => question.Refusal($"the required check \"{required.Name}\" is still running on the release", question.Record.Title, "wait until it has ended"),
            _ => question.Refusal($"the required check \"{required.Name}\" is not successful on the release", question.Record.Title, "make it pass on the commit that is released"),
        };
    }
}
