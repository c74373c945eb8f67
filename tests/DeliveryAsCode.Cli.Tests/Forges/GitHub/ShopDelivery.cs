using System.Collections.Immutable;
using System.Globalization;
using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.StandIns.GitHub;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub;

/// <summary>A repository at the stand-in with rules and one delivery whose intake is ready to be decided, and the program beside it.</summary>
internal sealed class ShopDelivery : IDisposable
{
    public const string Id = "acme-support-bot";
    public const string Folder = $"deliveries/{Id}";
    public const string RecordPath = $"{Folder}/record.md";

    private static readonly string[] People = ["iris", "pablo", "quinn", "diego", "dana", "clara"];

    private readonly GitHubClient _client;
    private int _identities;

    private ShopDelivery(GitHubStandIn gitHub)
    {
        GitHub = gitHub;
        _client = ClientOf(gitHub.BotToken);
        Api = new GitHubApi(_client, Name);
        Shop.Push("main", new Dictionary<string, string?>
        {
            ["delivery.yml"] = Rules(),
            [RecordPath] = Record,
            [$"{Folder}/requirements.md"] = Requirements,
            [$"{Folder}/checklists/intake-handoff.md"] = IntakeChecklist,
            ["src/app.cs"] = "class App;\n",
        }, author: "dana");
    }

    public GitHubStandIn GitHub { get; }

    public StandInRepository Shop => GitHub.Shop;

    public GitHubApi Api { get; }

    public static RepositoryName Name { get; } = new("acme", "shop");

    /// <summary>When the program looks.</summary>
    public Instant Now { get; set; } = Instant.FromDateTimeUtc(DateTime.UtcNow);

    public static ShopDelivery Begin() => new(GitHubStandIn.Start());

    public GitHubClient ClientOf(string token) => new(
        new GitHubConnection(GitHub.Url, new GitHubCredentials.Token(token), Name, GitHubTimes.Default with { PerWrite = TimeSpan.Zero, Retry = TimeSpan.FromMilliseconds(1) }),
        TimeProvider.System,
        () => 0.5);

    public long IdOf(string login) => GitHub.Person(login).Id;

    public DeliveryRecord ReadRecord(string branch = "main") =>
        RecordReader.Read(MarkdownDocument.Read(SourceText.From(RecordPath, Shop.Read(branch, RecordPath)!)).Value, Id).Value!;

    /// <summary>Edits the record on a branch, as somebody would on GitHub's pages.</summary>
    public string Edit(string branch, string author, Func<string, string> edit) =>
        Shop.Push(branch, new Dictionary<string, string?> { [RecordPath] = edit(Shop.Read(branch, RecordPath)!) }, author);

    public CheckPublisher Checks => new(Api, isAdvisory: false, () => string.Create(CultureInfo.InvariantCulture, $"check-{++_identities}"));

    public async Task<ReconcileLog> ReconcileAsync(params ImmutableArray<AskedGate> asked)
    {
        var reconciler = new Reconciler(Api, Name, "main", null, new CommitGuard([GitHub.BotToken]), Checks, Now);
        await reconciler.RunAsync(asked, [], CancellationToken.None);
        return reconciler.Log;
    }

    public async Task<JudgedPull> JudgeAsync(int number) =>
        await new PullRequestJudge(Api, Name, null, Now).JudgeAsync(await Api.PullAsync(number, CancellationToken.None), CancellationToken.None);

    public void Dispose()
    {
        _client.Dispose();
        GitHub.Dispose();
    }

    private string Rules()
    {
        string Of(string login) => string.Create(CultureInfo.InvariantCulture, $"{{login: {login}, id: {IdOf(login)}, email: {login}@studio.example}}");
        return $"""
            version: 1
            calendar: {"{"}time-zone: UTC{"}"}
            roles:
              delivery-manager: [{Of("dana")}]
              client-intake-manager: [{Of("iris")}]
              production-line-architect: [{Of("pablo")}]
              qa-engineer: [{Of("quinn")}]
              deployment-specialist: [{Of("diego")}]
              cto: [{Of("clara")}]
              policy-owner: [{Of("clara")}]
              client: [{string.Create(CultureInfo.InvariantCulture, $"{{login: acme-contact, id: {IdOf("acme-contact")}, for: \"acme-*\"}}")}]
            environments:
              acme-production: {"{}"}

            """;
    }

    private const string Record = """
        # Delivery Record: Acme Corp — Support Bot

        - **Client:** Acme Corp
        - **Scope:** Answers first-line questions about orders
        - **Stakeholders:** dana, iris, Olivia Marsh
        - **Requirements:** [requirements.md](requirements.md)
        - **Intake date:** 2026-03-02
        - **Agreed delivery date:** 2099-05-15
        - **Actual delivery date:** TBD
        - **Status:** Planning

        ## Milestones

        | Milestone            | Target date | Actual date | Status  |
        |----------------------|-------------|-------------|---------|
        | Intake handoff       | 2099-03-02  |             | Planned |
        | Production start     | 2099-03-10  |             | Planned |
        | Production complete  | 2099-04-10  |             | Planned |
        | QA submitted         | 2099-04-12  |             | Planned |
        | QA certified         | 2099-04-20  |             | Planned |
        | Deployment start     | 2099-05-01  |             | Planned |
        | Deployment complete  | 2099-05-01  |             | Planned |
        | Client handover      | 2099-05-10  |             | Planned |
        | Post-delivery review | 2099-05-15  |             | Planned |

        ## Gates

        | Gate | Decision | Decided by | Date | Evidence |
        |------|----------|------------|------|----------|

        ## Risk register

        | Risk | Likelihood | Impact | Mitigation |
        |------|------------|--------|------------|
        | The order API answers slowly | Medium | Low | Answers are kept for a minute |

        ## Escalations

        | Date | Issue | Escalated to | Resolution |
        |------|-------|--------------|------------|

        ## Status updates sent

        | Date | Type | Summary |
        |------|------|---------|

        """;

    private const string Requirements = """
        # Requirements

        ## What is built

        - A page on which customers ask about their orders

        ## Open questions

        None.

        ## Sign-off

        - **Signed off by:** Olivia Marsh
        - **Signed off on:** 2026-03-01

        """;

    private const string IntakeChecklist = """
        # Checklist: Intake handoff

        - [x] The requirements document was reviewed for completeness <!-- id: requirements-reviewed; owner: client-intake-manager -->
        - [x] The scope is clear: what is built, what it does, what the client expects and when <!-- id: scope-clear; owner: delivery-manager -->
        - [x] Ambiguities and risks were resolved with the client intake manager <!-- id: questions-resolved; owner: delivery-manager -->
        - [x] The delivery record holds client, scope, agreed timeline and stakeholders <!-- id: record-created; owner: delivery-manager -->

        """;
}
