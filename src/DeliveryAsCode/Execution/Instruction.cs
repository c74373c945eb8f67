using System.Collections.Immutable;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Execution;

/// <summary>What the runner does next. Closed: the runner obeys and decides nothing.</summary>
public abstract record Instruction;

/// <summary>Write it down; nothing else is to be done for it.</summary>
public sealed record Append(JournalEvent Event) : Instruction;

/// <summary>Write the intent, run the block, write the outcome.</summary>
/// <param name="After">The pause before a further attempt.</param>
public sealed record Perform(ActionKind Kind, Step Step, StepAction Action, int Attempt, string Key, TimeSpan After) : Instruction;

/// <summary>Steps that may run at the same time, each as <see cref="Perform"/>.</summary>
public sealed record PerformTogether(ImmutableArray<Perform> All) : Instruction;

/// <summary>Find out what was normal before <paramref name="Until"/>, and write it down.</summary>
public sealed record TakeBaseline(Step Step, Metric Metric, DateTimeOffset Until) : Instruction;

/// <summary>Wait until it is time, then take a sample of every metric and write it down.</summary>
public sealed record TakeSamples(Step Step, Watch Watch, DateTimeOffset At) : Instruction;

/// <summary>Nothing is to be done before the time it says: write it down and end; a later run goes on.</summary>
public sealed record Wait(Paused Pause) : Instruction;

/// <summary>Ask a person. Where nobody is there to answer, the execution pauses.</summary>
public sealed record Ask(Question Question) : Instruction;

/// <summary>The execution has ended.</summary>
public sealed record Finish(Conclusion Conclusion) : Instruction;

/// <summary>This program must not go on with this journal.</summary>
public sealed record Refuse(string Reason) : Instruction;
