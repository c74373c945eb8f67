using System.Globalization;
using System.Runtime.CompilerServices;
using DeliveryAsCode.Cli.Forges;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Forges.GitHub.Runs;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Tests.Commands;
using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.StandIns.GitHub;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Runs;

/// <summary>A repository at GitHub with a plan that is agreed to, and jobs that are dispatched: each has a checkout of its own, as runners have.</summary>
internal sealed class Workflow : IDisposable
{
    public const string Delivery = "acme-support-bot";

    private static readonly string[] _people = ["dana", "iris", "pablo", "quinn", "diego", "clara"];

    private readonly DeliveryRepository _origin;
    private readonly DirectoryInfo _place = Directory.CreateTempSubdirectory("delivery-jobs-");
    private readonly List<GitHubClient> _clients = [];
    private readonly string? _slack;
    private int _jobs;

    /// <param name="deploy">What the step does that changes something; <c>$WORLD</c> is what everybody sees.</param>
    /// <param name="slack">Address of a channel.</param>
    /// <param name="options">Of the block that deploys.</param>
    public Workflow(string deploy = "echo deployed >> $WORLD", string? slack = null, string options = "idempotent", [CallerMemberName] string test = "")
    {
        _slack = slack;
        GitHub = GitHubStandIn.Start();
        _origin = Acme.Begun(Acme.Cleared, test)
            .Write("delivery.yml", Rules() + (slack is null ? "" : "channels:\n  slack: {webhook: env:SLACK_WEBHOOK_URL}\n"))
            .Write("ops/deploy.sh", deploy.Replace("$WORLD", World, StringComparison.Ordinal).Replace("$PLACE", _place.FullName, StringComparison.Ordinal) + "\n")
            .Write(Acme.RunbookPath, Acme.GatedRunbook.Replace("```bash run", $"```bash run {options}", StringComparison.Ordinal))
            .Commit("Plan");
        _origin.Git("push", "--quiet", "--force", GitHub.Shop.GitFolder, "HEAD:refs/heads/main");
        GitHub.Shop.Refresh();
        Issue = GitHub.Shop.OpenIssue("Delivery: Support Bot", "", "iris");
        Api = NewApi(GitHub.Token("dana"));
    }

    public GitHubStandIn GitHub { get; }

    /// <summary>The delivery's thread.</summary>
    public int Issue { get; }

    public GitHubApi Api { get; }

    public string World => Path.Combine(_place.FullName, "world");

    public string[] Done => File.Exists(World) ? File.ReadAllLines(World) : [];

    /// <summary>The only log that there is.</summary>
    public string LogBranch => GitHub.Shop.Refs().Where(r => r.StartsWith($"refs/heads/delivery/{Delivery}/log-", StringComparison.Ordinal)).ShouldHaveSingleItem()["refs/heads/".Length..];

    public string Execution => LogBranch[$"delivery/{Delivery}/log-".Length..];

    public string JournalPath => $"{Acme.Folder}/executions/{Execution}.jsonl";

    /// <summary>What others do between the checkout of a job and its run.</summary>
    public Action? AfterCheckout { get; set; }

    /// <summary>Requests of the last job, by the way they went.</summary>
    public (RequestLog Lock, RequestLog Published) Requests { get; private set; }

    public string PathOf(string file) => Path.Combine(_place.FullName, file);

    /// <summary>A new runner with a fresh checkout runs the program, in this process.</summary>
    /// <param name="actor">Who dispatches it.</param>
    public async Task<Finished> DispatchAsync(string actor, params string[] arguments)
    {
        var (folder, run) = NewJob(actor);
        await using StringWriter output = new(), error = new();
        var site = SiteOf(GitHub.Url, GitHub.ActionsToken, GitHub.Token("github-actions[bot]", ("actions", Access.Read), ("contents", Access.Write)), run, GitHub.Person(actor).Id, actor, Issue);
        _clients.AddRange([site.Api.Client, site.Lock.Client]);
        var code = await Program.RunAsync(arguments, ShellOf(folder, output, error, _slack) with { Workflow = site }, CancellationToken.None);
        run.Status = "completed";
        Requests = (site.Lock.Client.Log, site.Api.Client.Log);
        return new Finished(code, output.ToString(), error.ToString());
    }

    /// <summary>The arguments of a process of its own that does the same: see <see cref="MainAsync"/>.</summary>
    public string[] ArgumentsOf(string actor, params string[] arguments)
    {
        var (folder, run) = NewJob(actor);
        return [Command, GitHub.Url.AbsoluteUri, GitHub.ActionsToken, string.Create(CultureInfo.InvariantCulture, $"{run.Id}"), string.Create(CultureInfo.InvariantCulture, $"{GitHub.Person(actor).Id}"), actor, string.Create(CultureInfo.InvariantCulture, $"{Issue}"), folder, .. arguments];
    }

    public const string Command = "workflow";

    /// <summary>What the process does.</summary>
    public static Task<int> MainAsync(string[] args)
    {
        var (api, token, run, id, actor, issue) = (new Uri(args[0]), args[1], long.Parse(args[2], CultureInfo.InvariantCulture), long.Parse(args[3], CultureInfo.InvariantCulture), args[4], int.Parse(args[5], CultureInfo.InvariantCulture));
        var site = SiteOf(api, token, token, run, id, actor, issue);
        return Program.RunAsync(args[7..], ShellOf(args[6], Console.Out, Console.Error, null) with { Workflow = site }, CancellationToken.None);
    }

    public void Dispose()
    {
        Api.Client.Dispose();
        foreach (var client in _clients)
            client.Dispose();
        GitHub.Dispose();
        _origin.Dispose();
        _place.Delete(recursive: true);
    }

    private (string Folder, StandIns.GitHub.WorkflowRun Run) NewJob(string actor)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"job-{++_jobs}");
        Finished.Of("git", ["clone", "--quiet", GitHub.Shop.GitFolder, name], _place.FullName, CleanEnvironment.In(_place.FullName)).ExitCode.ShouldBe(0);
        AfterCheckout?.Invoke();
        return (Path.Combine(_place.FullName, name), GitHub.Shop.AddRun(".github/workflows/delivery-deploy.yml", actor));
    }

    private static RunSite SiteOf(Uri api, string token, string lockToken, StandIns.GitHub.WorkflowRun run, long id, string actor, int issue) =>
        SiteOf(api, token, lockToken, run.Id, id, actor, issue);

    /// <summary>The record's rows are adopted: whose word they are is what is tested elsewhere.</summary>
    private static RunSite SiteOf(Uri api, string token, string lockToken, long run, long id, string actor, int issue) => new(
        ApiOf(api, token), ApiOf(api, lockToken), new Uri("https://github.com/acme/shop"), new HostedRun(run, 1, string.Create(CultureInfo.InvariantCulture, $"https://github.com/acme/shop/actions/runs/{run}")),
        new ForgeAccount(id, actor, _ => false), portfolio => new LocalForge(portfolio).OpenForRun, (_, _) => Task.FromResult<int?>(issue));

    private GitHubApi NewApi(string token) => ApiOf(GitHub.Url, token);

    private static GitHubApi ApiOf(Uri api, string token)
    {
        var times = new GitHubTimes(TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), 2, TimeSpan.FromMilliseconds(1));
        var client = new GitHubClient(new GitHubConnection(api, new GitHubCredentials.Token(token), new RepositoryName("acme", "shop"), times), TimeProvider.System, () => 0.5);
        return new GitHubApi(client, client.Connection.Repository);
    }

    private static Shell ShellOf(string folder, TextWriter output, TextWriter error, string? slack) =>
        new(output, error, TextReader.Null, CleanEnvironment.In(folder).Add("GITHUB_ACTIONS", "true").Add("SLACK_WEBHOOK_URL", slack ?? ""), TimeProvider.System, folder, Terminal.None, CanAsk: false);

    /// <summary>Accounts speak by their numbers.</summary>
    private string Rules() => _people.Aggregate(
        Acme.Rules, (rules, login) => rules.Replace($"login: {login},", string.Create(CultureInfo.InvariantCulture, $"login: {login}, id: {GitHub.Person(login).Id},"), StringComparison.Ordinal));
}
