using System.Globalization;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Metrics;

namespace DeliveryAsCode.Runbooks;

/// <summary>Reads one metric of a watch.</summary>
internal static class MetricReader
{
    private static readonly (string Sign, Comparison Comparison)[] Comparisons =
    [
        (">=", Comparison.GreaterOrEqual),
        ("<=", Comparison.LessOrEqual),
        (">", Comparison.Greater),
        ("<", Comparison.Less),
    ];

    private static readonly Dictionary<string, Verdict> Verdicts = new()
    {
        ["pass"] = Verdict.Pass,
        ["fail"] = Verdict.Fail,
        ["inconclusive"] = Verdict.Inconclusive,
    };

    /// <param name="names">Of the metrics before it.</param>
    /// <returns><see cref="Metric.MinSamples"/> is 0 where the metric does not say.</returns>
    public static Metric? Read(YamlValue item, HashSet<string> names) => item.Mapping(values =>
    {
        var name = values.Require("name", v => ReadName(v, names), "give it a name: \"name: error rate\"");
        var source = ReadSource(values);
        var failWhen = values.Read("fail-when", ReadThreshold);
        var baseline = values.Mapping("baseline", ReadBaseline);
        var noData = values.Require("no-data", ReadVerdict, "say what no data counts as: pass, fail or inconclusive");
        var minSamples = values.Read("min-samples", v => v.Number(1)) ?? 0;
        var failureLimit = values.Read("failure-limit", v => v.Number(0)) ?? 0;
        var isCritical = values.Read("critical", v => v.Boolean()) ?? false;
        if (values.Find("fail-when") is null && values.Find("baseline") is null)
            Incomplete(values, "nothing says when this metric is bad", "add \"fail-when: '> 0.01'\", or \"baseline: {window: 30m, worse-by: 10%}\"");

        return name is null || source is null || noData is null
            ? null
            : new Metric(name, source, failWhen, baseline, noData.Value, minSamples, failureLimit, isCritical, values.Findings.Source.Locate(item.Node.Span));
    });

    private static string? ReadName(YamlValue value, HashSet<string> names)
    {
        if (value.Text() is not { } name)
            return null;
        if (names.Add(name))
            return name;

        value.Report(DiagnosticCatalog.InvalidWatch, $"this watch already has a metric \"{name}\"", "give every metric a name of its own");
        return null;
    }

    private static MetricSource? ReadSource(YamlMappingReader values)
    {
        var (prometheus, query) = (values.Find("prometheus"), values.Find("query"));
        var (http, pointer) = (values.Find("http"), values.Find("pointer"));
        var command = values.Find("command");
        var sources = new[] { prometheus, http, command }.Count(s => s is not null);
        if (sources != 1)
        {
            Incomplete(values, sources == 0 ? "nothing says where the number comes from" : "the number of a metric comes from one place, and this one names several",
                "write \"prometheus\" and \"query\", or \"http\" and \"pointer\", or \"command\"");
            return null;
        }

        if (prometheus is not null)
            return ReadPrometheus(values, prometheus.Value, query, pointer);
        if (http is not null)
            return ReadHttp(values, http.Value, pointer, query);

        return ReportStray(query ?? pointer, "a command") ? null : command!.Value.Text() is { } line ? new CommandSource(line) : null;
    }

    private static PrometheusSource? ReadPrometheus(YamlMappingReader values, YamlValue server, YamlValue? query, YamlValue? stray)
    {
        if (query is null)
            Incomplete(values, "nothing says what Prometheus is asked", "add \"query\" with PromQL that gives one series");
        return !ReportStray(stray, "prometheus") && ReadUrl(server) is { } url && query?.Text() is { } text ? new PrometheusSource(url, text) : null;
    }

    private static HttpJsonSource? ReadHttp(YamlMappingReader values, YamlValue address, YamlValue? pointer, YamlValue? stray)
    {
        if (pointer is null)
            Incomplete(values, "nothing says where in the answer the number stands", "add \"pointer\" with a JSON Pointer: /data/value");
        return !ReportStray(stray, "http") && ReadUrl(address) is { } url && pointer is { } place && ReadPointer(place) is { } text ? new HttpJsonSource(url, text) : null;
    }

    private static bool ReportStray(YamlValue? stray, string source)
    {
        stray?.Report(DiagnosticCatalog.IncompleteMetric, $"this belongs to another source than {source}", "take it out, or name its source: \"query\" goes with \"prometheus\", \"pointer\" with \"http\"");
        return stray is not null;
    }

    private static Uri? ReadUrl(YamlValue value)
    {
        if (value.Text() is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 && url.Host.Length > 0)
            return url;

        value.Report(DiagnosticCatalog.IncompleteMetric, $"\"{text}\" is not an address that can be called", "write the whole address, without user name or password: https://metrics.acme.example/api");
        return null;
    }

    /// <summary>RFC 6901: empty for the whole answer, else every part begins with a slash.</summary>
    private static string? ReadPointer(YamlValue value)
    {
        if (value.Node is YamlScalar { Value: "" })
            return "";
        if (value.Text() is not { } text)
            return null;
        if (text.StartsWith('/'))
            return text;

        value.Report(DiagnosticCatalog.IncompleteMetric, $"\"{text}\" is not a JSON Pointer", $"begin it with a slash: /{text.Replace('.', '/')}");
        return null;
    }

    private static Threshold? ReadThreshold(YamlValue value)
    {
        if (value.Text() is not { } text)
            return null;

        var (sign, comparison) = Comparisons.FirstOrDefault(c => text.Trim().StartsWith(c.Sign, StringComparison.Ordinal));
        if (sign is not null && ParseNumber(text.Trim()[sign.Length..]) is { } limit)
            return new Threshold(comparison, limit);

        value.Report(DiagnosticCatalog.InvalidWatch, $"\"{text}\" does not say when a value is bad", "write a sign and a number in quotes: \"> 0.01\", \">= 5\", \"< 20\" or \"<= 0\"");
        return null;
    }

    private static BaselineRule? ReadBaseline(YamlMappingReader values)
    {
        var window = values.Require("window", v => WatchReader.ReadDuration(v), "say how far back normal is looked for: \"window: 30m\"");
        var worseBy = values.Require("worse-by", v => ReadShare(v), "say by how much it may be worse: \"worse-by: 10%\"");
        return window is { } w && worseBy is { } share ? new BaselineRule(w, share) : null;
    }

    private static double? ReadShare(YamlValue value)
    {
        if (value.Text() is not { } text)
            return null;
        if (text.EndsWith('%') && ParseNumber(text[..^1]) is >= 0 and var share)
            return share / 100;

        value.Report(DiagnosticCatalog.InvalidWatch, $"\"{text}\" is not a share", "write it in per cent: 10%");
        return null;
    }

    private static Verdict? ReadVerdict(YamlValue value)
    {
        if (value.Text() is not { } text)
            return null;
        if (Verdicts.TryGetValue(text, out var verdict))
            return verdict;

        value.Report(DiagnosticCatalog.InvalidWatch, $"\"{text}\" is not what no data can count as", Suggestion.Help(text, Verdicts.Keys)!);
        return null;
    }

    private static double? ParseNumber(string text) =>
        double.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;

    private static void Incomplete(YamlMappingReader values, string message, string help) =>
        values.Findings.Report(DiagnosticCatalog.IncompleteMetric, values.Entries.FirstOrDefault()?.Key.Span ?? values.Span, message, help);
}
