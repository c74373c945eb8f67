using DeliveryAsCode.Cli.Metrics;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Metrics;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Takes what a watch asks for, and writes it down.</summary>
internal sealed class WatchRunner(RunRequest request, MetricProbe metrics, ExecutionJournal journal)
{
    public async Task CompareAsync(TakeBaseline baseline, CancellationToken cancellationToken)
    {
        var earlier = JournalFile.ReadAll(request.ExecutionsFolder);
        var (values, source) = await metrics.BaselineAsync(baseline.Metric, baseline.Step.Watch!, baseline.Until, earlier, cancellationToken);
        journal.Append(new BaselineTaken(baseline.Step.Id, baseline.Metric.Name, values, source));
    }

    public async Task SampleAsync(TakeSamples samples, CancellationToken cancellationToken)
    {
        var wait = samples.At - request.Clock.GetUtcNow();
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, request.Clock, cancellationToken);
        var measured = await Task.WhenAll(samples.Watch.Metrics.Select(async metric =>
            (Metric: metric, Measurement: await metrics.MeasureAsync(metric, samples.Step, journal.State, cancellationToken))));
        foreach (var (metric, measurement) in measured)
        {
            var (verdict, reason) = MetricJudge.Judge(metric, measurement);
            journal.Append(new SampleTaken(samples.Step.Id, metric.Name, measurement is Measured { Value: var value } && double.IsFinite(value) ? value : null, verdict, reason));
        }
    }
}
