using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Tests.Gates.Reference;

/// <summary>The built-in lifecycle: once from the table of the design, and once as its file has it, without all that documents must say.</summary>
internal static class ClientDelivery
{
    public static Process Process { get; } = new(
        [
            new Phase("Intake handoff", [new Door("Intake handoff", new Needs.Of(Names.Intake))], Leave.Never),
            new Phase("Delivery planning", [new Door("Delivery planning", new Needs.All(new Needs.Of(Names.Architect), new Needs.Of(Names.Deployer)))], Leave.WithReason),
            new Phase("Production tracking", [new Door("Production tracking", new Needs.Of(Names.Architect), OwnWork: true)], Leave.WithReason),
            new Phase("QA gate", [new Door("QA gate", new Needs.Of(Names.Tester), OwnWork: true, SeparateFrom: "Production tracking", SendsBackTo: "Production tracking")], Leave.Never),
            new Phase(
                "Deployment coordination",
                [new Door("Deployment plan", new Needs.Of(Names.Deployer, StandIn: Names.Manager)), new Door("Deployment", new Needs.Of(Names.Deployer), OwnWork: true)],
                Leave.WithReason), // by a fact, which is judged where the row comes in
            new Phase("Client handover", [new Door("Client handover", new Needs.Of(Names.Client))], Leave.Never),
            new Phase("Post-delivery review", [new Door("Post-delivery review", new Needs.Of(Names.Manager), OwnWork: true)], Leave.Never, MayOvertake: Names.Client),
        ],
        [
            (Names.Manager, ["dana", "mona"]), (Names.Intake, ["iris", "dana"]), (Names.Architect, ["pablo", "petra"]),
            (Names.Tester, ["quinn", "petra"]), (Names.Deployer, ["diego", "pablo"]), (Names.Client, ["carla"]),
        ]);

    public static Lifecycle Words { get; } = WordsOf(BuiltInLifecycles.Find("client-delivery")!);

    private static Lifecycle WordsOf(Lifecycle lifecycle) => lifecycle with
    {
        Stages = [.. lifecycle.Stages.Select(s => s with { StartsWhen = WordIn(s.StartsWhen), StartGate = s.StartGate is { } start ? WordsOf(start) : null, EndGate = WordsOf(s.EndGate) })],
    };

    private static GateDefinition WordsOf(GateDefinition gate) =>
        gate with { OpensWhen = gate.OpensWhen with { Parts = [.. gate.OpensWhen.Parts.Where(p => p is GateCondition.Acknowledged or GateCondition.Certified)] } };

    private static GateCondition.Acknowledged? WordIn(GateCondition? condition) => condition?.WithParts.OfType<GateCondition.Acknowledged>().Single();
}
