namespace DeliveryAsCode.Checking;

/// <summary>What a file of the repository is to the program.</summary>
public enum DocumentKind
{
    /// <summary>Nothing the program reads, which is no error.</summary>
    Other,
    Configuration,
    Lifecycle,
    Record,
    Checklist,
    Runbook,
    Journal,
    ExecutionLog,

    /// <summary>A document of a knowledge base, linked by wiki links.</summary>
    Node,
}
