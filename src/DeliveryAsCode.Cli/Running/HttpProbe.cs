using System.Globalization;
using System.Net.Sockets;
using System.Text;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Makes one request of a runbook and judges the answer.</summary>
internal sealed class HttpProbe(HttpAllowList allowed, TimeProvider clock)
{
    private readonly GuardedClient _client = new(allowed);

    public async Task<ActionResult> RunAsync(HttpAction action, StepOutput output, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        using var late = new CancellationTokenSource(action.Options.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var (status, problem) = await AskAsync(action, output, either.Token);
            return new ActionResult(problem is null ? Outcome.Succeeded : Outcome.Failed, clock.GetElapsedTime(started), Status: status, Reason: problem);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ActionResult(Outcome.TimedOut, clock.GetElapsedTime(started), Reason: $"no answer within {action.Options.Timeout.TotalSeconds:0.###} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return new ActionResult(Outcome.Failed, clock.GetElapsedTime(started), Reason: $"no answer: {(e.InnerException ?? e).Message}");
        }
    }

    private async Task<(int? Status, string? Problem)> AskAsync(HttpAction action, StepOutput output, CancellationToken cancellationToken)
    {
        var answer = await _client.AskAsync(new GuardedRequest(action.Method, action.Url, action.Headers, action.Body), action.ExpectedStatus, cancellationToken);
        return (answer.Status, answer.Refusal ?? Judge(action, answer, output));
    }

    private static string? Judge(HttpAction action, GuardedAnswer answer, StepOutput output)
    {
        var channel = output.Open();
        channel.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP {answer.Status} {answer.Phrase}\n")));
        channel.Write(answer.Body);
        channel.End();

        if (answer.Status != action.ExpectedStatus)
            return $"the status is {answer.Status}, it must be {action.ExpectedStatus}";
        if (answer.IsTooLarge)
            return GuardedAnswer.TooLarge;

        return action.Contains is { } text && !Encoding.UTF8.GetString(answer.Body).Contains(text, StringComparison.Ordinal)
            ? $"the answer does not contain \"{text}\""
            : null;
    }
}
