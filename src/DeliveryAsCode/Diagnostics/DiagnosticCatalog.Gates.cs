namespace DeliveryAsCode.Diagnostics;

public static partial class DiagnosticCatalog
{
    public static readonly DiagnosticDescriptor DecisionMissing = Error("DAC0301", "A gate waits for a decision");
    public static readonly DiagnosticDescriptor FieldNotFilled = Error("DAC0302", "A gate needs a field that is not filled");
    public static readonly DiagnosticDescriptor MilestoneNotDated = Error("DAC0303", "A gate needs a milestone that has no date");
    public static readonly DiagnosticDescriptor GateNotPassed = Error("DAC0304", "A gate that must be passed first is not passed");
    public static readonly DiagnosticDescriptor ChecklistNotDone = Error("DAC0305", "A gate needs a checklist that is not done");
    public static readonly DiagnosticDescriptor NeverSkipped = Error("DAC0307", "A gate that may never be skipped is recorded as skipped");
    public static readonly DiagnosticDescriptor UnsignedDecision = Error("DAC0308", "A gate decision does not say who decided, or when");
    public static readonly DiagnosticDescriptor DeliveryClosed = Error("DAC0309", "A delivery that is closed or on hold does not deploy");
    public static readonly DiagnosticDescriptor NotNow = Error("DAC0310", "An environment is not deployed to at this time");
    public static readonly DiagnosticDescriptor RulesModified = Error("DAC0306", "Rules or plan were changed and not committed");
}
