using System.Collections.Immutable;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Metrics;

namespace DeliveryAsCode.Cli.Running;

internal sealed class MetricReader(RunRequest request)
{
    public Task<Measurement> MeasureAsync(Metric metric, RunbookExecution execution, CancellationToken cancellationToken) => throw new InvalidOperationException($"{request}{metric}{execution}{cancellationToken}");

    public Task<(ImmutableArray<double> Values, string Source)> BaselineAsync(Metric metric, RunbookExecution execution, DateTimeOffset until, CancellationToken cancellationToken) => throw new InvalidOperationException($"{request}{metric}{execution}{cancellationToken}{until}");
}
