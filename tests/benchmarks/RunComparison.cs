using System.Diagnostics;
using System.Globalization;

namespace DeliveryAsCode.Benchmarks;

/// <summary>What a run costs beside the least that could do it, in turns; medians, as Markdown.</summary>
internal static class RunComparison
{
    public const string StepHeading = """
        | steps | program | wall s | CPU s | wall ms a step | peak MB |
        |------:|---------|-------:|------:|---------------:|--------:|

        """;

    public const string ResumeHeading = """
        | entries | program | wall s | CPU s | peak MB |
        |--------:|---------|-------:|------:|--------:|

        """;

    /// <summary>A runbook of steps that do nothing, beside a loop in bash over the same scripts.</summary>
    public static string OfSteps(GeneratedRunbook runbook, int steps, int rounds)
    {
        var (run, loop) = InTurns(() => Fresh(runbook), runbook.Loop, rounds);
        runbook.EnsureSuccess();
        runbook.Forget();
        return string.Create(CultureInfo.InvariantCulture, $"""
            | {steps:N0} | delivery run | {Step(run, steps)} | {Measurement.PeakMegabytes(runbook.Run):0} |
            | | bash loop | {Step(loop, steps)} | - |
            | | ratio | {run.WallSeconds / loop.WallSeconds:0.0} | {run.CpuSeconds / loop.CpuSeconds:0.0} | {1000 * (run.WallSeconds - loop.WallSeconds) / steps:0.00} more | |

            """);
    }

    /// <summary>To continue an execution with a long journal, beside reading the journal once.</summary>
    public static string OfResume(GeneratedRunbook runbook, int entries, int rounds)
    {
        var journal = File.ReadAllBytes(runbook.Journal);
        ProcessStartInfo Left()
        {
            runbook.Forget();
            Directory.CreateDirectory(Path.GetDirectoryName(runbook.Journal)!);
            File.WriteAllBytes(runbook.Journal, journal);
            return runbook.Run;
        }

        var (run, sum) = InTurns(Left, runbook.Sum, rounds);
        runbook.EnsureSuccess();
        return string.Create(CultureInfo.InvariantCulture, $"""
            | {entries:N0} ({journal.Length / 1e6:0.0} MB) | delivery run | {run.WallSeconds:0.000} | {run.CpuSeconds:0.000} | {Measurement.PeakMegabytes(Left()):0} |
            | | sha256sum | {sum.WallSeconds:0.000} | {sum.CpuSeconds:0.000} | - |

            """);
    }

    private static ProcessStartInfo Fresh(GeneratedRunbook runbook)
    {
        runbook.Forget();
        return runbook.Run;
    }

    private static (Measurement One, Measurement Other) InTurns(Func<ProcessStartInfo> one, ProcessStartInfo other, int rounds)
    {
        Measurement.Of(one());
        Measurement.Of(other);
        var turns = Enumerable.Range(0, rounds).Select(_ => (One: Measurement.Of(one()), Other: Measurement.Of(other))).ToArray();
        return (Measurement.Median([.. turns.Select(t => t.One)]), Measurement.Median([.. turns.Select(t => t.Other)]));
    }

    private static string Step(Measurement cost, int steps) =>
        string.Create(CultureInfo.InvariantCulture, $"{cost.WallSeconds:0.000} | {cost.CpuSeconds:0.000} | {1000 * cost.WallSeconds / steps:0.00}");
}
