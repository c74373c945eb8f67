using System.Collections.Immutable;
using System.Reflection;

namespace DeliveryAsCode.Diagnostics;

/// <summary>
/// Every kind of finding, one file a family: 01 reading, 02 record, 03 gates and transitions, 04 runbook, 05 apply and
/// execution, 06 forge, 07 templates and messages, 09 configuration. A code is never given a second meaning.
/// </summary>
public static partial class DiagnosticCatalog
{
    /// <summary>In the order of their codes.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All => Index.Descriptors;

    public static DiagnosticDescriptor? Find(string code) =>
        All.FirstOrDefault(d => string.Equals(d.Code, code, StringComparison.OrdinalIgnoreCase));

    /// <summary>The page that explains a code: Markdown, with an example before and after.</summary>
    public static string Explain(DiagnosticDescriptor descriptor)
    {
        using var stream = typeof(DiagnosticCatalog).Assembly.GetManifestResourceStream($"explanations/{descriptor.Code}.md")
            ?? throw new InvalidOperationException($"The explanation of {descriptor.Code} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static DiagnosticDescriptor Error(string code, string title) => new(code, Severity.Error, title);

    private static DiagnosticDescriptor Warning(string code, string title) => new(code, Severity.Warning, title);

    private static DiagnosticDescriptor Note(string code, string title) => new(code, Severity.Note, title);

    /// <summary>
    /// A class of its own because the families' files are initialized in no certain order: read from here, all of them are.
    /// </summary>
    private static class Index
    {
        public static readonly ImmutableArray<DiagnosticDescriptor> Descriptors =
        [
            .. typeof(DiagnosticCatalog)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(f => f.GetValue(null))
                .OfType<DiagnosticDescriptor>()
                .OrderBy(d => d.Code, StringComparer.Ordinal),
        ];
    }
}
