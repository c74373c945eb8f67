namespace DeliveryAsCode.Deliveries;

/// <summary>The words of a record's <c>Status</c> field. A projection of the gates, not a second truth.</summary>
public enum DeliveryStatus
{
    Planning,
    InProduction,
    QA,
    Deployment,
    Handover,
    Complete,
    Cancelled,
    OnHold,
}

public enum MilestoneStatus
{
    Planned,

    /// <summary>Its owner says: judge me.</summary>
    Ready,
    InProgress,
    Done,
    Late,
    Failed,
    Skipped,
}

/// <summary>What a row of the Gates table says.</summary>
public enum Decision
{
    /// <summary>One of several acknowledgements that the gate needs.</summary>
    Acknowledged,
    Passed,
    Failed,
    Skipped,
    Replan,
    Cancelled,
    OnHold,
    Resumed,
    Reopened,
}
