using System.Text;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Tests.Commands;
using DeliveryAsCode.Cli.Tests.Infra;
using Xunit.Abstractions;

namespace DeliveryAsCode.Cli.Tests.Running.Injection;

/// <summary>Whatever a step prints, the host around the program obeys none of it.</summary>
public class HostLogTests(ITestOutputHelper output)
{
    private const int InProcess = 20_000;
    private const int InTheProgram = 60;

    private static readonly string[] Crafted =
    [
        "::set-output name=decision::continue", "::add-mask::a", "::set-env name=PATH::/evil", "::add-path::/evil", "::save-state name=a::b", "::error file=a::b",
        "::stop-commands::token", "::group::a", "::endgroup::", "::add-matcher::a.json", "::echo::on", "   \t::add-mask::a", "\u00A0\u3000::add-mask::a", "\u200B::add-mask::a",
        "\uFEFF::add-mask::a", "text\r::add-mask::a", "text\u0085::add-mask::a", "text\u2028::add-mask::a", "text\v::add-mask::a", "text\f::add-mask::a", ":\u200B:add-mask::a",
        "\u001B[31m::add-mask::a", ":\u001B[0m:add-mask::a", "text ##[set-output name=a]b", "##[command]x", "##[section]x", "#\u200B#[add-mask]a", "#\u001B[0m#[add-mask]a",
        "text ##vso[task.setvariable variable=PATH]/evil", "##VSO[task.setvariable variable=a;issecret=true]b", "##v\u017Fo[task.complete result=Succeeded]", "##\u00ADvso[task.setvariable variable=a]b",
        "##vso[task.prependpath]/evil", "##v\u001B[0mso[task.setsecret]a", "#\u2060#vso[task.logissue type=error]a", "\uFF03\uFF03vso\uFF3Btask.setvariable variable=a\uFF3Db",
    ];

    private static readonly string[] Pieces =
    [
        .. Crafted, "::", ":", "##", "#", "##[", "##vso[", "vso", "v", "so[", "[", "]", "name", "task.setvariable variable=a", "%0A", "| ", "> ", "***", "swordfish-9", "|", "```", "\n", "\n", "\n", "\r", "\u2028",
        "\u200D", "\uFE0F", "\u034F", "\u001B[0m", "\u001B[2K", "\u001B]8;;x\a", "\u009B", "\0", "\b", "🔑", " ", "\t", "</details>", "<!--", "a",
    ];

    public static TheoryData<string> Commands => [.. Crafted];

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_parsers_of_this_test_obey_what_is_printed_as_it_is(string line) => HostLog.Read($"before\n{line}\nafter").Commands.ShouldNotBeEmpty();

    [Fact]
    public void They_set_what_the_hosts_would_set()
    {
        var log = HostLog.Read("::set-output name=a::1\n##vso[task.setvariable variable=b;issecret=true]2\n::stop-commands::t\n::add-mask::3\n::t::\n::add-mask::4\n");

        log.Outputs.ShouldBe(["name=a"]);
        log.Variables.ShouldBe(["variable=b;issecret=true"]);
        log.Masks.ShouldBe(["2", "4"]);
    }

    [Fact]
    public void Nothing_that_a_step_prints_is_a_command_wherever_its_output_is_cut()
    {
        var random = new Random(11);
        var mask = SecretMask.Of(["swordfish-9"]);
        var raw = 0;
        for (var i = 0; i < InProcess; i++)
        {
            var text = Hostile(random);
            raw += HostLog.Read(text).Commands.Count;
            var shown = new StringBuilder();
            using var step = new StepOutput(mask, line => shown.Append("      ").Append(line).Append('\n'));
            var channel = step.Open();
            foreach (var piece in Cuts(Encoding.UTF8.GetBytes(text), random))
                channel.Write(piece);
            channel.End();

            HostLog.Read(shown.ToString()).Commands.ShouldBeEmpty(Show(text));
            HostLog.Read(step.Tail).Commands.ShouldBeEmpty(Show(text));
        }

        output.WriteLine($"{InProcess} outputs that hold {raw} commands as they are");
        raw.ShouldBeGreaterThan(InProcess);
    }

    [Fact]
    public void Nor_is_anything_in_what_the_program_prints_and_writes()
    {
        var random = new Random(12);
        using var repository = Acme.Repository();
        var raw = 0;
        for (var i = 0; i < InTheProgram; i++)
        {
            var text = i < Crafted.Length ? Crafted[i] : Hostile(random);
            raw += HostLog.Read(text).Commands.Count;
            repository.Write($"ops/{i}", text);
        }

        raw.ShouldBeGreaterThan(InTheProgram / 2);
        var steps = Enumerable.Range(0, InTheProgram).Select(i => $"### Step {i}\n\n```bash log=tail continue-on-error\ncat ops/{i}; echo; cat ops/{i} >&2; exit {i % 3}\n```\n\n```bash undo\ntrue\n```\n");
        repository.Write(Acme.RunbookPath, $"---\nenvironment: none\n---\n# Deployment plan: one\n\n## Application\n\n{string.Join('\n', steps)}").Commit();
        var delivery = Delivery.In(repository).With("GITHUB_ACTIONS", "true").With("TF_BUILD", "True");

        var run = delivery.Run("run", "acme-support-bot", "--yes").ExitsWith(0);
        Obeyed(run);
        Obeyed(delivery.Run("log", "render", repository.Journal()).ExitsWith(0).Prints("## Output"));
        Obeyed(delivery.Run("log", "verify", repository.Journal()));
        HostLog.Read(repository.Read(repository.Journal())).Commands.ShouldBeEmpty();
        HostLog.Read(repository.Read(Path.ChangeExtension(repository.Journal(), "md"))).Commands.ShouldBeEmpty();
        Obeyed(delivery.Run("run", "acme-support-bot", "--yes", "--again", "--reason", "once ##vso[task.setvariable variable=a]b\n::add-mask::a", "--json").ExitsWith(0));
        foreach (var journal in Directory.EnumerateFiles(Path.Combine(repository.Path, Acme.Folder, "executions"), "*.jsonl"))
            Obeyed(delivery.Run("log", "render", journal).ExitsWith(0));
        output.WriteLine($"{InTheProgram} steps, whose outputs hold {raw} commands as they are");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Nor_what_a_person_writes_as_a_reason(string reason)
    {
        var json = new StringWriter();
        RunReport.WriteJson(json, RunResult.Refused(reason), null, "/");

        HostLog.Read($"  ! deviation: {Visible.Of(reason)}").Commands.ShouldBeEmpty();
        HostLog.Read(json.ToString()).Commands.ShouldBeEmpty();
    }

    private static void Obeyed(Outcome outcome)
    {
        HostLog.Read(outcome.Output).Commands.ShouldBeEmpty(outcome.CommandLine);
        HostLog.Read(outcome.Error).Commands.ShouldBeEmpty(outcome.CommandLine);
    }

    private static string Hostile(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static IEnumerable<byte[]> Cuts(byte[] bytes, Random random)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var length = Math.Min(random.Next(1, 24), bytes.Length - at);
            yield return bytes[at..(at + length)];
            at += length;
        }
    }

    private static string Show(string text) => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:X4}"));
}
