namespace DeliveryAsCode.Execution;

/// <summary>What happened to one attempt of one block.</summary>
public enum Outcome
{
    Succeeded,
    Failed,
    TimedOut,

    /// <summary>It could not be started.</summary>
    Error,
}

/// <summary>What an execution counts as, once it has ended.</summary>
public enum Conclusion
{
    Succeeded,

    /// <summary>It ended before anything was changed.</summary>
    Failed,

    /// <summary>What was started is undone, and the environment is held.</summary>
    RolledBack,

    /// <summary>The environment is half-way, and a person has to look.</summary>
    OnHold,
}

/// <summary>What a block of a step is run for.</summary>
public enum ActionKind
{
    /// <summary>What the step does.</summary>
    Step,

    Verify,
    Undo,

    /// <summary>The undo block of a strategy, run while a person decides: no rollback, traffic may go forward again.</summary>
    ShiftBack,
}

public enum DecisionChoice
{
    Go,
    NoGo,

    /// <summary>After a point of no return: leave the failure as a deviation and go on.</summary>
    RollForward,

    /// <summary>After a point of no return: undo what was started after it.</summary>
    Undo,

    /// <summary>After a point of no return: stop and leave everything as it is.</summary>
    Hold,
}

/// <summary>What a person says about a block whose outcome nobody knows.</summary>
public enum UnknownAnswer
{
    Done,
    Failed,
    Again,
}
