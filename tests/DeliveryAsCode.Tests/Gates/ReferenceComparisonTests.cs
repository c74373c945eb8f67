using DeliveryAsCode.Tests.Gates.Reference;

namespace DeliveryAsCode.Tests.Gates;

/// <summary>The product against an evaluator that was written from the design alone: 100,000 random histories in all.</summary>
public class ReferenceComparisonTests
{
    [Fact]
    public void Histories_of_client_deliveries_are_judged_as_the_design_says() =>
        Compare(20, 1_250, _ => ClientDelivery.Process, process => new Product(process, ClientDelivery.Words));

    [Fact]
    public void Histories_of_any_lifecycle_are_judged_as_the_design_says() =>
        Compare(300, 250, random => new RandomProcesses(random).Next(), process => new Product(process));

    private static void Compare(int processes, int histories, Func<Random, Process> next, Func<Process, Product> make)
    {
        var seen = new int[4];
        Parallel.For(0, processes, seed =>
        {
            var random = new Random(seed);
            var process = next(random);
            var product = make(process);
            for (var i = 0; i < histories; i++)
                Compare(product, new RandomHistories(random).Next(process), seen);
        });

        // Histories that never come far would agree about nothing.
        seen.ShouldAllBe(count => count > processes * histories / 25);
    }

    private static void Compare(Product product, History history, int[] seen)
    {
        var expected = Expected(history);
        foreach (var (_, answer) in expected)
            Interlocked.Increment(ref seen[answer is { } open ? (int)open : 3]);
        if (Actual(product, history).SequenceEqual(expected))
            return;

        var shrunk = history.Shrink(smaller => !Actual(product, smaller).SequenceEqual(Expected(smaller)));
        Assert.Fail($"By the design: {Show(Expected(shrunk))}\nBy the product: {Show(Actual(product, shrunk))}\n{shrunk}");
    }

    /// <summary>Each gate with its verdict; null where it is settled.</summary>
    private static List<(string Gate, Answer? Answer)> Expected(History history)
    {
        var reference = new ReferenceEvaluator(history);
        return [.. history.Process.Doors.Select(d => (d.Name, reference.IsSettled(d) ? null : (Answer?)reference.Judge(d)))];
    }

    private static List<(string Gate, Answer? Answer)> Actual(Product product, History history)
    {
        var delivery = product.Case(history);
        return [.. delivery.Lifecycle.Gates.Select(g => (g.Name, delivery.Decisions.IsSettled(g.Name) ? null : (Answer?)Product.AnswerOf(delivery.Judge(g))))];
    }

    private static string Show(List<(string Gate, Answer? Answer)> answers) => string.Join(", ", answers.Select(a => $"{a.Gate} {a.Answer?.ToString() ?? "settled"}"));
}
