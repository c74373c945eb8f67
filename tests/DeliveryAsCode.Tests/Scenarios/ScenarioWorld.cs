using System.Collections.Immutable;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;
using NodaTime;
using NodaTime.Text;

namespace DeliveryAsCode.Tests.Scenarios;

/// <summary>The files and the facts as they are at one moment of a scenario. What was decided in it is evidence of its own.</summary>
internal sealed class ScenarioWorld
{
    private readonly YamlMappingReader _facts;
    private readonly Dictionary<int, GateWord> _decided = [];

    public ScenarioWorld(Scenario scenario)
    {
        _facts = scenario.Facts;
        Files = scenario.Files;
        Now = InstantPattern.General.Parse(_facts.Text("now") ?? "2026-05-04T09:00:00Z").GetValueOrThrow();
    }

    public ImmutableSortedDictionary<string, string> Files { get; set; }

    public Instant Now { get; set; }

    public DeliveryConfiguration Rules => DeliveryConfigurationReader.Read(SourceText.From("delivery.yml", Files["delivery.yml"])).Value;

    public Lifecycle Lifecycle => Rules.Lifecycle.Path is { } path ? LifecycleReader.Read(SourceText.From(path, Files[path])).Value! : BuiltInLifecycles.Find(Rules.Lifecycle.Name!)!;

    public string RecordPath => Files.Keys.Single(new RepositoryLayout(Rules).IsRecord);

    public DeliveryCase Case()
    {
        var record = RecordReader.Read(MarkdownDocument.Read(SourceText.From(RecordPath, Files[RecordPath])).Value, RepositoryLayout.IdOf(RecordPath)).Value!;
        var documents = new DeliveryDocuments(record, Read, folder => [.. Files.Keys.Where(path => RepositoryLayout.FolderOf(path) == folder)]);
        return new DeliveryCase(documents, Lifecycle, Rules, Evidence(record, documents), Now);
    }

    /// <summary>The last row is from now on the word of whoever decided in the scenario.</summary>
    public void Remember(GateWord word) => _decided[Case().Record.Gates.Rows.Length - 1] = word;

    private SourceText? Read(string path) => Files.TryGetValue(path, out var text) ? SourceText.From(path, text) : null;

    private Evidence Evidence(DeliveryRecord record, DeliveryDocuments documents)
    {
        var people = new People(Rules);
        var authors = _facts.Find("authors")?.AnyMapping();
        var nobody = _facts.List("nobody", value => value.Text()).ToHashSet();
        var unknown = _facts.List("cannot-tell", value => value.Text()).ToHashSet();
        return DeliveryAsCode.Gates.Evidence.None with
        {
            Rows = [.. record.Gates.Rows.Select((row, i) =>
                nobody.Contains(row.Gate) ? new RowEvidence.Nobody("mallory committed it")
                : unknown.Contains(row.Gate) ? new RowEvidence.CannotTell("the history is cut off")
                : (RowEvidence)new RowEvidence.Given(_decided.TryGetValue(i, out var word) ? word : WordOf(row, people, record.Id)))],
            Executions = _facts.Find("executions") is { Node: YamlScalar } ? null : [.. _facts.List("executions", value => value.Mapping(e => Execution(e, documents)))],
            Checks = _facts.Find("checks") is null ? null : [.. _facts.List("checks", value => value.Mapping(c => new CheckResult(c.Text("name")!, null, KebabCase.Parse<CheckState>(c.Text("state")!)!.Value)))],
            Authors = Lifecycle.Gates.ToImmutableDictionary(g => g.Name, g => (authors?.List(g.Name, value => value.Text()) ?? []).Select(people.Named).ToImmutableArray()),
            Facts = FactSheet.Of(new FactInputs
            {
                Declared = Rules.Facts,
                Deliveries = Rules.Deliveries,
                ChangedPaths = _facts.Find("changed") is null ? null : _facts.List("changed", value => value.Text()),
                Environments = [.. documents.Runbooks.Select(r => r.Environment)],
                Complexity = record.FindField("Complexity")?.Value,
                HasDeployed = false,
            }),
        };
    }

    /// <summary>Rows from before the story are the words of whom they name, on what stood there.</summary>
    private GateWord WordOf(GateDecision row, People people, string id)
    {
        var by = people.Named(row.DecidedBy);
        return new GateWord(by, people.RolesOf(by, id), Instant.FromUtc(2026, 1, 1, 0, 0), "commit 1234567", null, null, [], null, null, Lifecycle);
    }

    private ExecutionSummary Execution(YamlMappingReader execution, DeliveryDocuments documents)
    {
        var runbook = documents.Runbooks.Single(r => r.Path == (execution.Text("runbook") ?? documents.PathOf("runbook.md")));
        var id = execution.Text("id") ?? "2026-05-12T08-00Z-1";
        var conclusion = execution.Text("conclusion") is { } word ? KebabCase.Parse<Conclusion>(word) : null;
        return new ExecutionSummary(id, documents.PathOf($"executions/{id}.md"), execution.Text("digest") ?? runbook.Digest, runbook.Environment, runbook.Release?.Commit, conclusion,
            execution.Read("smoke-tests", v => v.Number(least: 0)) ?? 1, execution.Read("rehearsal", v => v.Boolean()) ?? false, "diego", Now, conclusion is null ? null : Now);
    }
}
