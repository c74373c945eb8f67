using System.Collections.Immutable;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Tests.Gates.Reference;

namespace DeliveryAsCode.Tests.Gates;

/// <summary>Less said and more asked for never lets a delivery through. All by the product alone, on random histories.</summary>
public class MonotonicityTests
{
    private static readonly Said[] Yes = [Said.Acknowledged, Said.Passed, Said.Skipped, Said.Resumed];

    [Fact]
    public void Taking_somebodys_words_on_a_gate_away_opens_neither_it_nor_a_later_one() =>
        ForEach(Together, (product, history, random) =>
        {
            var (gate, person) = (Any(history.Process.Doors, random).Name, Any(history.Process.People, random));
            bool IsTaken(Happening said) => said.About == gate && said.Person == person && said.Said is Said.Acknowledged or Said.Passed;

            OpensNothing(Open(product, history), Open(product, history with { Rows = history.Rows.RemoveAll(IsTaken), Reviews = history.Reviews.RemoveAll(IsTaken) }), history);
        });

    [Fact]
    public void Who_takes_an_acknowledgement_back_is_free_for_the_gate_that_must_be_decided_by_others()
    {
        var product = new Product(ClientDelivery.Process, ClientDelivery.Words);
        var before = ClientDelivery.Process.Doors.Take(2).Select(d => Passed(d.Name, "dana") with { Proof = Proof.Adopted, Version = null });
        var petra = Passed("Production tracking", "petra") with { Said = Said.Acknowledged };
        var pablo = Passed("Production tracking", "pablo");
        var review = Passed("QA gate", "petra") with { Said = Said.Acknowledged };

        Open(product, new History(ClientDelivery.Process, [.. before, petra, pablo], [review], null)).ShouldNotContain("QA gate");
        Open(product, new History(ClientDelivery.Process, [.. before, pablo], [review], null)).ShouldContain("QA gate");
    }

    /// <summary>Of a role that is asked anyway: who is asked newly may also be the one who writes that the gate is passed.</summary>
    [Fact]
    public void Asking_for_one_more_word_opens_no_gate() =>
        ForEach(p => WithoutStandIns(Together(p)), (product, history, random) =>
        {
            var stricter = With(history.Process, random, door => door with { Needs = new Needs.All(door.Needs, new Needs.Of(Any(door.Needs.Roles, random), random.Next(1, 3))) });

            OpensNothing(Open(product, history), Open(new Product(stricter), history with { Process = stricter }), history);
        });

    [Fact]
    public void Shutting_people_out_opens_no_gate() =>
        ForEach(p => WithoutStandIns(Together(p)), (product, history, random) =>
        {
            var stricter = random.Next(2) == 0
                ? With(history.Process, random, door => door with { OwnWork = false })
                : With(history.Process, random, door => door with { SeparateFrom = history.Process.Doors.TakeWhile(d => d != door).FirstOrDefault()?.Name });

            OpensNothing(Open(product, history), Open(new Product(stricter), history with { Process = stricter }), history);
        });

    [Fact]
    public void One_more_stage_opens_no_gate() =>
        ForEach(Together, (product, history, random) =>
        {
            var stage = new Phase("One more", [new Door("One more", new Needs.Of("author"), OwnWork: true)], Leave.WithReason);
            var longer = history.Process with { Phases = history.Process.Phases.Insert(random.Next(history.Process.Phases.Length), stage) };

            OpensNothing(Open(product, history), Open(new Product(longer), history with { Process = longer }), history);
        });

    [Fact]
    public void A_yes_of_nobody_opens_no_gate() =>
        ForEach(p => p, (product, history, random) =>
        {
            var said = new RandomHistories(random).Next(history.Process, most: 1).Rows.FirstOrDefault() ?? Passed(history.Process.Doors[0].Name, "anna");
            var nobodys = said with { Said = Any([.. Yes], random), Proof = random.Next(2) == 0 ? Proof.Nobody : Proof.CannotTell };

            OpensNothing(Open(product, history), Open(product, history with { Rows = history.Rows.Insert(random.Next(history.Rows.Length + 1), nobodys) }), history);
        });

    [Fact]
    public void A_yes_of_somebody_without_a_role_opens_no_gate() =>
        ForEach(Together, (product, history, random) =>
        {
            var passed = Passed(Any(history.Process.Doors, random).Name, "zoe") with { Said = Any([.. Yes], random), Roles = [] };

            OpensNothing(Open(product, history), Open(product, history with { Rows = history.Rows.Insert(random.Next(history.Rows.Length + 1), passed) }), history);
            OpensNothing(Open(product, history), Open(product, history with { Reviews = history.Reviews.Add(passed) }), history);
        });

    [Fact]
    public void Nothing_opens_behind_a_gate_that_is_undecided() =>
        ForEach(Together, (product, history, _) =>
        {
            var delivery = product.Case(history);
            foreach (var gate in delivery.Lifecycle.Gates.Where(g => !delivery.Decisions.IsSettled(g.Name) && delivery.Judge(g) is GateVerdict.Undecided))
                delivery.Lifecycle.Gates.SkipWhile(g => g != gate).ShouldAllBe(later => !delivery.Judge(later).LetsPass);
        });

    [Fact]
    public void The_order_of_different_peoples_words_does_not_matter() =>
        ForEach(p => p, (product, history, random) =>
        {
            var gate = history.Process.Doors[0];
            var words = new RandomHistories(random).Next(history.Process).Rows.Concat(history.Rows)
                .Where(r => r.Proof == Proof.Given).Select(r => r with { About = gate.Name, Said = Said.Acknowledged }).DistinctBy(r => r.Person).ToArray();
            History Of(Happening[] said) => new(history.Process, [.. said[(said.Length / 2)..], .. words.Take(1).Select(w => w with { Said = Said.Passed })], [.. said[..(said.Length / 2)]], history.LastsDays);
            var rest = words.Skip(1).ToArray();
            var (rows, reviews) = (rest[(rest.Length / 2)..], rest[..(rest.Length / 2)]);

            var one = Verdicts(product, Of([.. reviews, .. rows]));
            random.Shuffle(rows);
            random.Shuffle(reviews);
            Verdicts(product, Of([.. reviews, .. rows])).ShouldBe(one);
        });

    private static void ForEach(Func<Process, Process> change, Action<Product, History, Random> check)
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var process = change(new RandomProcesses(random).Next());
            var product = new Product(process);
            for (var i = 0; i < 20; i++)
                check(product, new RandomHistories(random).Next(process), random);
        }
    }

    /// <summary>
    /// Without separation of duties, which is there to keep people out by what they said elsewhere, and without stages that
    /// overtake others.
    /// </summary>
    private static Process Together(Process process) =>
        process with { Phases = [.. process.Phases.Select(p => p with { MayOvertake = null, Doors = [.. p.Doors.Select(d => d with { SeparateFrom = null })] })] };

    /// <summary>A stand-in is let in where others are shut out.</summary>
    private static Process WithoutStandIns(Process process) =>
        process with { Phases = [.. process.Phases.Select(p => p with { Doors = [.. p.Doors.Select(d => d with { Needs = WithoutStandIns(d.Needs) })] })] };

    private static Needs WithoutStandIns(Needs needs) => needs switch
    {
        Needs.Of of => of with { StandIn = null },
        Needs.All all => new Needs.All([.. all.Parts.Select(WithoutStandIns)]),
        Needs.Any any => new Needs.Any([.. any.Parts.Select(WithoutStandIns)]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Process With(Process process, Random random, Func<Door, Door> change)
    {
        var changed = Any(process.Doors, random);
        return process with { Phases = [.. process.Phases.Select(p => p with { Doors = [.. p.Doors.Select(d => d == changed ? change(d) : d)] })] };
    }

    /// <summary>The gates that the delivery is past, with all before them, and those that let it pass now.</summary>
    private static ImmutableArray<string> Open(Product product, History history)
    {
        var delivery = product.Case(history);
        var past = delivery.Lifecycle.Gates.TakeWhile(g => delivery.Decisions.IsSettled(g.Name)).Select(g => g.Name).ToList();
        return [.. past, .. delivery.Lifecycle.Gates.Where(g => !delivery.Decisions.IsSettled(g.Name) && delivery.Judge(g).LetsPass).Select(g => g.Name)];
    }

    private static List<Answer?> Verdicts(Product product, History history)
    {
        var delivery = product.Case(history);
        return [.. delivery.Lifecycle.Gates.Select(g => delivery.Decisions.IsSettled(g.Name) ? null : (Answer?)Product.AnswerOf(delivery.Judge(g)))];
    }

    private static void OpensNothing(ImmutableArray<string> before, ImmutableArray<string> after, History history)
    {
        if (after.Except(before).ToList() is { Count: > 0 } opened)
            Assert.Fail($"opened: {string.Join(", ", opened)}\n{history}");
    }

    private static Happening Passed(string gate, string person) =>
        new(gate, Said.Passed, Proof.Given, person, ClientDelivery.Process.RolesOf(person), History.Version, 1, [], Attests: false, HasReason: true);

    private static T Any<T>(ImmutableArray<T> of, Random random) => of[random.Next(of.Length)];
}
