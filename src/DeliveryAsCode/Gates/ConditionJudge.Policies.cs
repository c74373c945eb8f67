using DeliveryAsCode.Gates.Policies;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Gates;

internal sealed partial class ConditionJudge
{
    private Way JudgePolicy(GateCondition.PolicyHolds condition) =>
        PolicyJudge.Judge(condition, new PolicyQuestion(delivery, stage, gate, [.. delivery.Documents.GatedRunbooks], IsForNow: false));
}
