using System.Collections.Immutable;
using System.Text;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using Xunit.Abstractions;
using static DeliveryAsCode.Tests.Execution.ARunbook;

namespace DeliveryAsCode.Cli.Tests.Running.Injection;

/// <summary>5,000 hostile values, through every field that reaches a step: each arrives byte for byte, and none is executed.</summary>
public class HostileValueTests(ITestOutputHelper output)
{
    private const int Plain = 3800;
    private const int Secret = 100;
    private const int Outputs = 200;
    private const int Parts = 200;
    private const int Runs = 20;
    private const int Folders = 100;
    private const int Scripts = 200;
    private const int Requests = 100;
    private const int ValuesOfRun = 5;
    private const int ValuesOfRequest = 3;

    [Fact]
    public void There_are_five_thousand() =>
        (Plain + Secret + Outputs + Parts + (Runs * ValuesOfRun) + Folders + Scripts + (Requests * ValuesOfRequest)).ShouldBeGreaterThanOrEqualTo(5000);

    [Fact]
    public async Task Values_of_the_environment_arrive() => await Arrive(Named(HostileValues.Of(1, Plain)), perStep: 200, (r, values) => r with { Plain = values });

    [Fact]
    public async Task Secrets_arrive()
    {
        var secrets = HostileValues.Of(2, Secret * 2).Where(v => v.Length >= SecretMask.ShortestSecret).Take(Secret).Chunk(10);
        foreach (var some in secrets)
            await Arrive(Named(some), perStep: 10, (r, values) => r with { Secrets = values });
    }

    [Fact]
    public async Task Outputs_of_steps_arrive_at_later_ones()
    {
        using var folder = new RunFolder();
        var values = HostileValues.OnOneLine(3, Outputs).ToArray();
        for (var i = 0; i < values.Length; i++)
            File.WriteAllText(folder.PathOf($"given-{i}"), $"first\n{values[i]}\n\n");
        var give = values.Select((_, i) => Step($"give-{i}", Bash($"echo to nobody >&2; cat given-{i}", o => o with { Output = $"V{i}" }))).ToArray();
        var take = Step("take", Bash(Write("seen", Enumerable.Range(0, values.Length).Select(i => $"V{i}"))));

        var result = await folder.Run(Phase(PhaseKind.Execution, [.. give, take]));

        Succeeded(folder, result);
        Seen(folder, "seen").ShouldBe(values);
        Journal.Read(folder.JournalBytes(result)).Entries.Select(e => e.Event).OfType<ActionEnded>().Select(e => e.Result.Output).OfType<string>().ShouldBe(values);
        Count("outputs", values.Length);
    }

    [Fact]
    public async Task Parts_of_strategies_arrive()
    {
        using var folder = new RunFolder();
        var values = HostileValues.Of(4, Parts).ToArray();
        var steps = values.Select((v, i) => Step($"part-{i}", Bash(Write("seen", ["DELIVERY_BATCH"]), o => o with { Given = new StrategyText("DELIVERY_BATCH", v) })));

        Succeeded(folder, await folder.Run(Phase(PhaseKind.Execution, [.. steps])));

        Seen(folder, "seen").ShouldBe(values);
        Count("parts", values.Length);
    }

    [Fact]
    public async Task What_a_run_is_called_arrives_and_a_reason_stands_in_the_journal_as_it_was_said()
    {
        string[] names = ["DELIVERY_ID", "DELIVERY_COMMIT", "DELIVERY_ARTIFACT", "DELIVERY_ENVIRONMENT"];
        foreach (var values in HostileValues.Of(5, Runs * ValuesOfRun).Chunk(ValuesOfRun))
        {
            using var folder = new RunFolder();
            var step = Step(values[4], Bash(Write("seen", names))) with { Title = values[3] };
            var runbook = Of(Phase(PhaseKind.Execution, step)) with { Title = values[2], Environment = values[3], Release = new Release(values[1], values[2]) };
            var request = folder.Request(runbook) with { Delivery = values[0] };
            Succeeded(folder, await folder.Run(request));

            var again = await folder.Run(request with { IsAgain = true, Reason = values[4] });

            Succeeded(folder, again);
            Seen(folder, "seen").Take(names.Length).ShouldBe(values[..4]);
            var entries = Journal.Read(folder.JournalBytes(again)).Entries;
            entries[0].Event.ShouldBeOfType<ExecutionStarted>().Reason.ShouldBe(values[4]);
        }

        Count("names and reasons of runs", Runs * ValuesOfRun);
    }

    [Fact]
    public async Task A_step_runs_in_a_folder_of_any_name()
    {
        using var folder = new RunFolder();
        var names = HostileValues.Of(6, Folders * 3, longest: 10).Select(v => v.Replace("/", "", StringComparison.Ordinal).Trim())
            .Where(v => v.Length > 0 && v.Any(c => c != '.') && Encoding.UTF8.GetByteCount(v) <= 255).Distinct().Take(Folders).ToArray();
        foreach (var name in names)
            Directory.CreateDirectory(folder.PathOf(name));
        var steps = names.Select((name, i) => Step($"in-{i}", Bash("printf '%s\\0' \"${PWD##*/}\" >> ../seen", o => o with { WorkingDirectory = name })));

        Succeeded(folder, await folder.Run(Phase(PhaseKind.Execution, [.. steps])));

        Seen(folder, "seen").ShouldBe(names);
        Count("folders", names.Length);
    }

    [Fact]
    public async Task A_script_is_in_its_file_byte_for_byte()
    {
        using var folder = new RunFolder();
        var sources = HostileValues.Of(7, Scripts).Select((v, i) => (Text: $"cp \"$0\" script-{i}\nexit\n{v}\udcff\udce9", Bytes: (byte[])[.. Encoding.UTF8.GetBytes($"cp \"$0\" script-{i}\nexit\n{v}"), 0xFF, 0xE9])).ToArray();

        Succeeded(folder, await folder.Run(Phase(PhaseKind.Execution, [.. sources.Select((s, i) => Step($"script-{i}", Bash(s.Text)))])));

        for (var i = 0; i < sources.Length; i++)
            File.ReadAllBytes(folder.PathOf($"script-{i}")).ShouldBe(sources[i].Bytes);
        Count("scripts", sources.Length);
    }

    [Fact]
    public async Task A_request_is_sent_as_it_is_written()
    {
        var bodies = new List<byte[]>();
        var (queries, headers) = (new List<string>(), new List<string>());
        using var server = WebServer.Start(request =>
        {
            using var body = new MemoryStream();
            request.InputStream.CopyTo(body);
            bodies.Add(body.ToArray());
            queries.Add(request.RawUrl!.Split("?q=")[1]);
            headers.Add(request.Headers["X-Value"]!);
            return (200, "");
        });
        using var folder = new RunFolder();
        var values = HostileValues.Of(8, Requests).ToArray();
        var ascii = values.Select(v => string.Concat(v.Where(c => c is > ' ' and <= '~')) + ".").ToArray();
        var steps = values.Select((v, i) => Step($"call-{i}", new HttpAction(
            "POST", new Uri(server.Url($"/?q={Uri.EscapeDataString(v)}")), [new("X-Value", ascii[i])], v + "\udc80", 200, null, Options, Here)));

        Succeeded(folder, await folder.Run(Phase(PhaseKind.Execution, [.. steps])));

        bodies.ShouldBe(values.Select(v => (byte[])[.. Encoding.UTF8.GetBytes(v), 0x80]));
        queries.Select(Uri.UnescapeDataString).ShouldBe(values);
        headers.ShouldBe(ascii);
        Count("requests, three values each", Requests * ValuesOfRequest);
    }

    /// <summary>Shell builtins only: one process for many values, and none that reads a value as an option.</summary>
    private static string Write(string file, IEnumerable<string> names) => $"printf '%s\\0' {string.Join(' ', names.Select(n => $"\"${n}\""))} >> {file}\n";

    private async Task Arrive(ImmutableDictionary<string, string> values, int perStep, Func<RunRequest, ImmutableDictionary<string, string>, RunRequest> with)
    {
        using var folder = new RunFolder();
        var names = values.Keys.Order(StringComparer.Ordinal).ToImmutableArray();
        var steps = names.Chunk(perStep).Select((some, i) => Step($"step-{i}", Bash(Write("seen", some), o => o with { Env = [.. some] })));
        var runbook = Of(Phase(PhaseKind.Execution, [.. steps])) with { Environment = "acme-production", Env = names };

        Succeeded(folder, await folder.Run(with(folder.Request(runbook), values)));

        Seen(folder, "seen").ShouldBe(names.Select(n => values[n]));
        Count("variables", names.Length);
    }

    private static ImmutableDictionary<string, string> Named(IEnumerable<string> values) =>
        values.Select((v, i) => (Name: $"V{i:0000}", Value: v)).ToImmutableDictionary(v => v.Name, v => v.Value);

    /// <summary>Read as bytes that are UTF-8, or the test fails.</summary>
    private static string[] Seen(RunFolder folder, string file) =>
        new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(folder.PathOf(file))).Split('\0')[..^1];

    private static void Succeeded(RunFolder folder, RunResult result)
    {
        result.Conclusion.ShouldBe(RunConclusion.Succeeded, $"{result.Reason} {string.Join("; ", result.Diagnostics.Select(d => d.Message))}");
        Directory.EnumerateFiles(folder.Root, HostileValues.Canary, SearchOption.AllDirectories).ShouldBeEmpty();
    }

    private void Count(string what, int count) => output.WriteLine($"{count} hostile {what}");
}
