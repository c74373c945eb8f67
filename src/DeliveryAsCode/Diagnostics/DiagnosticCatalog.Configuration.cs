namespace DeliveryAsCode.Diagnostics;

/// <summary>Family 09: delivery.yml and lifecycle files.</summary>
public static partial class DiagnosticCatalog
{
    public static readonly DiagnosticDescriptor ConfigurationVersion = Error("DAC0901", "The version of the configuration is not known");
    public static readonly DiagnosticDescriptor ConfigurationDate = Error("DAC0902", "A date of the configuration cannot be read");
    public static readonly DiagnosticDescriptor ConfigurationTime = Error("DAC0903", "A time of day is not written HH:MM");
    public static readonly DiagnosticDescriptor ConfigurationDuration = Error("DAC0904", "A length of time cannot be read");
    public static readonly DiagnosticDescriptor ConfigurationWord = Error("DAC0905", "A value is not one of the known words");
    public static readonly DiagnosticDescriptor UnknownTimeZone = Error("DAC0906", "The time zone is not known");
    public static readonly DiagnosticDescriptor RoleMemberIsNobody = Error("DAC0907", "A member of a role is neither a person nor a team");
    public static readonly DiagnosticDescriptor ClientNeedsFor = Error("DAC0908", "A client speaks for some deliveries only");
    public static readonly DiagnosticDescriptor PeriodEndsBeforeItBegins = Error("DAC0909", "A period ends before it begins");
    public static readonly DiagnosticDescriptor ConfigurationPattern = Error("DAC0910", "A path pattern cannot be used");
    public static readonly DiagnosticDescriptor ConfigurationName = Error("DAC0911", "A name cannot be used");
    public static readonly DiagnosticDescriptor UndefinedRole = Error("DAC0912", "A role that is named has no entry in roles");
    public static readonly DiagnosticDescriptor ConfigurationHost = Error("DAC0913", "A host is not a name or address with an optional port");
    public static readonly DiagnosticDescriptor SecretInConfiguration = Error("DAC0914", "A secret does not belong into a file");
    public static readonly DiagnosticDescriptor UnknownLifecycle = Error("DAC0915", "The lifecycle is not known");
    public static readonly DiagnosticDescriptor LifecycleWithoutStages = Error("DAC0920", "A lifecycle has no stages");
    public static readonly DiagnosticDescriptor LifecycleNameTwice = Error("DAC0921", "A stage, gate or milestone of a lifecycle stands twice");
    public static readonly DiagnosticDescriptor UnknownMilestone = Error("DAC0922", "A gate dates a milestone that no stage has");
    public static readonly DiagnosticDescriptor FactExpression = Error("DAC0923", "A condition over facts cannot be read");
    public static readonly DiagnosticDescriptor FactCircle = Error("DAC0924", "Facts refer to each other without an end");
    public static readonly DiagnosticDescriptor UnknownFact = Error("DAC0925", "A fact refers to another that does not exist");
    public static readonly DiagnosticDescriptor UnknownCondition = Error("DAC0930", "A condition of a gate is not known");
    public static readonly DiagnosticDescriptor UnusableCondition = Error("DAC0931", "A condition of a lifecycle can never be what is meant");
    public static readonly DiagnosticDescriptor UnknownStageOrGate = Error("DAC0932", "A lifecycle refers to a stage or gate that it does not have");
    public static readonly DiagnosticDescriptor NobodyCanPass = Error("DAC0933", "By the rules nobody can pass a gate");
}
