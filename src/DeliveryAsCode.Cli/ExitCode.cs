namespace DeliveryAsCode.Cli;

/// <summary>What the program's exit code means, for every command alike.</summary>
public static class ExitCode
{
    /// <summary>Done; also waiting, and nothing to do.</summary>
    public const int Done = 0;

    /// <summary>The answer is no: a check found errors, a gate is blocked, an execution failed, was rolled back or is on hold.</summary>
    public const int No = 1;

    /// <summary>The command line, the configuration or the documents cannot be used.</summary>
    public const int Unusable = 2;

    /// <summary>The world broke: network, permission, disk.</summary>
    public const int World = 3;

    /// <summary>Interrupted by SIGINT.</summary>
    public const int Interrupted = 130;
}
