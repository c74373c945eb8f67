namespace DeliveryAsCode.Metrics;
internal static class WatchJudge { public static WatchState Judge(Watch watch, WatchProgress progress, DateTimeOffset now) => throw new InvalidOperationException(); }
