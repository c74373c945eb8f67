using System.Text;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>Whatever stands in a file, a command ends in good order, says where, and writes nothing.</summary>
public class BadInputTests
{
    private const string Bomb = "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c, *c, *c, *c]\n";

    private const string Check = "check";
    private const string Status = "status acme-support-bot";
    private const string Set = "set acme-support-bot field:Scope New";
    private const string Run = "run acme-support-bot --yes";

    [Theory]
    [InlineData("missing", "check deliveries/nothing/record.md", 2, "DAC0140|deliveries/nothing/record.md:1:1")]
    [InlineData("missing", "status nothing", 2, "there is no delivery \"nothing\"")]
    [InlineData("missing", "set nothing field:Scope New", 2, "there is no delivery \"nothing\"")]
    [InlineData("missing", "run deliveries/acme-support-bot/nothing.md --yes", 2, "deliveries/acme-support-bot/nothing.md:1:1")]
    [InlineData("directory", "run deliveries/acme-support-bot/ops.md --yes", 2, "deliveries/acme-support-bot/ops.md:1:1|this is a folder")]
    [InlineData("huge", Check, 1, "DAC0101|record.md:1:1|104,857,600 bytes")]
    [InlineData("huge", Status, 2, "DAC0101|record.md:1:1")]
    [InlineData("huge", Set, 2, "record.md:1:1|104,857,600 bytes")]
    [InlineData("huge plan", Check, 1, "DAC0101|runbook.md:1:1")]
    [InlineData("huge plan", Run, 2, "runbook.md:1:1")]
    [InlineData("huge rules", Check, 1, "DAC0101|delivery.yml:1:1")]
    [InlineData("huge rules", Status, 2, "delivery.yml:1:1")]
    [InlineData("binary", Check, 1, "DAC0103|record.md:1:5")]
    [InlineData("binary", Status, 2, "DAC0103|record.md:1:5")]
    [InlineData("binary plan", Check, 1, "DAC0103|runbook.md:1:5")]
    [InlineData("binary plan", Run, 2, "DAC0103|runbook.md:1:5")]
    [InlineData("binary rules", Check, 1, "delivery.yml:1:")]
    [InlineData("binary rules", Status, 2, "delivery.yml:1:")]
    [InlineData("brackets", Check, 1, "DAC0102|record.md:1:")]
    [InlineData("brackets", Status, 2, "DAC0102|record.md:1:")]
    [InlineData("bracket lines", Check, 1, "DAC0201|record.md:1:1")]
    [InlineData("bracket lines", Status, 2, "DAC0201|record.md:1:1")]
    [InlineData("bracket lines", Set, 2, "DAC0201|record.md:1:1")]
    [InlineData("bracket rules", Check, 1, "DAC0126|delivery.yml:2:")]
    [InlineData("bracket rules", Status, 2, "delivery.yml:2:")]
    [InlineData("bracket plan", Check, 1, "runbook.md:2:")]
    [InlineData("bracket plan", Run, 2, "runbook.md:2:")]
    [InlineData("quotes", Check, 1, "DAC0104|record.md:1:")]
    [InlineData("quotes", Status, 2, "DAC0104|record.md:1:")]
    [InlineData("bomb rules", Check, 1, "DAC0128|delivery.yml:2:4")]
    [InlineData("bomb rules", Status, 2, "delivery.yml:2:")]
    [InlineData("bomb rules", Set, 2, "delivery.yml:2:")]
    [InlineData("bomb rules", Run, 2, "delivery.yml:2:")]
    [InlineData("bomb plan", Check, 1, "DAC0128|runbook.md:3:4")]
    [InlineData("bomb plan", Run, 2, "DAC0128|runbook.md:3:4|nothing was run")]
    [InlineData("broken front matter", Check, 1, "DAC0107|runbook.md:1:1")]
    [InlineData("broken front matter", Run, 2, "DAC0107|runbook.md:1:1|nothing was run")]
    [InlineData("broken yaml", Check, 1, "runbook.md:2:")]
    [InlineData("broken yaml", Run, 2, "runbook.md:2:|nothing was run")]
    [InlineData("conflict", Check, 1, "DAC0106|record.md:8:1")]
    [InlineData("conflict plan", Check, 1, "DAC0106|runbook.md:4:1")]
    [InlineData("conflict plan", Run, 2, "DAC0106|runbook.md:4:1|nothing was run")]
    [InlineData("conflict rules", Check, 1, "DAC0124|delivery.yml:1:1")]
    [InlineData("conflict rules", Set, 2, "delivery.yml:1:1")]
    [InlineData("no tables", Check, 1, "DAC0202|record.md:1:3|Milestones|Risk register|Escalations|Status updates sent")]
    [InlineData("no tables", Status, 0, "record.md:1:3")]
    [InlineData("no tables", "set acme-support-bot risk:+ A|B|C|D", 2, "DAC0220|record.md:1:3")]
    [InlineData("no tables", "set acme-support-bot milestone:Deployment:Status Done", 2, "DAC0220|record.md:1:3")]
    [InlineData("no smoke tests", Check, 0, "DAC0402|runbook.md:4:3")]
    [InlineData("no smoke tests gated", Check, 1, "DAC0415|runbook.md:2:14|needs a smoke test")]
    [InlineData("no smoke tests gated", Run, 2, "DAC0415|runbook.md:2:14|nothing was run")]
    [InlineData("unknown attribute", Check, 1, "DAC0403|runbook.md:10:13|did you mean \"timeout\"?")]
    [InlineData("unknown attribute", Run, 2, "DAC0403|runbook.md:10:13|nothing was run")]
    [InlineData("no runbook", Check, 1, "DAC0409|runbook.md:1:1")]
    [InlineData("no runbook", Run, 2, "DAC0409|runbook.md:1:1")]
    public void It_is_reported_at_its_place_and_nothing_is_written(string what, string command, int exitCode, string says)
    {
        using var repository = Acme.Repository();
        Prepare(repository, what);
        var before = repository.Tree();

        var outcome = Delivery.In(repository).Run(command.Split(' ')).ExitsWith(exitCode);

        foreach (var text in says.Split('|'))
            $"{outcome.Output}{outcome.Error}".ShouldContain(text, Case.Sensitive, outcome.ToString()[..Math.Min(outcome.ToString().Length, 3000)]);
        outcome.Error.ShouldNotContain("Unhandled");
        repository.Tree().ShouldBe(before);
    }

    private static void Prepare(DeliveryRepository repository, string what)
    {
        switch (what)
        {
            case "missing":
                break;
            case "directory":
                repository.Write($"{Acme.Folder}/ops.md/inside.txt", "");
                break;
            case "huge":
                Enlarge(repository, Acme.RecordPath);
                break;
            case "huge plan":
                Enlarge(repository, Acme.RunbookPath);
                break;
            case "huge rules":
                Enlarge(repository, "delivery.yml");
                break;
            default:
                var (path, content) = Content(what);
                repository.Write(path, content);
                break;
        }
    }

    private static void Enlarge(DeliveryRepository repository, string path)
    {
        using var file = File.OpenWrite(Path.Combine(repository.Path, path));
        file.SetLength(100 * 1024 * 1024);
    }

    private static (string Path, byte[] Content) Content(string what) => what switch
    {
        "binary" => (Acme.RecordPath, [0x7F, (byte)'E', (byte)'L', (byte)'F', 0, 1, 2, 0xFF]),
        "binary plan" => (Acme.RunbookPath, [0x7F, (byte)'E', (byte)'L', (byte)'F', 0, 1, 2, 0xFF]),
        "binary rules" => ("delivery.yml", [0x7F, (byte)'E', (byte)'L', (byte)'F', 0, 1, 2, 0xFF]),
        "brackets" => Text(Acme.RecordPath, new string('[', 1_000_000)),
        "bracket lines" => Text(Acme.RecordPath, string.Concat(Enumerable.Repeat(new string('[', 999) + "\n", 1001))),
        "bracket rules" => Text("delivery.yml", $"version: 1\nroles: {new string('[', 1000)}\n"),
        "bracket plan" => Text(Acme.RunbookPath, $"---\nenvironment: {new string('[', 1000)}\n---\n# Plan\n"),
        "quotes" => Text(Acme.RecordPath, new string('>', 10_000) + " a\n"),
        "bomb rules" => Text("delivery.yml", $"version: 1\n{Bomb}"),
        "bomb plan" => Text(Acme.RunbookPath, Acme.Runbook.Replace("environment: none\n", $"environment: none\n{Bomb}", StringComparison.Ordinal)),
        "broken front matter" => Text(Acme.RunbookPath, Acme.Runbook.Replace("none\n---\n", "none\n", StringComparison.Ordinal)),
        "broken yaml" => Text(Acme.RunbookPath, Acme.Runbook.Replace("environment: none", "environment: [none", StringComparison.Ordinal)),
        "conflict" => Text(Acme.RecordPath, Acme.Record.Replace("- **Status:** Deployment\n", "<<<<<<< HEAD\n- **Status:** Deployment\n=======\n- **Status:** QA\n>>>>>>> other\n", StringComparison.Ordinal)),
        "conflict plan" => Text(Acme.RunbookPath, Acme.Runbook.Replace("# Deployment plan: Support Bot 1.4.0\n", "<<<<<<< HEAD\n# Plan\n=======\n# Other\n>>>>>>> other\n", StringComparison.Ordinal)),
        "conflict rules" => Text("delivery.yml", "<<<<<<< HEAD\nversion: 1\n=======\nversion: 2\n>>>>>>> other\n"),
        "no tables" => Text(Acme.RecordPath, Acme.Record.Split("## Milestones")[0]),
        "no smoke tests" => Text(Acme.RunbookPath, Acme.Runbook.Split("## Smoke tests")[0]),
        "no smoke tests gated" => Text(Acme.RunbookPath, Acme.GatedRunbook.Split("## Smoke tests")[0]),
        "unknown attribute" => Text(Acme.RunbookPath, Acme.Runbook.Replace("```bash run", "```bash run timeuot=1m", StringComparison.Ordinal)),
        "no runbook" => Text(Acme.RunbookPath, "nothing\n"),
        _ => throw new ArgumentException(what),
    };

    private static (string Path, byte[] Content) Text(string path, string text) => (path, Encoding.UTF8.GetBytes(text));
}
