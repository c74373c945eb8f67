using DeliveryAsCode.Cli.Reporting;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>The log of a step as we write it. Text of others is never the beginning of a line, or is made safe.</summary>
/// <param name="chance">128 bits that nobody could know, in hexadecimal.</param>
internal sealed class ActionLog(TextWriter output, Func<string> chance)
{
    /// <summary>A mask counts from here on, so it comes before everything else.</summary>
    public void Mask(IEnumerable<string> secrets)
    {
        foreach (var secret in secrets)
            Write(WorkflowCommand.Of("add-mask", secret));
    }

    public void Group(string title, IEnumerable<string> lines)
    {
        Write(WorkflowCommand.Of("group", Visible.Of(title)));
        foreach (var line in lines)
            Write(SafeOutput.Line(line));
        Write(WorkflowCommand.Of("endgroup", ""));
    }

    public void Error(string title, string message) => Annotate("error", title, message);

    public void Warning(string title, string message) => Annotate("warning", title, message);

    public void Notice(string title, string message) => Annotate("notice", title, message);

    /// <summary>Until the end of <paramref name="act"/> the runner obeys nothing that is printed, whoever prints it.</summary>
    public async Task<T> WithoutCommandsAsync<T>(Func<Task<T>> act)
    {
        var end = chance();
        Write(WorkflowCommand.Of("stop-commands", end));
        try
        {
            return await act();
        }
        finally
        {
            Write(WorkflowCommand.Of(end, ""));
        }
    }

    private void Annotate(string level, string title, string message) => Write(WorkflowCommand.Of(level, Visible.Of(message), ("title", Visible.Of(title))));

    private void Write(string line)
    {
        output.Write($"{line}\n");
        output.Flush();
    }
}
