using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using DeliveryAsCode.Metrics;

namespace DeliveryAsCode.Cli.Metrics;

/// <summary>Understands what Prometheus answers to <c>/api/v1/query</c> and <c>/api/v1/query_range</c>.</summary>
internal static class PrometheusAnswer
{
    /// <summary>Prometheus itself looks back as far for the newest point.</summary>
    private static readonly TimeSpan _stale = TimeSpan.FromMinutes(5);

    public static Measurement Instant(byte[] body, DateTimeOffset now) => Read<Measurement>(body, data => (Text(data, "resultType"), Member(data, "result")) switch
    {
        ("scalar", { } point) => ValueOf(point, now),
        ("vector", { ValueKind: JsonValueKind.Array } series) => series.GetArrayLength() switch
        {
            0 => new NoData("the query finds no series"),
            1 when Member(series[0], "value") is { } point => ValueOf(point, now),
            1 => NotUnderstood("the series has no value"),
            var count => Several(count),
        },
        (var type, _) => NotUnderstood($"the result is {(type is null ? "none" : $"a {type}")}, not a vector"),
    });

    /// <param name="values">The finite ones, in the order of time.</param>
    /// <returns>Null if there are values, else why not.</returns>
    public static Measurement? Range(byte[] body, out ImmutableArray<double> values)
    {
        var found = ImmutableArray<double>.Empty;
        var problem = Read<Measurement?>(body, data =>
        {
            if (Text(data, "resultType") != "matrix" || Member(data, "result") is not { ValueKind: JsonValueKind.Array } series)
                return NotUnderstood("the result is not a matrix");
            if (series.GetArrayLength() is not 1 and var count)
                return count == 0 ? new NoData("the matrix is empty") : Several(count);
            if (Member(series[0], "values") is not { ValueKind: JsonValueKind.Array } points)
                return NotUnderstood("the series has no values");

            found = [.. points.EnumerateArray().Select(p => PointOf(p)?.Value).OfType<double>().Where(double.IsFinite)];
            return found.IsEmpty ? new NoData("no point of the series is a number") : null;
        });
        values = problem is null ? found : [];
        return problem;
    }

    /// <summary>What a refusal says, if it is one of Prometheus.</summary>
    public static string? Problem(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return Text(json.RootElement, "error");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // text that is no UTF-16
        {
            return null;
        }
    }

    private static T Read<T>(byte[] body, Func<JsonElement, T> read) where T : Measurement?
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            Measurement? problem = (Text(root, "status"), Member(root, "data")) switch
            {
                ("success", { ValueKind: JsonValueKind.Object }) => WarningOf(root) is { } warning ? new Unmeasured($"Prometheus warns: {warning}") : null,
                ("error", _) => new Unmeasured($"Prometheus refuses: {Text(root, "error")}"),
                _ => NotUnderstood("it says neither success nor error"),
            };
            return problem is null ? read(Member(root, "data")!.Value) : (T)problem;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // text that is no UTF-16
        {
            return (T)(Measurement)NotUnderstood("it is not JSON");
        }
    }

    /// <summary>With a warning the result may be a part of the truth.</summary>
    private static string? WarningOf(JsonElement root) =>
        Member(root, "warnings") is { ValueKind: JsonValueKind.Array } warnings && warnings.GetArrayLength() > 0 ? warnings[0].ToString() : null;

    private static Measurement ValueOf(JsonElement point, DateTimeOffset now)
    {
        if (PointOf(point) is not var (at, value))
            return NotUnderstood("the value is not a time and a number");

        var age = now.ToUnixTimeMilliseconds() / 1000.0 - at;
        return age > _stale.TotalSeconds
            ? new Unmeasured(string.Create(CultureInfo.InvariantCulture, $"the value is {age / 60:0} min old"))
            : new Measured(value);
    }

    private static (double At, double Value)? PointOf(JsonElement point) =>
        point.ValueKind == JsonValueKind.Array && point.GetArrayLength() == 2
        && point[0].ValueKind == JsonValueKind.Number && point[1].ValueKind == JsonValueKind.String
        && MetricNumber.Parse(point[1].GetString()!) is { } value
            ? (point[0].GetDouble(), value)
            : null;

    private static Unmeasured Several(int count) =>
        new(string.Create(CultureInfo.InvariantCulture, $"the query gives {count} series, and a metric is one: put sum(…), max(…) or the like around it"));

    private static Unmeasured NotUnderstood(string why) => new($"the answer is not understood: {why}");

    private static string? Text(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
}
