using System.Text.RegularExpressions;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Hosts;

public partial class LintTests
{
    /// <summary>One of each kind.</summary>
    private static readonly string[] Known =
        ["action.yml", "action/host/action.yml", "action/host/publish.sh", ".ci/run", ".github/workflows/ci.yml", "templates/github/workflows/delivery-check.yml", "templates/github/ISSUE_TEMPLATE/delivery-intake.yml"];

    [Fact]
    public void Actions_workflows_forms_and_scripts_of_this_repository_are_as_github_and_shells_want_them()
    {
        using var folder = DeliveryRepository.WithoutGit();
        string[] tracked = [.. Finished.Of("git", ["ls-files", "-z"], SourceTree.Root, CleanEnvironment.In(folder.Home)).Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)];
        string[] files = [.. tracked.Where(IsLinted)];

        Known.ShouldBeSubsetOf(files);
        Lint.Of(files.Concat(WorkflowsIn("docs/github.md", folder))).ExitsWith(0).Prints(" 0 mistakes");
    }

    [Fact]
    public void So_is_what_init_writes()
    {
        using var repository = DeliveryRepository.Create();
        Delivery.In(repository).Run("init", "--forge", "github").ExitsWith(0);

        Lint.Of(Directory.EnumerateFiles(Path.Combine(repository.Path, ".github"), "*.yml", SearchOption.AllDirectories)).ExitsWith(0).Prints("5 files, 0 mistakes");
    }

    [Theory]
    [InlineData("action.yml", "runs: {using: docker}", "image")]
    [InlineData("ci.yml", "on: push\njobs: {a: {runs-on: x, stepz: []}}", "stepz")]
    [InlineData("ci.yml", "on: push\njobs: {a: {runs-on: x, steps: [{run: 'echo ${{ nothing.at.all }}'}]}}", "nothing")]
    [InlineData("ci.yml", "on: push\njobs: {a: {runs-on: x, steps: [{run: 'echo ${{ github.ref }}'}]}}", "hand it over by env")]
    [InlineData("ci.yml", "on: push\njobs: {a: {runs-on: x, steps: [{run: 'cat $1'}]}}", "SC2086")]
    [InlineData("ci.yml", "on: push\njobs: {a: {needs: b, runs-on: x, steps: [{run: 'true'}]}}", "actionlint")]
    [InlineData("ci.yml", "on: push\njobs: {a: {runs-on: x, steps: [{uses: actions/checkout@v4}]}}", "not pinned")]
    [InlineData("ci.yml", "on: push\njobs: {a: {runs-on: x, steps: [{uses: ./, with: {comand: check}}]}}", "no input comand")]
    [InlineData("ci.yml", "on: [", "ci.yml:1")]
    [InlineData("ISSUE_TEMPLATE/form.yml", "name: a\ndescription: b\nbody: [{type: inputt, id: x, attributes: {label: X}}]", "inputt")]
    [InlineData("step.sh", "cat $1\n", "SC2086")]
    public void A_mistake_is_found(string file, string text, string complaint)
    {
        using var folder = DeliveryRepository.WithoutGit().Write(file, text);

        Lint.Of([Path.Combine(folder.Path, file)]).ExitsWith(1).Prints(complaint);
    }

    private static bool IsLinted(string path) =>
        path.EndsWith(".sh", StringComparison.Ordinal) || path == ".ci/run" || Path.GetFileName(path) == "action.yml"
        || (path.EndsWith(".yml", StringComparison.Ordinal) && (path.Contains(".github/", StringComparison.Ordinal) || path.StartsWith("templates/github/", StringComparison.Ordinal)));

    /// <summary>The YAML blocks of a page that are whole workflows, as files.</summary>
    private static IEnumerable<string> WorkflowsIn(string page, DeliveryRepository folder)
    {
        string[] workflows = [.. YamlBlock().Matches(File.ReadAllText(SourceTree.PathOf(page))).Select(m => m.Groups[1].Value).Where(text => text.Contains("\njobs:", StringComparison.Ordinal))];
        workflows.ShouldNotBeEmpty();
        for (var i = 0; i < workflows.Length; i++)
            folder.Write($"example-{i}.yml", workflows[i]);
        return workflows.Select((_, i) => Path.Combine(folder.Path, $"example-{i}.yml"));
    }

    [GeneratedRegex("^```yaml\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex YamlBlock();
}
