using System.Runtime.CompilerServices;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>A delivery with a lifecycle whose gates ask for little but people, committed by nina, who has no role; whom gates are decided by is what is tested.</summary>
internal static class Gatehouse
{
    public const string Id = "acme-bot";
    public const string RecordPath = $"deliveries/{Id}/record.md";
    public const string PlanPath = $"deliveries/{Id}/plan.md";

    public const string Rules = """
        version: 1
        lifecycle: ops/lifecycle.yml
        roles:
          delivery-manager: [{login: dana, email: dana@studio.example}]
          production-line-architect: [{login: pablo, email: pablo@studio.example}, {login: otto, email: otto@studio.example}]
          deployment-specialist: [{login: diego, email: diego@studio.example}, {login: otto, email: otto@studio.example}]
          qa-engineer: [{login: quinn, email: quinn@studio.example}, {login: otto, email: otto@studio.example}]
          cto: [{login: clara, email: clara@studio.example}]
          client: [{email: ops@acme.example, for: "acme-*"}]

        """;

    public const string Lifecycle = """
        name: small
        stages:
          - name: Scoping
            status: Planning
            owner: delivery-manager
            skip: with-reason
            gate: {name: Plan, decided-by: [production-line-architect, deployment-specialist], bound-to: ["field:Scope"]}
          - name: Building
            status: In Production
            owner: production-line-architect
            skip: with-reason
            gate: {name: Build, decided-by: [production-line-architect], own-work: true, bound-to: ["field:Scope"]}
          - name: Testing
            status: QA
            owner: qa-engineer
            skip: never
            gate: {name: QA gate, opens-when: [certified: qa-engineer], own-work: true, separate-from: [Build], sends-back-to: Building, bound-to: ["field:Scope"]}
          - name: Deploying
            status: Deployment
            owner: deployment-specialist
            skip: {facts: [documentation-only]}
            gate:
              name: Approval
              opens-when:
                - policy: {name: high-traffic, overridable-by: cto}
                - acknowledged: {role: deployment-specialist, stand-in: delivery-manager}
              bound-to: ["document:plan.md"]
          - name: Handover
            status: Handover
            owner: delivery-manager
            skip: never
            gate: {name: Receipt, decided-by: [client], bound-to: ["field:Scope"]}

        """;

    public const string Record = """
        # Delivery Record: Acme Corp — Bot

        - **Client:** Acme Corp
        - **Scope:** Answers questions
        - **Status:** Planning

        ## Gates

        | Gate | Decision | Decided by | Date | Evidence |
        |------|----------|------------|------|----------|

        """;

    /// <param name="passed">Gates that the record came with as passed.</param>
    public static DeliveryRepository With(string[] passed, [CallerMemberName] string test = "") => DeliveryRepository.Create(test).As("nina")
        .Write("delivery.yml", Rules)
        .Write("ops/lifecycle.yml", Lifecycle)
        .Write(PlanPath, "# Plan\n\nSwitch it on.\n")
        .Write(RecordPath, Record + string.Concat(passed.Select(gate => $"| {gate} | Passed | {(gate == "QA gate" ? "quinn" : "pablo")} | 2026-03-01 | by hand |\n")))
        .Commit();

    public static DeliveryRepository New([CallerMemberName] string test = "") => With([], test);

    /// <summary>What a person says about the next gate, or the one they name.</summary>
    public static Outcome Says(this DeliveryRepository repository, string person, params string[] arguments) =>
        Delivery.In(repository.As(person)).Run(["acknowledge", Id, .. arguments]);

    public static string LastRow(this DeliveryRepository repository) => repository.Read(RecordPath).TrimEnd('\n').Split('\n')[^1];

    /// <summary>What the program makes of the rows: the next gate, its verdict and what is missing.</summary>
    public static string Stands(this DeliveryRepository repository)
    {
        var delivery = Delivery.In(repository).Run("status", Id, "--json").ExitsWith(0).Json.GetProperty("deliveries")[0];
        var gate = delivery.TryGetProperty("gate", out var next) ? next.GetString() : "none";
        return $"{gate}: {delivery.GetProperty("verdict").GetString()}; {string.Join("; ", delivery.GetProperty("missing").EnumerateArray().Select(m => m.GetProperty("message").GetString()))}";
    }

    /// <summary>Commits the record with another text and message, as somebody who does not use the program for it.</summary>
    public static DeliveryRepository Forge(this DeliveryRepository repository, string person, string record, string message)
    {
        repository.As(person).Write(RecordPath, record).Git("commit", "--quiet", "--all", "--message", message);
        return repository;
    }

    public static string Message(this DeliveryRepository repository) => repository.Git("log", "-1", "--format=%B");

    public static string Head(this DeliveryRepository repository) => repository.Git("rev-parse", "HEAD");
}
