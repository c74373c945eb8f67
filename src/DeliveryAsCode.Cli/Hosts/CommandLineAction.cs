using System.Collections.Immutable;
using System.Text.Json;
using DeliveryAsCode.Cli.Reporting;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>Answers a call of the action by the command line: what the command does in any clone, and nothing at GitHub.</summary>
internal static class CommandLineAction
{
    public static async Task<ActionResult> RunAsync(ActionContext context, Shell shell, ActionLog log, CancellationToken cancellation)
    {
        using var report = new StringWriter();
        using var echo = new EchoWriter(shell.Output);
        var hosted = shell with
        {
            Output = echo,
            // One stream: what is read from two arrives in any order.
            Error = echo,
            Terminal = Terminal.None,
            CanAsk = false,
            Hosting = new Hosting(report, context.Host.Inputs.Environment is { Length: > 0 } environment ? environment : null),
        };

        var code = context.Command == "check"
            ? await CallAsync()
            : await log.WithoutCommandsAsync(CallAsync);
        return Conclude(context, code, report.ToString(), echo, log);

        Task<int> CallAsync() => Program.RunAsync([.. Line(context)], hosted, cancellation);
    }

    /// <summary>The command line. Whoever has started the workflow has said that it may start.</summary>
    internal static ImmutableArray<string> Line(ActionContext context)
    {
        ImmutableArray<string> repository = context.Host.Inputs.Path is { Length: > 0 } path ? ["--repo", path] : [];
        ImmutableArray<string> added = context.Command switch
        {
            "check" when !context.Arguments.Any(a => a is "--json" || a.StartsWith("--format", StringComparison.Ordinal)) => ["--format", "github"],
            "run" when !context.Arguments.Contains("--yes") => ["--yes"],
            _ => [],
        };
        return [context.Command, .. repository, .. added, .. context.Arguments];
    }

    private static ActionResult Conclude(ActionContext context, int code, string report, EchoWriter echo, ActionLog log)
    {
        using var json = report.Length == 0 ? null : JsonDocument.Parse(report);
        var (errors, warnings) = Count(context, code, json?.RootElement);
        var conclusion = json is not null && json.RootElement.TryGetProperty("conclusion", out var said) ? said.GetString()! : ActionResult.Word(code);
        var isAnnotated = context.Command == "check" && code is ExitCode.Done or ExitCode.No;
        if (code != ExitCode.Done && !isAnnotated)
            log.Error($"delivery {context.Command}", FirstComplaint(echo.Text) ?? conclusion);

        var summary = isAnnotated && json is not null
            ? ActionSummary.OfCheck(json.RootElement, context.Host)
            : ActionSummary.OfText(context.Command, conclusion, echo.Text, echo.HasForgotten);
        return new ActionResult(code, conclusion, errors, warnings, report.Length == 0 ? null : report.TrimEnd('\n'), summary);
    }

    private static (int Errors, int Warnings) Count(ActionContext context, int code, JsonElement? report) =>
        context.Command == "check" && report?.GetProperty("summary") is { } summary
            ? (summary.GetProperty("errors").GetInt32(), summary.GetProperty("warnings").GetInt32())
            : (code == ExitCode.Done ? 0 : 1, 0);

    /// <summary>What the command said is wrong, else its last word.</summary>
    private static string? FirstComplaint(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var complaint = lines.FirstOrDefault(line => line.StartsWith("error", StringComparison.Ordinal)) ?? lines.LastOrDefault();
        return complaint?.StartsWith("error: ", StringComparison.Ordinal) == true ? complaint["error: ".Length..] : complaint;
    }
}
