namespace DeliveryAsCode.Diagnostics;

public static partial class DiagnosticCatalog
{
    public static readonly DiagnosticDescriptor JournalBroken = Error("DAC0501", "The journal or the log of an execution is not what was written");
    public static readonly DiagnosticDescriptor ProgramMissing = Error("DAC0502", "A program that the runbook needs is not there");
    public static readonly DiagnosticDescriptor VariableUnusable = Error("DAC0503", "A variable cannot be given to the steps");
    public static readonly DiagnosticDescriptor ConditionUndecided = Error("DAC0504", "Nobody can tell whether a condition of a step holds");
    public static readonly DiagnosticDescriptor WayBackIncomplete = Error("DAC0505", "A rollback cannot be rehearsed: a step has no way back");
}
