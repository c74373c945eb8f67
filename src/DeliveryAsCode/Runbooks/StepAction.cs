using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Runbooks;

/// <summary>A fenced block that runs. Closed: a script or an HTTP request.</summary>
public abstract record StepAction(ActionOptions Options, Location Location);

/// <param name="Source">The script, line endings as LF; it is written to a file, never passed in an argument.</param>
public sealed record ScriptAction(Interpreter Interpreter, string Source, ActionOptions Options, Location Location)
    : StepAction(Options, Location);

/// <param name="Method">Upper case.</param>
/// <param name="Contains">Text the body of the answer must contain.</param>
public sealed record HttpAction(
    string Method,
    Uri Url,
    ImmutableArray<KeyValuePair<string, string>> Headers,
    string? Body,
    int ExpectedStatus,
    string? Contains,
    ActionOptions Options,
    Location Location) : StepAction(Options, Location);

public enum Interpreter
{
    Bash,
    Sh,
    PowerShell,
    Python,
}

/// <param name="Timeout">For one attempt.</param>
/// <param name="Retries">Attempts after the first.</param>
/// <param name="Backoff">Pause before a further attempt.</param>
/// <param name="IsIdempotent">Running it again does no harm, so an unknown outcome may be settled by running it.</param>
/// <param name="ContinueOnError">A failure is recorded as a deviation and does not fail the step.</param>
/// <param name="WorkingDirectory">Relative to the root of the repository; empty is the root.</param>
/// <param name="Env">Narrows the runbook's list of variables; null keeps it.</param>
/// <param name="LogsTail">Whether the masked end of the output goes into the committed log.</param>
/// <param name="PointOfNoReturn">Why undo stops here, if it does.</param>
/// <param name="PreviousVersionCompatible">A point of no return that the previous version can live with, so undo may go on.</param>
/// <param name="Output">Name under which the last line of the output is given to later steps.</param>
public sealed record ActionOptions(
    TimeSpan Timeout,
    int Retries,
    TimeSpan Backoff,
    bool IsIdempotent,
    bool ContinueOnError,
    string WorkingDirectory,
    ImmutableArray<string>? Env,
    bool LogsTail,
    string? PointOfNoReturn,
    bool PreviousVersionCompatible,
    string? Output)
{
    /// <summary>What a strategy tells the block beside everything else.</summary>
    public StrategyValue? Given { get; init; }

    /// <summary>Any other output fails the block; null: every output is taken.</summary>
    public ImmutableArray<string>? OutputIsOneOf { get; init; }
}
