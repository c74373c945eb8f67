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

    public static readonly DiagnosticDescriptor NoRulesAtBase = Note("DAC0330", "The base has no rules by which a change could be judged");
    public static readonly DiagnosticDescriptor RowRefused = Error("DAC0331", "A change adds a gate decision that cannot be made");
    public static readonly DiagnosticDescriptor RowOfNobody = Error("DAC0332", "A change adds a gate decision that is nobody's word");
    public static readonly DiagnosticDescriptor PastRowChanged = Error("DAC0333", "A change alters, removes or moves a past gate decision");
    public static readonly DiagnosticDescriptor StatusWithoutGate = Error("DAC0334", "A change moves the status further than the gates");
    public static readonly DiagnosticDescriptor DateWithoutGate = Error("DAC0335", "A change dates a milestone in place of its gate");
    public static readonly DiagnosticDescriptor PlanChanged = Error("DAC0336", "A change alters what was planned, without a re-plan");
    public static readonly DiagnosticDescriptor ClientNotHeard = Error("DAC0337", "A change alters what was agreed, without the client");
    public static readonly DiagnosticDescriptor ResolvedByNobody = Error("DAC0338", "A change resolves an escalation of others");
    public static readonly DiagnosticDescriptor JournalRewritten = Error("DAC0339", "A change writes a journal anew");
    public static readonly DiagnosticDescriptor DocumentRemoved = Error("DAC0340", "A change takes a document away from a delivery that goes on");
    public static readonly DiagnosticDescriptor RulesWithoutOwner = Error("DAC0341", "A change alters the rules without those who own them");
    public static readonly DiagnosticDescriptor RulesWithDeliveries = Error("DAC0342", "A change alters rules and deliveries at once");
    public static readonly DiagnosticDescriptor BornAdvanced = Error("DAC0343", "A change adds a record in which something is decided already");
    public static readonly DiagnosticDescriptor RulesEffect = Note("DAC0344", "A change of the rules has an effect");
}
