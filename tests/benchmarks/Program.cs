using System.Globalization;
using DeliveryAsCode.Benchmarks;

// How long does `delivery` take, and how much memory, beside the least that could do it on the same files?
//
//   dotnet run --configuration Release --project tests/benchmarks [-- check RECORDS...]    beside GitHub's own parser
//   dotnet run --configuration Release --project tests/benchmarks -- run STEPS...          beside a loop in bash
//   dotnet run --configuration Release --project tests/benchmarks -- resume ENTRIES...     beside reading the journal once
//
// Whole processes are measured, start-up included: that is what a step of a workflow waits for. The two programs take
// turns, so that a machine that grows slower or faster meanwhile does so for both; medians are shown.

var what = args is [var named, ..] && !int.TryParse(named, out _) ? named : "check";
int[] sizes = [.. args.SkipWhile(a => a == what).Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
switch (what)
{
    case "check":
        Print(ComparisonTable.Heading, sizes, [1, 100, 1_000, 10_000], (folder, records) =>
        {
            var repository = GeneratedRepository.Create(folder, records);
            return ComparisonTable.Rows(repository, Comparison.Of(repository, rounds: records >= 10_000 ? 3 : 7));
        });
        break;
    case "run":
        Print(RunComparison.StepHeading, sizes, [1, 100, 1_000], (folder, steps) => RunComparison.OfSteps(GeneratedRunbook.OfSteps(folder, steps), steps, rounds: steps >= 1_000 ? 3 : 5));
        break;
    case "resume":
        Print(RunComparison.ResumeHeading, sizes, [1_000, 100_000], (folder, entries) => RunComparison.OfResume(GeneratedRunbook.OfEntries(folder, entries), entries, rounds: 5));
        break;
    default:
        throw new ArgumentException($"\"{what}\" is not measured: write check, run or resume, and how many");
}

static void Print(string heading, int[] sizes, int[] usual, Func<string, int, string> rowsOf)
{
    Console.Out.Write(heading);
    foreach (var size in sizes.Length == 0 ? usual : sizes)
    {
        var folder = Directory.CreateTempSubdirectory("delivery-benchmark-");
        try
        {
            Console.Out.Write(rowsOf(folder.FullName, size));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
