using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Takes secrets out of what people say: whoever gives a reason may paste what they have just seen.</summary>
internal static class SecretWords
{
    public static JournalEvent Mask(JournalEvent what, SecretMask mask) => what switch
    {
        ExecutionStarted { Reason: { } reason } e => e with { Reason = mask.Apply(reason) },
        Decision { Reason: { } reason } e => e with { Reason = mask.Apply(reason) },
        Answered e => e with { Reason = mask.Apply(e.Reason) },
        HoldLifted e => e with { Reason = mask.Apply(e.Reason) },
        RollbackStarted e => e with { Cause = mask.Apply(e.Cause) },
        Deviation e => e with { Text = mask.Apply(e.Text) },
        _ => what,
    };
}
