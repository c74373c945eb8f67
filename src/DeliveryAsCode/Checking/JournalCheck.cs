using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Checking;

/// <summary>Whether a journal is what was written, entry by entry.</summary>
public static class JournalCheck
{
    /// <param name="known">What stands elsewhere about the journal, for example in the footer of its log.</param>
    public static ImmutableArray<Diagnostic> Check(SourceText source, JournalHead? known = null) =>
        Journal.Verify(source.Encode(), known) is { } fault ? [fault.ToDiagnostic(source)] : [];
}
