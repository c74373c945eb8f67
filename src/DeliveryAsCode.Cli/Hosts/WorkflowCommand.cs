namespace DeliveryAsCode.Cli.Hosts;

/// <summary>
/// A line that commands the runner: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands.
/// </summary>
internal static class WorkflowCommand
{
    public static string Of(string command, string data, params ReadOnlySpan<(string Name, string Value)> properties)
    {
        var named = new List<string>();
        foreach (var (name, value) in properties)
            named.Add($"{name}={Property(value)}");
        return $"::{command}{(named.Count == 0 ? "" : $" {string.Join(',', named)}")}::{Data(data)}";
    }

    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
