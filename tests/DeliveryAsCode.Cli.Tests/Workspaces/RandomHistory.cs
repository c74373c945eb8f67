using System.Diagnostics;
using System.Globalization;
using System.Text;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Workspaces;

/// <summary>A graph of commits at random: branches, merges of up to three lines that keep, mix or invent content, and new roots.</summary>
internal static class RandomHistory
{
    /// <summary>The last commit merges all loose ends, so that every commit is part of the history.</summary>
    public static void Import(DeliveryRepository repository, Random random, int commits)
    {
        var stream = new StringBuilder();
        var ends = new HashSet<int>();
        for (var mark = 1; mark <= commits; mark++)
        {
            var parents = mark == commits ? [.. ends] : Parents(random, mark);
            ends.ExceptWith(parents);
            ends.Add(mark);
            Append(stream, random, mark, parents);
        }

        FastImport(repository.Path, stream.ToString());
        repository.Git("reset", "--quiet", "--hard", "refs/heads/imported");
    }

    private static int[] Parents(Random random, int mark) =>
        mark == 1 || random.Next(30) == 0
            ? []
            : [.. Enumerable.Range(0, random.Next(5) switch { 0 => 3, 1 => 2, _ => 1 }).Select(_ => random.Next(Math.Max(1, mark - 6), mark)).Distinct()];

    private static void Append(StringBuilder stream, Random random, int mark, int[] parents)
    {
        stream.Append(CultureInfo.InvariantCulture, $"reset refs/heads/imported\n\ncommit refs/heads/imported\nmark :{mark}\ncommitter c <c@d> {mark} +0000\ndata 1\nm\n");
        for (var i = 0; i < parents.Length; i++)
            stream.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "from" : "merge")} :{parents[i]}\n");

        foreach (var path in new[] { "d/a", "d/b", "other" })
        {
            stream.Append(random.Next(6) switch
            {
                0 => $"D {path}\n",
                1 or 2 => $"M 100644 inline {path}\ndata 1\n{random.Next(4)}\n",
                _ => "",
            });
        }

        stream.Append('\n');
    }

    private static void FastImport(string folder, string stream)
    {
        var git = Process.Start(new ProcessStartInfo("git", ["fast-import", "--quiet"]) { WorkingDirectory = folder, RedirectStandardInput = true })!;
        git.StandardInput.Write(stream);
        git.StandardInput.Close();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0);
    }
}
