using DeliveryAsCode.Documents;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Runbooks;

public class ScriptReferencesTests
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["ops/switch.sh"] = "source ./common.sh\nsystemctl restart bot\n",
        ["ops/common.sh"] = "set -e\n. ../lib/log.sh\n",
        ["lib/log.sh"] = "echo\n",
        ["ops/round.sh"] = "ops/round-again.sh\n",
        ["ops/round-again.sh"] = "ops/round.sh\n",
        ["deploy.py"] = "print()\n",
        ["ops/deploy.py"] = "print()\n",
        ["Makefile"] = "all:\n",
    };

    [Theory]
    [InlineData("ops/switch.sh --now", "lib/log.sh ops/common.sh ops/switch.sh")]
    [InlineData("bash ./ops/switch.sh", "lib/log.sh ops/common.sh ops/switch.sh")]
    [InlineData("python deploy.py", "deploy.py")]
    [InlineData("cd ops && ./switch.sh", "lib/log.sh ops/common.sh ops/switch.sh")]
    [InlineData("pushd \"$PWD/lib\"; bash log.sh", "lib/log.sh")]
    [InlineData("make deploy", "Makefile")]
    [InlineData("ops/round.sh", "ops/round-again.sh ops/round.sh")]
    [InlineData("ops/../lib/log.sh", "lib/log.sh")]
    [InlineData("../lib/log.sh", "")]
    [InlineData("\"lib/log.sh\";deploy.py", "deploy.py lib/log.sh")]
    [InlineData("ops/none.sh", "")]
    [InlineData("echo done", "")]
    public void A_block_names_files_and_these_name_others(string block, string paths) =>
        Paths($"```bash\n{block}\n```").ShouldBe(paths);

    [Theory]
    [InlineData("```bash run\ntrue\n```\n\n```bash verify\nlib/log.sh\n```", "lib/log.sh")]
    [InlineData("```bash run\ntrue\n```\n\n```bash undo\nlib/log.sh\n```", "lib/log.sh")]
    [InlineData("```yaml watch\nfor: 1h\nevery: 1m\nmetrics: [{name: a, command: lib/log.sh -n, fail-when: '> 1', no-data: fail}]\n```", "lib/log.sh")]
    [InlineData("Look at lib/log.sh.\n\n```bash run\ntrue\n```", "")]
    public void Every_block_of_a_step_counts_and_its_prose_does_not(string step, string paths) => Paths(step).ShouldBe(paths);

    private static string Paths(string step)
    {
        var source = SourceText.From("runbook.md", $"---\nenvironment: production\n---\n# Deployment plan: Bot\n\n## Application\n\n### Switch\n\n{step}\n");
        var runbook = RunbookReader.Read(MarkdownDocument.Read(source).Value).Value;
        return string.Join(' ', ScriptReferences.Of(runbook, path => Files.TryGetValue(path, out var text) ? SourceText.From(path, text) : null).Select(s => s.Path));
    }
}
