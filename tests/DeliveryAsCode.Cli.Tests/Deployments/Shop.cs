using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Tests.Infra;
using Xunit.Abstractions;

namespace DeliveryAsCode.Cli.Tests.Deployments;

/// <summary>
/// A shop that is open: version 1.0.0 behind nginx, its orders in a database, its visitors, and a repository in which the
/// deployment of 2.0.0 has all its gates passed. The files are those of the folder <c>Shop</c>.
/// </summary>
internal sealed class Shop : IDisposable
{
    public const string Id = "acme-shop";
    public const string RunbookPath = $"deliveries/{Id}/runbook.md";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Colors = ["blue", "green"];
    private static readonly string[] Sources = ["app", "migrations", "ops"];

    private readonly ShopServers _servers;
    private readonly ITestOutputHelper _output;
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("delivery-shop-");
    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"shop_{Guid.NewGuid():N}")[..20];
    private Nginx? _nginx;
    private Traffic? _traffic;

    private Shop(ShopServers servers, ITestOutputHelper output, string test)
    {
        (_servers, _output) = (servers, output);
        Repository = DeliveryRepository.Create(test);
        DatabaseUrl = servers.Postgres.CreateDatabase(_name);
    }

    public DeliveryRepository Repository { get; }

    public string DatabaseUrl { get; }

    public int Port { get; } = LoopbackPort.Free();

    public Traffic Traffic => _traffic!;

    /// <summary>The commit of version 2.0.0.</summary>
    public string Release { get; private set; } = "";

    private int BluePort { get; } = LoopbackPort.Free();

    private int GreenPort { get; } = LoopbackPort.Free();

    /// <summary>The program, with what the environment's list names.</summary>
    public Delivery Program => Delivery.In(Repository) with { Environment = Environment };

    private ImmutableDictionary<string, string> Environment => CleanEnvironment.In(Repository.Home)
        .SetItem("PATH", $"{System.Environment.GetEnvironmentVariable("PATH")}:/usr/sbin")
        .SetItem("SHOP_HOME", _home.FullName)
        .SetItem("SHOP_PORT", Text(Port))
        .SetItem("BLUE_PORT", Text(BluePort))
        .SetItem("GREEN_PORT", Text(GreenPort))
        .SetItem("DATABASE_URL", DatabaseUrl);

    /// <param name="plan">A file of <c>Shop/plans</c>.</param>
    /// <param name="failsEvery">Each how many-th request the new version answers with 500; 0: none.</param>
    /// <param name="edit">What else than in the file is planned.</param>
    public static Shop Open(ShopServers servers, ITestOutputHelper output, string plan, int failsEvery = 0, Func<string, string>? edit = null, [CallerMemberName] string test = "")
    {
        var shop = new Shop(servers, output, test);
        try
        {
            shop.OpenWithTheOldVersion();
            shop.PlanTheNewVersion(plan, failsEvery, edit ?? (text => text));
            return shop;
        }
        catch
        {
            shop.Dispose();
            throw;
        }
    }

    /// <summary>Starts the deployment; dana decides at her terminal when she is asked.</summary>
    public Finished Deploy(string decision = "go") =>
        PseudoTerminal.Run(Program, ["run", Id, "--yes"], ("go or no-go?", decision), ("reason:", "everybody is here"));

    /// <summary>Goes on with the deployment, and kills the program once it is so: nothing is flushed, released or unwound.</summary>
    public void GoOnUntilKilled(Func<bool> isSo)
    {
        var run = Task.Run(() => Program.Run("resume", Id));
        Eventually(() => run.IsCompleted || isSo());
        run.IsCompleted.ShouldBeFalse("it ended before it could be killed");
        Posix.SignalProcess(LockFile.Read(Path.Combine(Repository.Path, ".git/delivery/locks/acme-production"))!.Process.Pid, Posix.Kill);
        run.GetAwaiter().GetResult().ExitsWith(128 + Posix.Kill);
    }

    /// <summary>Of the deployment; its rehearsal has one of its own, from before.</summary>
    public string JournalPath => LastExecution("*.jsonl");

    public string Journal => Repository.Read(JournalPath);

    public string Log => Repository.Read(LastExecution("*.md"));

    /// <summary>The tables and columns that the migrations make, of those that are there.</summary>
    public string Migrated => Postgres.Query(DatabaseUrl,
        "select coalesce(string_agg(c.relname || coalesce('.' || a.attname, ''), ' ' order by c.relname), '') from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attname = 'voucher' and c.relname = 'orders' where c.relname = 'vouchers' or a.attname is not null");

    public string Active => File.ReadAllText(Path.Combine(_home.FullName, "run/active")).Trim();

    /// <summary>The share of requests that failed in the last seconds, as Prometheus has it; null before it has any.</summary>
    public double? ErrorRate => _servers.Prometheus.Query(
        $"sum(rate(http_requests_total{{shop=\"{_name}\",code=\"500\"}}[3s])) / sum(rate(http_requests_total{{shop=\"{_name}\"}}[3s]))");

    /// <summary>What visitors were routed to since the shop opened: colour and per cent.</summary>
    public string[] Routes => File.ReadAllLines(Path.Combine(_home.FullName, "log/routing"));

    public bool Runs(string color) => PidOf(color) is { } pid && Directory.Exists($"/proc/{pid}");

    /// <summary>The journal is whole, and neither it nor anything else tells the password.</summary>
    public void LogIsHonest(string screen)
    {
        Program.Run("log", "verify", JournalPath).ExitsWith(0);
        foreach (var text in new[] { screen, Journal, Log })
            text.ShouldNotContain(Postgres.PasswordIn(DatabaseUrl));
    }

    public static void Eventually(Func<bool> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            watch.Elapsed.ShouldBeLessThan(Patience, "it did not become so in time");
            Thread.Sleep(100);
        }
    }

    public void Dispose()
    {
        _traffic?.Dispose();
        _servers.Prometheus.Forget(_name);
        foreach (var color in Colors.Where(Runs))
            Script("ops/service.sh", "stop", color);
        _nginx?.Dispose();
        TellWhatServersSaid();
        _home.Delete(recursive: true);
        Repository.Dispose();
    }

    private void OpenWithTheOldVersion()
    {
        DebianPackage.Require("python3", "python3");
        DebianPackage.Require("curl", "curl");
        foreach (var folder in new[] { "run", "log", "releases" })
            _home.CreateSubdirectory(folder);
        foreach (var file in Sources.SelectMany(folder => Directory.GetFiles(Path.Combine(Files(), folder))))
            Take(Path.GetRelativePath(Files(), file));
        Finished.Of("bash", ["-c", "chmod +x ops/*.sh"], Repository.Path, Environment).ExitCode.ShouldBe(0);
        Repository.Commit("Version 1.0.0");

        Postgres.Query(DatabaseUrl, "create table orders (id integer primary key, what text not null); insert into orders select n, 'a book' from generate_series(1, 100) n");
        _nginx = Nginx.Start(_home.CreateSubdirectory("nginx").FullName, Port);
        Script("ops/service.sh", "start", "blue", Repository.Git("rev-parse", "HEAD"));
        Script("ops/switch.sh", "blue");
        _servers.Prometheus.Scrape(_name, BluePort, GreenPort);
        _traffic = Traffic.At(Port);
        // What a watch will look at must be there before anything is deployed.
        Eventually(() => ErrorRate == 0);
    }

    /// <summary>Commits version 2.0.0, its approved plan, and the rehearsal of its rollback.</summary>
    private void PlanTheNewVersion(string plan, int failsEvery, Func<string, string> edit)
    {
        Repository.Write("app/shop.json", $$"""{"version": "2.0.0", "fails-every": {{failsEvery}}, "latency-ms": 0}""").Commit("Version 2.0.0");
        Release = Repository.Git("rev-parse", "HEAD");
        Take("delivery.yml");
        Take($"deliveries/{Id}/record.md");
        var text = edit(File.ReadAllText(Path.Combine(Files(), "plans", $"{plan}.md")));
        Repository.Write(RunbookPath, Filled(text).Replace("@RELEASE@", Release, StringComparison.Ordinal)).Commit("Plan");
        Program.Run("run", Id, "--dry-run", "--rehearse-rollback", "--commit").ExitsWith(0);
    }

    /// <summary>One of the repository's scripts, as a step would run it.</summary>
    public void Script(string script, params string[] arguments)
    {
        var finished = Finished.Of("bash", [script, .. arguments], Repository.Path, Environment);
        finished.ExitCode.ShouldBe(0, $"{script} {string.Join(' ', arguments)}\n{finished.Output}{finished.Error}");
    }

    private void Take(string path)
    {
        Repository.Write(path, Filled(File.ReadAllText(Path.Combine(Files(), path))));
    }

    private string Filled(string text) => text
        .Replace("@SHOP@", _name, StringComparison.Ordinal)
        .Replace("@SHOP_PORT@", Text(Port), StringComparison.Ordinal)
        .Replace("@PROMETHEUS_PORT@", Text(_servers.Prometheus.Port), StringComparison.Ordinal);

    private string LastExecution(string pattern) => Path.GetRelativePath(Repository.Path,
        Directory.GetFiles(Path.Combine(Repository.Path, $"deliveries/{Id}/executions"), pattern).Max(StringComparer.Ordinal)!);

    private string? PidOf(string color) =>
        Path.Combine(_home.FullName, $"run/{color}.pid") is var file && File.Exists(file) ? File.ReadAllText(file).Trim() : null;

    /// <summary>Shown by the test runner for a test that fails.</summary>
    private void TellWhatServersSaid()
    {
        if (Release.Length > 0)
            _output.WriteLine(Log);
        _output.WriteLine($"traffic: {string.Join(", ", (_traffic?.Answers ?? new Dictionary<string, int>()).Select(a => $"{a.Key} × {a.Value}"))}");
        foreach (var log in Directory.GetFiles(Path.Combine(_home.FullName, "log")))
            _output.WriteLine($"{Path.GetFileName(log)}:\n{Tail(File.ReadAllText(log))}");
        _output.WriteLine($"nginx:\n{Tail(_nginx?.Log ?? "")}\nPostgreSQL:\n{Tail(_servers.Postgres.Log)}\nPrometheus:\n{Tail(_servers.Prometheus.Log)}");
    }

    private static string Tail(string log) => string.Join('\n', log.TrimEnd('\n').Split('\n').TakeLast(20));

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static string Files([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Shop");
}
