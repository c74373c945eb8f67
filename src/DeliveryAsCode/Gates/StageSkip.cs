using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Gates;

/// <summary>Whether a stage is left out because its condition does not hold.</summary>
internal static class StageSkip
{
    /// <returns>Why it is left out; null if it is not, or nobody can tell.</returns>
    public static string? Reason(Stage stage, DeliveryCase delivery) =>
        stage.Skip is not SkipRule.Never && stage.When?.Expression.Evaluate(delivery.Evidence.Facts) is { Holds: false } value ? value.Why : null;
}
