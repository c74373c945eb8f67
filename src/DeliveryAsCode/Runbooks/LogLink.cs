using DeliveryAsCode.Text;

namespace DeliveryAsCode.Runbooks;

/// <summary>The generated line at the end of a runbook that leads to its last execution log. It is no part of the digest.</summary>
public static class LogLink
{
    /// <param name="log">Path of the log, relative to the runbook's folder.</param>
    public static SourceText Set(SourceText runbook, string execution, string outcome, string log)
    {
        var without = RunbookDigest.FindLogLink(runbook) is { } old ? runbook.Apply(new TextEdit(old, "")) : runbook;
        var lineBreak = without.GetLineBreakAt(without.Length);
        var separator = without.GetLine(without.LineCount - 1).IsEmpty ? lineBreak : lineBreak + lineBreak;
        var line = $"Last execution: [{execution}]({log}), {outcome} {RunbookDigest.LogLinkMark}{lineBreak}";
        return without.Apply(TextEdit.Insert(without.Length, separator + line));
    }
}
