namespace DeliveryAsCode.Metrics;
public static class MetricJudge { public static (Verdict, string?) Judge(this Metric metric, Measurement measurement) => throw new InvalidOperationException($"{metric}{measurement}"); }
