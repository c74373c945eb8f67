namespace DeliveryAsCode.Diagnostics;

public static partial class DiagnosticCatalog
{
    public static readonly DiagnosticDescriptor NotARecord = Error("DAC0201", "The record has no title of the form \"Delivery Record: Client — Name\"");
    public static readonly DiagnosticDescriptor MissingSection = Error("DAC0202", "A section of the record is missing");
    public static readonly DiagnosticDescriptor UnknownWord = Error("DAC0203", "A status or decision is not one of the known words");
    public static readonly DiagnosticDescriptor InvalidDate = Error("DAC0204", "A date is not written YYYY-MM-DD, or does not exist");
    public static readonly DiagnosticDescriptor PlaceholderLeft = Warning("DAC0205", "A template's placeholder was left");
    public static readonly DiagnosticDescriptor Duplicate = Error("DAC0206", "A section, field, table or row that must be unique occurs twice");
    public static readonly DiagnosticDescriptor MissingTable = Error("DAC0207", "A section has no table with the columns it needs");
    public static readonly DiagnosticDescriptor NearlyKnownName = Error("DAC0208", "A section, field or column is nearly called like a known one");
    public static readonly DiagnosticDescriptor MissingField = Error("DAC0209", "A field of the record is missing");
    public static readonly DiagnosticDescriptor UnknownGate = Error("DAC0210", "A gate decision names a gate that the lifecycle does not have");
    public static readonly DiagnosticDescriptor NearlyKnownMilestone = Warning("DAC0211", "A milestone is nearly called like one of the lifecycle");
    public static readonly DiagnosticDescriptor MilestoneContradicts = Warning("DAC0212", "A milestone's status and its actual date contradict each other");
    public static readonly DiagnosticDescriptor StatusContradicts = Warning("DAC0213", "The status contradicts the gate decisions");
    public static readonly DiagnosticDescriptor PlanUnreadable = Error("DAC0214", "A deployment window, rhythm of updates or acceptable delay of the record cannot be read");
    public static readonly DiagnosticDescriptor TargetsReversed = Warning("DAC0215", "A milestone is planned before one that comes earlier");
    public static readonly DiagnosticDescriptor ActualsReversed = Warning("DAC0216", "A milestone was reached before one that comes earlier");
    public static readonly DiagnosticDescriptor UnreadableMetric = Warning("DAC0217", "A success metric cannot be read, so nobody can say whether it is met");
    public static readonly DiagnosticDescriptor UnknownAddress = Error("DAC0220", "The address names nothing in the document");
    public static readonly DiagnosticDescriptor AmbiguousAddress = Error("DAC0221", "The address names more than one place");
    public static readonly DiagnosticDescriptor RefusedValue = Error("DAC0222", "The value cannot be written there");
    public static readonly DiagnosticDescriptor DuplicateItem = Error("DAC0230", "Two items of a checklist have the same id");
    public static readonly DiagnosticDescriptor UnknownAnnotation = Error("DAC0231", "An annotation is not one of the known names");
    public static readonly DiagnosticDescriptor EmptyChecklist = Warning("DAC0232", "A checklist has no items, so it can never be done");
    public static readonly DiagnosticDescriptor NearlyTask = Error("DAC0233", "A line is nearly a task, and no task on GitHub");
    public static readonly DiagnosticDescriptor BrokenLink = Error("DAC0240", "A wiki link leads nowhere");
    public static readonly DiagnosticDescriptor OneWayLink = Warning("DAC0241", "A next step does not name this document as its previous one");
    public static readonly DiagnosticDescriptor MetadataDate = Warning("DAC0242", "A date in the metadata is not written YYYY-MM-DD");
}
