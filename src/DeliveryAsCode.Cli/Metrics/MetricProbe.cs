using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Metrics;

/// <summary>
/// Takes the numbers of a watch from where they are. It never throws for what a source does, and what is not understood is
/// no number.
/// </summary>
internal sealed class MetricProbe(RunRequest request, BlockRunner blocks)
{
    private const int LongestReason = 200;

    /// <summary>As many points as a baseline has, if the watch does not sample more often.</summary>
    private const int BaselinePoints = 30;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly GuardedClient _client = new(HttpAllowList.Of(request));

    /// <param name="step">The one that watches: commands see it in their variables.</param>
    public async Task<Measurement> MeasureAsync(Metric metric, Step step, RunbookExecution execution, CancellationToken cancellationToken) =>
        Safe(metric.Source switch
        {
            PrometheusSource source => await AskAsync(
                PrometheusRequest(source, "query", []), body => PrometheusAnswer.Instant(body, request.Clock.GetUtcNow()), PrometheusAnswer.Problem, cancellationToken),
            HttpJsonSource source => await AskAsync(
                new GuardedRequest("GET", source.Url, [new("Accept", "application/json")], null), body => JsonAnswer.At(body, source.Pointer), _ => null, cancellationToken),
            CommandSource source => await RunAsync(source, step, execution, cancellationToken),
            _ => throw new UnreachableException(),
        });

    /// <summary>What was normal before, from the source's own history, else from the first good watch of the metric.</summary>
    /// <param name="until">The end of the metric's window: before the deployment began to change anything.</param>
    /// <param name="earlier">Every journal in the folder of the executions.</param>
    /// <returns>None, and why, if nothing can be found; only finite values.</returns>
    public async Task<(ImmutableArray<double> Values, string Source)> BaselineAsync(
        Metric metric, Watch watch, DateTimeOffset until, ImmutableArray<EarlierExecution> earlier, CancellationToken cancellationToken)
    {
        if (metric.Baseline is not { } rule)
            return ([], "it is not compared with anything");
        if (metric.Source is not PrometheusSource source)
            return EarlierBaseline.Of(earlier, request.Runbook.Environment, metric.Name);

        var from = until - rule.Window;
        var step = Math.Max(1, Math.Min(watch.Every.TotalSeconds, rule.Window.TotalSeconds / BaselinePoints));
        var asked = PrometheusRequest(source, "query_range", [new("start", Seconds(from)), new("end", Seconds(until)), new("step", step.ToString(CultureInfo.InvariantCulture))]);
        var values = ImmutableArray<double>.Empty;
        var answer = await AskAsync(asked, body => PrometheusAnswer.Range(body, out values), PrometheusAnswer.Problem, cancellationToken);
        return answer is null ? (values, $"Prometheus, {Time(from)} to {Time(until)}") : ([], ReasonOf(Safe(answer)));
    }

    private static GuardedRequest PrometheusRequest(PrometheusSource source, string endpoint, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var server = source.Server.AbsoluteUri.TrimEnd('/');
        var form = parameters.Prepend(new("query", source.Query)).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}");
        return new GuardedRequest("POST", new Uri($"{server}/api/v1/{endpoint}"), [new("Accept", "application/json"), new("Content-Type", "application/x-www-form-urlencoded")], string.Join('&', form));
    }

    /// <param name="problem">What the body of a refusal says.</param>
    private async Task<T> AskAsync<T>(GuardedRequest asked, Func<byte[], T> read, Func<byte[], string?> problem, CancellationToken cancellationToken)
        where T : Measurement?
    {
        using var late = new CancellationTokenSource(_patience, request.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var answer = await _client.AskAsync(asked, 200, either.Token);
            string? reason = answer switch
            {
                { Refusal: { } refusal } => refusal,
                { Status: not 200 } => $"the status is {answer.Status}{(problem(answer.Body) is { } more ? $": {more}" : "")}",
                { IsTooLarge: true } => GuardedAnswer.TooLarge,
                _ => null,
            };
            return reason is null ? read(answer.Body) : (T)(Measurement)new Unmeasured(reason);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (T)(Measurement)new Unmeasured($"no answer within {_patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or UriFormatException)
        {
            return (T)(Measurement)new Unmeasured($"no answer: {(e.InnerException ?? e).Message}");
        }
    }

    private async Task<Measurement> RunAsync(CommandSource source, Step step, RunbookExecution execution, CancellationToken cancellationToken)
    {
        var options = new ActionOptions(_patience, 0, TimeSpan.Zero, true, false, "", null, false, null, false, Output: "VALUE");
        var script = new ScriptAction(Interpreter.Bash, source.Command + "\n", options, step.Location);
        var perform = new Perform(ActionKind.Step, step, script, 1, execution.KeyOf(step, ActionKind.Step), TimeSpan.Zero);
        var result = await blocks.CaptureAsync(execution, perform, script, cancellationToken);
        if (result.Outcome != Outcome.Succeeded)
            return new Unmeasured(result.Reason ?? KebabCase.Of(result.Outcome));
        if (string.IsNullOrWhiteSpace(result.Output))
            return new NoData("the command printed nothing");
        if (blocks.Mask.Knows(result.Output.Trim()))
            return new Unmeasured("the command printed a secret, and it would stand in the journal");

        return MetricNumber.Parse(result.Output) is { } value ? new Measured(value) : new Unmeasured($"\"{result.Output.Trim()}\" is no number");
    }

    /// <summary>Reasons stand in the journal: without secrets, on one line, and not as long as somebody else likes.</summary>
    private Measurement Safe(Measurement measurement) => measurement switch
    {
        NoData none => new NoData(Safe(none.Reason)),
        Unmeasured unmeasured => new Unmeasured(Safe(unmeasured.Reason)),
        _ => measurement,
    };

    private string Safe(string reason)
    {
        var line = new StringBuilder();
        foreach (var rune in blocks.Mask.Apply(reason).EnumerateRunes().Take(LongestReason))
            line.Append(Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? " " : rune.ToString());
        return line.ToString();
    }

    private static string ReasonOf(Measurement measurement) => measurement switch
    {
        NoData none => none.Reason,
        Unmeasured unmeasured => unmeasured.Reason,
        _ => throw new UnreachableException(),
    };

    private static string Seconds(DateTimeOffset at) => (at.ToUnixTimeMilliseconds() / 1000.0).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
