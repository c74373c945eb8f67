using System.Globalization;
using DeliveryAsCode.Benchmarks;

// How long does `delivery check` take, and how much memory, beside GitHub's own parser on the same files?
//
//   dotnet run --configuration Release --project tests/benchmarks [-- RECORDS...]
//
// Whole processes are measured, start-up included: that is what a step of a workflow waits for. The two programs take
// turns, so that a machine that grows slower or faster meanwhile does so for both; medians are shown.

int[] sizes = args.Length == 0 ? [1, 100, 1_000, 10_000] : [.. args.Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
Console.Out.Write(ComparisonTable.Heading);
foreach (var records in sizes)
{
    var folder = Directory.CreateTempSubdirectory("delivery-benchmark-");
    try
    {
        var repository = GeneratedRepository.Create(folder.FullName, records);
        var comparison = Comparison.Of(repository, rounds: records >= 10_000 ? 3 : 7);
        Console.Out.Write(ComparisonTable.Rows(repository, comparison));
    }
    finally
    {
        folder.Delete(recursive: true);
    }
}
