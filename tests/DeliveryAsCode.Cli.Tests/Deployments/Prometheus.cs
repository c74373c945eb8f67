using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Deployments;

/// <summary>A Prometheus that looks at the shops twice a second.</summary>
internal sealed class Prometheus : IDisposable
{
    private static readonly HttpClient Http = new();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delivery-prometheus-");
    private readonly ServerProcess _server;

    private Prometheus()
    {
        var program = DebianPackage.Require("prometheus", "prometheus");
        var targets = _folder.CreateSubdirectory("targets");
        File.WriteAllText(At("prometheus.yml"), $$"""
            global: {scrape_interval: 500ms, scrape_timeout: 500ms}
            scrape_configs:
              - job_name: shops
                file_sd_configs: [{files: ["{{targets.FullName}}/*.json"], refresh_interval: 1s}]

            """);
        _server = ServerProcess.Start(
            "prometheus",
            _folder.FullName,
            [program, $"--config.file={At("prometheus.yml")}", $"--storage.tsdb.path={At("data")}", $"--web.listen-address=127.0.0.1:{Port}"],
            () => Answers("/-/ready"));
    }

    public int Port { get; } = LoopbackPort.Free();

    public string Log => File.ReadAllText(_server.Log);

    public static Prometheus Start() => new();

    /// <summary>From now on it looks at what listens there, and labels it.</summary>
    public void Scrape(string shop, params int[] ports)
    {
        var file = At($"targets/{shop}.json");
        File.WriteAllText($"{file}.new", JsonSerializer.Serialize(new[] { new { targets = ports.Select(port => $"127.0.0.1:{port}"), labels = new { shop } } }));
        File.Move($"{file}.new", file);
    }

    public void Forget(string shop) => File.Delete(At($"targets/{shop}.json"));

    /// <summary>The number that the query gives now; null where there is none.</summary>
    public double? Query(string query)
    {
        var answer = Http.GetFromJsonAsync<JsonElement>(new Uri($"http://127.0.0.1:{Port}/api/v1/query?query={Uri.EscapeDataString(query)}")).GetAwaiter().GetResult();
        var series = answer.GetProperty("data").GetProperty("result").EnumerateArray().ToList();
        return series.Count == 0 ? null : double.Parse(series.ShouldHaveSingleItem().GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Delete(recursive: true);
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private bool Answers(string path)
    {
        try
        {
            using var answer = Http.GetAsync(new Uri($"http://127.0.0.1:{Port}{path}")).GetAwaiter().GetResult();
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
