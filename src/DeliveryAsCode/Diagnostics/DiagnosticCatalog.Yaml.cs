namespace DeliveryAsCode.Diagnostics;

/// <summary>Family 01, from 20: YAML that cannot be read, or that is refused.</summary>
public static partial class DiagnosticCatalog
{
    public static readonly DiagnosticDescriptor YamlSyntax = Error("DAC0120", "This is not YAML");
    public static readonly DiagnosticDescriptor YamlColonInValue = Error("DAC0121", "A value with a colon needs quotes");
    public static readonly DiagnosticDescriptor YamlTab = Error("DAC0122", "YAML is indented with spaces, not tabs");
    public static readonly DiagnosticDescriptor YamlUnclosed = Error("DAC0123", "A quote or bracket is not closed");
    public static readonly DiagnosticDescriptor YamlConflictMarker = Error("DAC0124", "The file has unresolved merge conflicts");
    public static readonly DiagnosticDescriptor YamlTooLarge = Error("DAC0125", "The YAML is too large");
    public static readonly DiagnosticDescriptor YamlTooDeep = Error("DAC0126", "The YAML is nested too deeply");
    public static readonly DiagnosticDescriptor YamlNul = Error("DAC0127", "The YAML contains a NUL character");
    public static readonly DiagnosticDescriptor YamlReference = Error("DAC0128", "Anchors, aliases and merge keys are not read");
    public static readonly DiagnosticDescriptor YamlTag = Error("DAC0129", "Tags are not read");
    public static readonly DiagnosticDescriptor YamlDirective = Error("DAC0130", "Directives are not read");
    public static readonly DiagnosticDescriptor YamlSecondDocument = Error("DAC0131", "A file holds one YAML document");
    public static readonly DiagnosticDescriptor YamlDuplicateKey = Error("DAC0132", "A key stands twice");
    public static readonly DiagnosticDescriptor YamlKeyIsNotText = Error("DAC0133", "A key must be a word or a text");
    public static readonly DiagnosticDescriptor YamlWrongKind = Error("DAC0134", "A value of another kind is needed");
    public static readonly DiagnosticDescriptor YamlUnknownKey = Error("DAC0135", "The key is not known");
    public static readonly DiagnosticDescriptor YamlMissingKey = Error("DAC0136", "A key is missing");
    public static readonly DiagnosticDescriptor YamlRefusedEdit = Error("DAC0137", "The front matter cannot be edited that way");
}
