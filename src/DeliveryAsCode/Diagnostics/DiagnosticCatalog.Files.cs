namespace DeliveryAsCode.Diagnostics;

public static partial class DiagnosticCatalog
{
    public static readonly DiagnosticDescriptor FileMissing = Error("DAC0140", "A file that was named does not exist");
    public static readonly DiagnosticDescriptor NotAFile = Error("DAC0141", "What stands there cannot be read as a file");
}
