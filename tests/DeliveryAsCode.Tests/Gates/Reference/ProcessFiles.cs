namespace DeliveryAsCode.Tests.Gates.Reference;

/// <summary>A process as the files that the product reads.</summary>
internal static class ProcessFiles
{
    public static string ToConfiguration(this Process process) =>
        $"version: 1\nroles:\n{string.Concat(process.Holders.Select(h => $"  {h.Role}: [{string.Join(", ", h.People.Select(p => $"{{login: {p}{(h.Role == Names.Client ? ", for: \"*\"" : "")}}}"))}]\n"))}";

    public static string ToLifecycle(this Process process) =>
        $"name: random\nstages:\n{string.Concat(process.Phases.Select((p, i) => Stage(p, i == 0 ? null : process.Phases[i - 1])))}";

    private static string Stage(Phase phase, Phase? before) => $"""
          - name: {phase.Name}
            status: QA
            owner: delivery-manager
            skip: {(phase.Leave == Leave.Never ? "never" : "with-reason")}

        """
        + (phase.MayOvertake is { } role ? $"    starts-when:\n      acknowledged: {{role: {role}, gate: {before!.Doors[^1].Name}}}\n" : "")
        + (phase.Doors is [var start, _] ? $"    start-gate:\n{Gate(start)}" : "")
        + $"    gate:\n{Gate(phase.Doors[^1])}";

    private static string Gate(Door door) => $"""
              name: {door.Name}
              opens-when: [{Condition(door.Needs)}]
              own-work: {(door.OwnWork ? "true" : "false")}
              bound-to: ["field:Scope"]

        """
        + (door.SeparateFrom is { } other ? $"      separate-from: [{other}]\n" : "")
        + (door.SendsBackTo is { } stage ? $"      sends-back-to: {stage}\n" : "");

    private static string Condition(Needs needs) => needs switch
    {
        Needs.Of of => $"{{acknowledged: {{role: {of.Role}, quorum: {of.Count}{(of.StandIn is { } standIn ? $", stand-in: {standIn}" : "")}}}}}",
        Needs.All all => $"{{all: [{string.Join(", ", all.Parts.Select(Condition))}]}}",
        Needs.Any any => $"{{any: [{string.Join(", ", any.Parts.Select(Condition))}]}}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
