namespace DeliveryAsCode.Planning;

/// <summary>Says of the current stage that it takes longer than a stage of its kind is expected to.</summary>
internal static class Overrun
{
    public static void Plan(Draft draft)
    {
        if (draft.Case.Decisions is { Cancelled: null, OnHold: null } && StageOverrun.Of(draft.Case) is { } overrun)
            draft.Note(Sentence.Of(overrun));
    }
}
