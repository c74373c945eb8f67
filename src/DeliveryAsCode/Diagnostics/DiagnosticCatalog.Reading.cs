namespace DeliveryAsCode.Diagnostics;

public static partial class DiagnosticCatalog
{
    public static readonly DiagnosticDescriptor FileTooLarge = Error("DAC0101", "The file is too large");

    public static readonly DiagnosticDescriptor LineTooLong = Error("DAC0102", "A line is too long");

    public static readonly DiagnosticDescriptor BinaryFile = Error("DAC0103", "The file is not text");

    public static readonly DiagnosticDescriptor NestedTooDeeply = Error("DAC0104", "Lists or quotes are nested too deeply");

    public static readonly DiagnosticDescriptor InvalidUtf8 = Warning("DAC0105", "The file is not valid UTF-8");

    public static readonly DiagnosticDescriptor MergeConflict = Error("DAC0106", "A merge conflict was committed");

    public static readonly DiagnosticDescriptor UnclosedFrontMatter = Error("DAC0107", "The front matter has no end");

    public static readonly DiagnosticDescriptor SurplusCells = Warning("DAC0108", "A table row has more cells than its header");

    public static readonly DiagnosticDescriptor MissingCells = Warning("DAC0109", "A table row has fewer cells than its header");

    public static readonly DiagnosticDescriptor UnreadableCondition = Error("DAC0142", "A condition of a checklist item cannot be read");

    public static readonly DiagnosticDescriptor UnknownFactInChecklist = Warning("DAC0143", "A condition of a checklist item names a fact that does not exist");
}
