namespace DeliveryAsCode.Diagnostics;

public static partial class DiagnosticCatalog
{
    public static readonly DiagnosticDescriptor DecisionMissing = Error("DAC0301", "A gate waits for a decision");
    public static readonly DiagnosticDescriptor FieldNotFilled = Error("DAC0302", "A gate needs a field that is not filled");
    public static readonly DiagnosticDescriptor MilestoneNotDated = Error("DAC0303", "A gate needs a milestone that has no date");
    public static readonly DiagnosticDescriptor GateNotPassed = Error("DAC0304", "A gate that must be passed first is not passed");
    public static readonly DiagnosticDescriptor ChecklistNotDone = Error("DAC0305", "A gate needs a checklist that is not done");
    public static readonly DiagnosticDescriptor RulesModified = Error("DAC0306", "Rules or plan were changed and not committed");
    public static readonly DiagnosticDescriptor NeverSkipped = Error("DAC0307", "A gate that may never be skipped is recorded as skipped");
    public static readonly DiagnosticDescriptor UnsignedDecision = Error("DAC0308", "A gate decision does not say who decided, or when");
    public static readonly DiagnosticDescriptor DeliveryClosed = Error("DAC0309", "A delivery that is closed or on hold does not deploy");
    public static readonly DiagnosticDescriptor NotNow = Error("DAC0310", "An environment is not deployed to at this time");
    public static readonly DiagnosticDescriptor NotPlanned = Error("DAC0311", "A gate needs a schedule that is complete and in order");
    public static readonly DiagnosticDescriptor DocumentIncomplete = Error("DAC0312", "A gate needs a document that is missing or incomplete");
    public static readonly DiagnosticDescriptor CertificationFailed = Error("DAC0313", "A certification is FAIL, and must be PASS");
    public static readonly DiagnosticDescriptor NotExecuted = Error("DAC0314", "A gate needs an execution that succeeded");
    public static readonly DiagnosticDescriptor CheckNotSuccessful = Error("DAC0315", "A gate needs a check that is not successful");
    public static readonly DiagnosticDescriptor EscalationOpen = Error("DAC0316", "A gate waits for an escalation to be resolved");
    public static readonly DiagnosticDescriptor IncidentOpen = Error("DAC0317", "A gate waits for an incident to be resolved");
    public static readonly DiagnosticDescriptor DeliverableMissing = Error("DAC0318", "A gate needs a deliverable that is not there");
    public static readonly DiagnosticDescriptor MetricNotMet = Error("DAC0319", "A gate needs a success metric that is not met");
    public static readonly DiagnosticDescriptor FeedbackMissing = Error("DAC0320", "A gate needs feedback that is not written down");
    public static readonly DiagnosticDescriptor NotYet = Error("DAC0321", "A gate waits for days to go by");
    public static readonly DiagnosticDescriptor PolicyRefuses = Error("DAC0322", "A policy does not hold");
    public static readonly DiagnosticDescriptor AcknowledgementStale = Error("DAC0323", "What was acknowledged has changed since");
    public static readonly DiagnosticDescriptor NobodysWord = Error("DAC0324", "A gate decision is not the word of somebody who may decide");
    public static readonly DiagnosticDescriptor CannotTell = Error("DAC0325", "Evidence that a gate needs cannot be had");
}
