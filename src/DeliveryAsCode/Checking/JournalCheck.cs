using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Checking;

/// <summary>Whether a journal is what was written, entry by entry.</summary>
public static class JournalCheck
{
    /// <param name="known">What stands elsewhere about the journal, for example in the footer of its log.</param>
    public static ImmutableArray<Diagnostic> Check(SourceText source, JournalHead? known = null)
    {
        if (Journal.Verify(source.Encode(), known) is not { } fault)
            return [];

        var line = Math.Clamp(fault.Number - 1, 0, source.LineCount - 1);
        return
        [
            new Diagnostic(DiagnosticCatalog.JournalBroken, source.Locate(new TextSpan(source.GetLine(line).Start, 0)), $"the journal is not what was written: {fault}")
            {
                Help = "nothing after the entry before can be believed: restore the file from git, or find out who changed it",
            },
        ];
    }
}
