using System.Diagnostics;
using System.Globalization;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Benchmarks;

/// <summary>A repository with a runbook that does nothing, and beside it a loop in bash that does the same.</summary>
internal sealed record GeneratedRunbook(string Folder)
{
    private const string Execution = "2026-03-04T21-05Z-1";

    public string Journal => Path.Combine(Folder, "executions", Execution + ".jsonl");

    /// <summary>Steps that are each a script of one line.</summary>
    public static GeneratedRunbook OfSteps(string folder, int steps)
    {
        var runbook = Create(folder, string.Concat(Enumerable.Range(1, steps).Select(n => $"### Step {n}\n\n```bash\n:\n```\n\n")));
        var scripts = Directory.CreateDirectory(Path.Combine(folder, "steps")).FullName;
        foreach (var number in Enumerable.Range(1, steps))
            File.WriteAllText(Path.Combine(scripts, string.Create(CultureInfo.InvariantCulture, $"{number:00000}.bash")), ":\n");
        return runbook;
    }

    /// <summary>An execution that was left in the middle of a watch, with so many entries in its journal.</summary>
    public static GeneratedRunbook OfEntries(string folder, int entries)
    {
        var time = TimeSpan.FromSeconds(entries);
        var runbook = Create(folder, $$"""
            ### Step 1

            ```bash
            :
            ```

            ## Monitoring

            ### Watch

            ```yaml watch
            for: {{entries}}s
            every: 2s
            metrics:
              - {name: error rate, command: "echo 0.002", fail-when: "> 0.01", min-samples: 5, no-data: inconclusive}
              - {name: latency, command: "echo 120", fail-when: "> 800", min-samples: 5, no-data: inconclusive}
            ```

            """);
        runbook.WriteJournal(entries, DateTimeOffset.UtcNow - time - TimeSpan.FromMinutes(1));
        return runbook;
    }

    public ProcessStartInfo Run => Command("dotnet", Path.Combine(AppContext.BaseDirectory, "delivery.dll"), "run", "runbook.md", "--yes");

    /// <summary>Each script as a step is started: bash, from a file, with the same options.</summary>
    public ProcessStartInfo Loop => Command("bash", "-c", "for script in steps/*; do bash --noprofile --norc -euo pipefail \"$script\" || exit; done");

    public ProcessStartInfo Sum => Command("sha256sum", Journal);

    /// <summary>As if nothing had been run yet.</summary>
    public void Forget()
    {
        foreach (var left in new[] { "executions", Path.Combine(".git", "delivery") }.Select(f => Path.Combine(Folder, f)).Where(Directory.Exists))
            Directory.Delete(left, recursive: true);
    }

    /// <summary>What has failed or waits is fast, and no measurement.</summary>
    public void EnsureSuccess()
    {
        var journal = Directory.GetFiles(Path.Combine(Folder, "executions"), "*.jsonl").Single();
        if (!File.ReadLines(journal).Last().Contains("\"conclusion\":\"succeeded\"", StringComparison.Ordinal))
            throw new InvalidOperationException($"the run did not succeed: {File.ReadLines(journal).Last()}");
    }

    private static GeneratedRunbook Create(string folder, string steps)
    {
        Process.Start(new ProcessStartInfo("git", ["init", "--quiet", folder]))!.WaitForExit();
        File.WriteAllText(Path.Combine(folder, "runbook.md"), $"---\nenvironment: none\nno-watch: it is measured\n---\n\n# Nothing\n\n## Application\n\n{steps}");
        return new GeneratedRunbook(folder);
    }

    private void WriteJournal(int entries, DateTimeOffset start)
    {
        var source = SourceText.From("runbook.md", File.ReadAllText(Path.Combine(Folder, "runbook.md")));
        var runbook = RunbookReader.Read(MarkdownDocument.Read(source).Value).Value;
        Directory.CreateDirectory(Path.GetDirectoryName(Journal)!);
        using var stream = File.Create(Journal);
        var head = JournalHead.Empty;
        foreach (var what in Events(runbook).Take(entries))
        {
            var (entry, line) = JournalFormat.Write(head, start + TimeSpan.FromSeconds(head.Count), "diego", what);
            stream.Write(line);
            head = JournalHead.After(entry);
        }
    }

    private static IEnumerable<JournalEvent> Events(Runbook runbook)
    {
        const string step = "application/step-1", watch = "monitoring/watch";
        yield return new ExecutionStarted(Execution, runbook.Path, runbook.Digest, runbook.Environment, null, null, null, null, "0.1.0", null, null);
        yield return new PhaseStarted("application");
        yield return new ActionStarted(ActionKind.Step, step, 1, "key");
        yield return new ActionEnded(ActionKind.Step, step, 1, new ActionResult(Outcome.Succeeded, TimeSpan.Zero, ExitCode: 0));
        yield return new PhaseEnded("application", Outcome.Succeeded);
        yield return new PhaseStarted("monitoring");
        yield return new WatchStarted(watch);
        while (true)
        {
            yield return new SampleTaken(watch, "error rate", 0.002, Verdict.Pass, null);
            yield return new SampleTaken(watch, "latency", 120, Verdict.Pass, null);
        }
    }

    /// <summary>What is printed is nobody's to wait for; the shell becomes the program.</summary>
    private ProcessStartInfo Command(params string[] command) =>
        new("/bin/sh", ["-c", "exec \"$@\" > /dev/null 2>&1", "sh", .. command]) { WorkingDirectory = Folder };
}
