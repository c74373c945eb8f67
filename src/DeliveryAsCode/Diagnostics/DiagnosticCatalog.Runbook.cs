namespace DeliveryAsCode.Diagnostics;

public static partial class DiagnosticCatalog
{
    public static readonly DiagnosticDescriptor NoExecutionPhase = Error("DAC0401", "A runbook has no phase that executes anything");
    public static readonly DiagnosticDescriptor NoSmokeTests = Warning("DAC0402", "A runbook has no smoke test");
    public static readonly DiagnosticDescriptor UnknownFenceAttribute = Error("DAC0403", "An attribute of a code block is not known");
    public static readonly DiagnosticDescriptor InvalidFenceAttribute = Error("DAC0404", "An attribute of a code block has a value that cannot be used");
    public static readonly DiagnosticDescriptor DuplicateFenceRole = Error("DAC0405", "A step has two blocks of the same role");
    public static readonly DiagnosticDescriptor FenceOutsideStep = Error("DAC0406", "A block that would run stands outside of a step");
    public static readonly DiagnosticDescriptor NothingToUndo = Error("DAC0407", "A step has a verify or undo block and nothing that runs");
    public static readonly DiagnosticDescriptor InvalidRequest = Error("DAC0408", "An http block does not begin with a method and an address");
    public static readonly DiagnosticDescriptor NoEnvironment = Error("DAC0409", "A runbook does not say which environment it is for");
    public static readonly DiagnosticDescriptor UnknownStepAnnotation = Error("DAC0410", "An annotation of a step is not known");
    public static readonly DiagnosticDescriptor UnclosedFence = Error("DAC0411", "A code block of a runbook is never closed");
    public static readonly DiagnosticDescriptor UnknownEnvironment = Error("DAC0412", "A runbook names an environment that delivery.yml does not have");
    public static readonly DiagnosticDescriptor UndeclaredVariable = Error("DAC0413", "A runbook names an environment variable that its environment does not offer");
    public static readonly DiagnosticDescriptor UnknownRole = Error("DAC0414", "A runbook waits for a role that delivery.yml does not have");
    public static readonly DiagnosticDescriptor IncompleteGatedRunbook = Error("DAC0415", "A runbook for a gated environment lacks what such a runbook must have");
    public static readonly DiagnosticDescriptor NoWayBack = Warning("DAC0416", "A step that changes something has no way back");
    public static readonly DiagnosticDescriptor HostNotAllowed = Error("DAC0418", "An http block or a metric calls a host that its environment does not allow");
    public static readonly DiagnosticDescriptor InvalidWatch = Error("DAC0420", "A watch has a value that cannot be used");
    public static readonly DiagnosticDescriptor IncompleteMetric = Error("DAC0421", "A metric does not say where its number comes from, or when it is bad");
    public static readonly DiagnosticDescriptor DuplicateWatch = Error("DAC0422", "There are several watches in one place");
    public static readonly DiagnosticDescriptor MisplacedWatch = Error("DAC0423", "A watch stands where nothing is watched");
    public static readonly DiagnosticDescriptor InvalidStrategy = Error("DAC0425", "A strategy cannot be carried out as it is written");
    public static readonly DiagnosticDescriptor UnwatchedBake = Error("DAC0426", "A strategy waits between its parts, and nothing tells whether to go on");
    public static readonly DiagnosticDescriptor ShiftBackOnce = Error("DAC0427", "Traffic cannot be shifted back while a person decides");
    public static readonly DiagnosticDescriptor InvalidStepCondition = Error("DAC0428", "A condition of a step is not one, or names a fact that nobody knows");
    public static readonly DiagnosticDescriptor CannotRunBeside = Error("DAC0429", "A step cannot run beside others");
}
