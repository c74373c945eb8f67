using DeliveryAsCode.Facts;

namespace DeliveryAsCode.Execution;

/// <summary>What an execution is told from outside of its journal. None of it changes what has happened.</summary>
/// <param name="Facts">What the conditions of steps are judged by.</param>
/// <param name="EscalateTo">The role that is told when nobody answers in time.</param>
/// <param name="SamplesNow">Whether an extended watch takes samples in this run although they are not due.</param>
public sealed record Circumstances(FactSheet Facts, string EscalateTo, bool SamplesNow)
{
    public static readonly Circumstances None = new(FactSheet.Unknown, "cto", false);
}
