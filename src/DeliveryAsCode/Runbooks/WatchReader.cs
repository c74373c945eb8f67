using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Metrics;

namespace DeliveryAsCode.Runbooks;

/// <summary>Reads a <c>yaml watch</c> block.</summary>
internal static class WatchReader
{
    /// <param name="whileWaiting">What holds if the block does not say.</param>
    /// <param name="length">How long it is watched if the block does not say; null: it has to.</param>
    /// <returns>
    /// The watch, and the extended one that follows it if the block asks for one; null, after reporting why, for a block that
    /// is no watch at all.
    /// </returns>
    public static (Watch Watch, Watch? Extended)? Read(FencedBlock fence, DiagnosticBag bag, WhileWaiting whileWaiting = WhileWaiting.Hold, TimeSpan? length = null)
    {
        ReportAttributes(fence, bag);
        var (node, diagnostics) = YamlReader.Read(bag.Source, fence.ContentSpan);
        bag.AddRange(diagnostics);
        if (node is null)
        {
            if (diagnostics.IsEmpty)
                bag.Report(DiagnosticCatalog.InvalidWatch, fence.InfoSpan, "this watch is empty", "write \"for: 60m\", \"every: 1m\" and \"metrics:\" with what is watched");
            return null;
        }

        if (new YamlValue(node, bag).AnyMapping() is not { } values)
            return null;

        var watch = Read(values, fence, whileWaiting, length);
        values.RefuseUnknownKeys();
        return watch;
    }

    private static (Watch, Watch?)? Read(YamlMappingReader values, FencedBlock fence, WhileWaiting whileWaiting, TimeSpan? length)
    {
        var time = ReadTime(values, length);
        var watch = new Watch(
            time?.For ?? default,
            time?.Every ?? default,
            values.Find("while-waiting") is { } waiting ? ReadWaiting(waiting) : whileWaiting,
            values.Find("decide-within") is { } within ? ReadDuration(within) : null,
            ReadMetrics(values),
            false,
            values.Findings.Source.Locate(fence.InfoSpan));
        var later = values.Mapping("extended", v => ReadTime(v, null));
        if (time is null)
            return null;

        ReportTooManySamples(watch, values);
        var extended = later is null ? null : watch with { For = later.For, Every = later.Every, IsExtended = true };
        return (WithLeastSamples(watch), extended is null ? null : WithLeastSamples(extended));
    }

    private static void ReportAttributes(FencedBlock fence, DiagnosticBag bag)
    {
        foreach (var attribute in fence.Attributes.Where(a => a is not { Name: "watch", Value: null }))
        {
            bag.Report(DiagnosticCatalog.UnknownFenceAttribute, attribute.Span, $"\"{attribute.Name}\" is not an attribute of a watch",
                "what a watch does is said inside of it, for example \"every: 1m\"");
        }
    }

    private static Time? ReadTime(YamlMappingReader values, TimeSpan? otherwise)
    {
        TimeSpan? length = otherwise is { } given && values.Find("for") is null ? given : values.Require("for", v => ReadDuration(v), "say how long it is watched: \"for: 60m\"");
        TimeSpan? every = values.Require("every", v => ReadDuration(v), "say how often samples are taken: \"every: 1m\"");
        if (every > length)
            values.Find("every")!.Value.Report(DiagnosticCatalog.InvalidWatch, "no sample would be taken before the time is over", "sample more often, or watch longer");
        return length is { } whole && every is { } part ? new Time(whole, part) : null;
    }

    internal static TimeSpan? ReadDuration(YamlValue value)
    {
        if (value.Text() is not { } text)
            return null;
        if (DurationText.Parse(text) is { } duration && duration > TimeSpan.Zero)
            return duration;

        value.Report(DiagnosticCatalog.InvalidWatch, $"\"{text}\" is not a duration", DurationText.Help);
        return null;
    }

    private static WhileWaiting ReadWaiting(YamlValue value)
    {
        var text = value.Text();
        if (text is not (null or "hold" or "shift-back"))
            value.Report(DiagnosticCatalog.InvalidWatch, $"\"{text}\" is not something that holds while a person decides", Suggestion.Help(text, ["hold", "shift-back"])!);
        return text == "shift-back" ? WhileWaiting.ShiftBack : WhileWaiting.Hold;
    }

    private static ImmutableArray<Metric> ReadMetrics(YamlMappingReader values)
    {
        var names = new HashSet<string>();
        var metrics = values.Require("metrics", v => v.List(item => MetricReader.Read(item, names))?.ToList(), "say what is watched: a list of metrics, each with a name") ?? [];
        if (values.Find("metrics") is { Node: YamlSequence { Items.IsEmpty: true } } empty)
            empty.Report(DiagnosticCatalog.InvalidWatch, "this watch watches nothing", "add a metric: a name, where the number comes from, and when it is bad");
        return [.. metrics];
    }

    /// <summary>More than there are rounds: the watch could never pass.</summary>
    private static void ReportTooManySamples(Watch watch, YamlMappingReader values)
    {
        foreach (var metric in watch.Metrics.Where(m => m.MinSamples > watch.Rounds && watch.Every <= watch.For))
        {
            values.Findings.Report(DiagnosticCatalog.InvalidWatch, metric.Location.Span,
                $"\"{metric.Name}\" wants {MetricText.Of(metric.MinSamples)} samples, and only {MetricText.Of(watch.Rounds)} are taken", "lower \"min-samples\", sample more often, or watch longer");
        }
    }

    /// <summary>Half of the rounds, so that a watch nobody was there for never passes.</summary>
    private static Watch WithLeastSamples(Watch watch) => watch with
    {
        Metrics = [.. watch.Metrics.Select(m => m.MinSamples > 0 ? m : m with { MinSamples = (watch.Rounds + 1) / 2 })],
    };

    private sealed record Time(TimeSpan For, TimeSpan Every);
}
