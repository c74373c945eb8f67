using System.Collections.Immutable;

namespace DeliveryAsCode.Tests.Gates.Reference;

/// <summary>
/// What may happen to a delivery: mostly it goes on from gate to gate, as people would do it, with something wrong here and
/// there. Purely random rows would seldom come further than the first gate.
/// </summary>
internal sealed class RandomHistories(Random random)
{
    private static readonly Said[] Seldom = [Said.Failed, Said.Skipped, Said.Replan, Said.Cancelled, Said.OnHold, Said.Resumed, Said.Reopened, Said.Reopened, Said.Resumed];

    public History Next(Process process, int most = 12)
    {
        var count = random.Next(most + 1);
        var adopted = random.Next(4) == 0 ? random.Next(count + 1) : 0;
        var at = random.Next(3) == 0 ? random.Next(process.Doors.Length) : 0;
        var rows = new List<Happening>();
        for (var i = 0; i < count; i++)
        {
            var row = Row(process, process.Doors[at], count - i, i < adopted);
            rows.Add(row);
            if (row.Said is Said.Passed or Said.Skipped && random.Next(4) > 0)
                at = Math.Min(at + 1, process.Doors.Length - 1);
            else if (random.Next(12) == 0)
                at = random.Next(process.Doors.Length);
        }

        var reviews = Enumerable.Range(0, random.Next(4)).Select(_ => Review(process, process.Doors[random.Next(4) == 0 ? random.Next(process.Doors.Length) : at]));
        return new History(process, [.. rows], [.. reviews], random.Next(4) == 0 ? random.Next(1, 8) : null);
    }

    private Happening Row(Process process, Door door, int daysAgo, bool isAdopted)
    {
        var said = random.Next(8) == 0 ? Any(Seldom) : random.Next(3) == 0 ? Said.Acknowledged : Said.Passed;
        var about = said == Said.Reopened && random.Next(2) == 0 ? process.PhaseOf(door).Name : door.Name;
        var proof = isAdopted ? Proof.Adopted : random.Next(12) switch { 0 => Proof.Nobody, 1 => Proof.CannotTell, _ => Proof.Given };
        var isManagers = said is Said.Cancelled or Said.OnHold or Said.Resumed or Said.Reopened or Said.Skipped && random.Next(4) > 0;
        var spoken = Spoken(process, door, isManagers ? [Names.Manager] : door.Needs.Roles, daysAgo) with { About = about, Said = said, Proof = proof };
        return isAdopted ? spoken with { Version = null, Attests = false } : spoken;
    }

    private Happening Review(Process process, Door door) =>
        Spoken(process, door, door.Needs.Roles, 0) with { Said = random.Next(6) == 0 ? Said.No : Said.Acknowledged };

    private Happening Spoken(Process process, Door door, ImmutableArray<string> roles, int daysAgo)
    {
        var likely = roles.SelectMany(r => process.HoldersOf(r)).ToArray();
        var person = likely.Length == 0 || random.Next(6) == 0 ? Any([.. process.People]) : Any(likely);
        var attests = random.Next(roles.Contains(Names.Client) ? 3 : 20) == 0;
        var held = attests ? roles : random.Next(12) == 0 ? [] : process.RolesOf(person);
        int? version = random.Next(8) switch { 0 => 1, 1 => null, _ => History.Version };
        var authors = random.Next(6) switch { 0 => (ImmutableArray<string>?)null, 1 => ImmutableArray.Create(person), 2 => process.People.RemoveAll(_ => random.Next(2) == 0), _ => ImmutableArray<string>.Empty };
        return new Happening(door.Name, Said.Acknowledged, Proof.Given, person, held, version, daysAgo, authors, attests, random.Next(6) > 0);
    }

    private T Any<T>(T[] of) => of[random.Next(of.Length)];
}
