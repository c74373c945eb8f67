namespace DeliveryAsCode.Execution;

/// <summary>What a step counts as so far, all its blocks taken together.</summary>
public enum StepOutcome
{
    NotStarted,

    /// <summary>Started, and nobody knows how it ended.</summary>
    Unknown,

    /// <summary>Its metrics are being sampled, or nobody has decided what they say.</summary>
    Watching,

    Succeeded,
    Failed,

    /// <summary>It failed, and the execution went on: a deviation.</summary>
    Tolerated,

    /// <summary>Its condition does not hold here.</summary>
    Skipped,

    Undone,
    UndoFailed,
}
