using System.Collections.Immutable;
using System.Globalization;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>What later steps of a workflow are told, always, whatever became of this one.</summary>
internal static class ActionOutputs
{
    /// <summary>More than this is more than a job may give to another.</summary>
    private const int LongestReport = 512 * 1024;

    /// <summary>All of them, as <c>action.yml</c> declares them.</summary>
    public static ImmutableArray<string> Names { get; } = ["conclusion", "exit-code", "errors", "warnings", "report"];

    public static ImmutableArray<(string Name, string Value)> Of(ActionResult result) =>
    [
        ("conclusion", result.Conclusion),
        ("exit-code", result.ExitCode.ToString(CultureInfo.InvariantCulture)),
        ("errors", result.Errors.ToString(CultureInfo.InvariantCulture)),
        ("warnings", result.Warnings.ToString(CultureInfo.InvariantCulture)),
        ("report", result.Report is { Length: <= LongestReport } report ? report : ""),
    ];
}
