using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Gates;

/// <summary>Finds rules under which a gate can never open: nobody is named, or the exclusions leave nobody.</summary>
public static class Satisfiability
{
    /// <param name="place">Where it is reported: the roles of <c>delivery.yml</c>.</param>
    public static ImmutableArray<Diagnostic> Check(Lifecycle lifecycle, DeliveryConfiguration configuration, Location place)
    {
        // Who names nobody at all has not begun to work with gates.
        if (configuration.Roles.All(r => r.Members.IsEmpty))
            return [Nobody(place, "nobody is named for any role, so no gate can be passed", "name people in delivery.yml, for example: delivery-manager: [{login: …, email: …}]") with { Severity = Severity.Warning }];

        var people = new People(configuration);
        var empty = lifecycle.Gates.SelectMany(g => g.DecidedBy).Distinct().Where(role => role != Role.Client && !HasTeam(role, configuration) && people.HoldersOf(role, null).IsEmpty).ToImmutableArray();
        var help = empty.IsEmpty ? "name more people, or ask for fewer" : $"name people in delivery.yml, for example: {empty[0]}: [{{login: …, email: …}}]";
        return [.. lifecycle.Gates.Select(gate => Problem(gate, lifecycle, configuration, people, empty)).OfType<string>().Select(problem => Nobody(place, problem, help))];
    }

    private static Diagnostic Nobody(Location place, string message, string help) => new(DiagnosticCatalog.NobodyCanPass, place, message) { Help = help };

    private static string? Problem(GateDefinition gate, Lifecycle lifecycle, DeliveryConfiguration configuration, People people, ImmutableArray<string> empty)
    {
        var ways = Demand.Alternatives(gate.OpensWhen);
        return ways.Any(way => IsFillable([.. way.Where(d => !IsVouchable(d, configuration))], gate, lifecycle, people)) ? null : Describe(gate, ways[0], empty);
    }

    /// <summary>A client without an account can be spoken for; the members of a team are known only where the team can be asked.</summary>
    private static bool IsVouchable(Demand demand, DeliveryConfiguration configuration) => demand.Role == Role.Client || HasTeam(demand.Role, configuration);

    /// <summary>
    /// Whether people of their own can take all places, also when those who decided the gates that this one is separate from
    /// are somebody else: one person each, whichever leaves most.
    /// </summary>
    private static bool IsFillable(ImmutableArray<Demand> way, GateDefinition gate, Lifecycle lifecycle, People people)
    {
        var everybody = way.SelectMany(d => HoldersOf(d, people)).Distinct().ToImmutableArray();
        return Absent(gate, lifecycle, people).Any(absent =>
            PeopleMatching.Match(way.Length, everybody.Length, (demand, person) => everybody[person] != absent && HoldersOf(way[demand], people).Contains(everybody[person])).All(p => p >= 0));
    }

    /// <summary>Those who may have decided what the gate is separate from: somebody has to, and is then missing here.</summary>
    private static IEnumerable<Person?> Absent(GateDefinition gate, Lifecycle lifecycle, People people)
    {
        var deciders = gate.SeparateFrom.Select(name => lifecycle.FindGate(name)).OfType<GateDefinition>()
            .SelectMany(g => g.DecidedBy).SelectMany(role => people.HoldersOf(role, null)).Distinct().ToImmutableArray();
        return deciders.IsEmpty ? new Person?[] { null } : deciders;
    }

    private static ImmutableArray<Person> HoldersOf(Demand demand, People people) =>
        demand.StandIn is { } standIn ? [.. people.HoldersOf(demand.Role, null), .. people.HoldersOf(standIn, null)] : people.HoldersOf(demand.Role, null);

    private static bool HasTeam(string role, DeliveryConfiguration configuration) => configuration.FindRole(role)?.Members.Any(m => m is TeamMember) ?? false;

    private static string Describe(GateDefinition gate, ImmutableArray<Demand> way, ImmutableArray<string> missing)
    {
        var nobody = way.Select(d => d.Role).Where(missing.Contains).Distinct().ToList();
        return nobody.Count > 0
            ? $"nobody can pass the gate \"{gate.Name}\": {string.Join(" and ", nobody)} {(nobody.Count == 1 ? "has" : "have")} no people"
            : $"nobody can pass the gate \"{gate.Name}\": it needs {way.Length} {(way.Length == 1 ? "person" : "people")} of {string.Join(" and ", way.Select(d => d.Role).Distinct())}{(gate.SeparateFrom.IsEmpty ? "" : $" who did not decide {string.Join(" and ", gate.SeparateFrom.Select(g => $"\"{g}\""))}")}, and there are fewer";
    }
}
