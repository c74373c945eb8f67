namespace DeliveryAsCode.Execution;

/// <summary>What a step counts as so far, all its blocks taken together.</summary>
public enum StepOutcome
{
    NotStarted,

    /// <summary>Started, and nobody knows how it ended.</summary>
    Unknown,

    Succeeded,
    Failed,

    /// <summary>It failed, and the execution went on: a deviation.</summary>
    Tolerated,

    Undone,
    UndoFailed,
}
