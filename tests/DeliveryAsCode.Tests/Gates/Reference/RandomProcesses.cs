using System.Collections.Immutable;

namespace DeliveryAsCode.Tests.Gates.Reference;

/// <summary>Lifecycles of a few stages for a few people who hold several roles.</summary>
internal sealed class RandomProcesses(Random random)
{
    private static readonly string[] Roles = ["author", "builder", "checker"];
    private static readonly string[] People = ["anna", "bo", "cleo", "dan", "eve"];

    public Process Next()
    {
        var phases = new List<Phase>();
        for (var i = 1; i <= random.Next(1, 5); i++)
            phases.Add(NextPhase(i, phases));
        return new Process([.. phases], [.. Roles.Append(Names.Manager).Select(role => (role, Some(People)))]);
    }

    private Phase NextPhase(int number, List<Phase> before)
    {
        var earlier = before.SelectMany(p => p.Doors).ToArray();
        var end = NextDoor($"Gate {number}", earlier, [.. before.Select(p => p.Name)]);
        Door[] start = random.Next(4) == 0 ? [NextDoor($"Start {number}", earlier, [])] : [];
        var overtakes = before is [.., { Doors: [_] }] && random.Next(6) == 0;
        return new Phase($"Stage {number}", [.. start, end], random.Next(3) == 0 ? Leave.WithReason : Leave.Never, overtakes ? Any(Roles) : null);
    }

    private Door NextDoor(string name, Door[] earlier, string[] stages) => new(
        name,
        NextNeeds(2),
        random.Next(3) > 0,
        earlier.Length > 0 && random.Next(2) == 0 ? Any(earlier).Name : null,
        stages.Length > 0 && random.Next(3) == 0 ? Any(stages) : null);

    private Needs NextNeeds(int depth) => random.Next(depth == 0 ? 1 : 3) switch
    {
        1 => new Needs.All(NextNeeds(depth - 1), NextNeeds(depth - 1)),
        2 => new Needs.Any(NextNeeds(depth - 1), NextNeeds(depth - 1)),
        _ => new Needs.Of(Any(Roles), random.Next(4) == 0 ? 2 : 1, random.Next(4) == 0 ? Any(Roles) : null),
    };

    private T Any<T>(T[] of) => of[random.Next(of.Length)];

    private ImmutableArray<string> Some(string[] of)
    {
        var some = of.Where(_ => random.Next(5) < 2).ToImmutableArray();
        return some.IsEmpty ? [Any(of)] : some;
    }
}
