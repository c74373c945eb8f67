using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Lifecycles;

/// <summary>Reads a lifecycle file. It says everything that is wrong at once.</summary>
public static class LifecycleReader
{
    /// <returns>Null if there is no stage that could be read.</returns>
    public static ReadResult<Lifecycle?> Read(SourceText source)
    {
        var findings = new DiagnosticBag(source);
        var yaml = YamlReader.Read(source);
        findings.AddRange(yaml.Diagnostics);
        var isUnreadable = yaml is { Value: null, HasErrors: true };
        var lifecycle = isUnreadable ? null : new YamlValue(yaml.Value ?? new YamlScalar(default, "", IsQuoted: false), findings).Mapping(Read);
        return new ReadResult<Lifecycle?>(lifecycle, findings.ToImmutable());
    }

    private static Lifecycle? Read(YamlMappingReader root)
    {
        var name = root.Require("name", value => value.Text(), "give the lifecycle a name: name: client-delivery");
        var description = root.Text("description");
        var stages = root.Require("stages", value => (YamlValue?)value, "list the stages in their order");
        if (stages?.List(StageReader.Read) is not { } read)
            return null;

        CheckStages(read, stages.Value);
        return name is null || read.IsEmpty ? null : new Lifecycle(name, description, read);
    }

    private static void CheckStages(ImmutableArray<Stage> stages, YamlValue value)
    {
        if (value.Node is YamlSequence { Items.IsEmpty: true })
            value.Report(DiagnosticCatalog.LifecycleWithoutStages, "there is no stage in this list", "write at least one stage, or use a built-in lifecycle");

        RefuseDuplicates("stage", stages.Select(s => (s.Name, s.Location)), value.Findings);
        RefuseDuplicates("gate", stages.SelectMany(s => s.Gates).Select(g => (g.Name, g.Location)), value.Findings);
        RefuseDuplicates("milestone", stages.SelectMany(s => s.Milestones.Select(m => (m, s.Location))), value.Findings);
        LifecycleReferences.Check(stages, value.Findings);
    }

    private static void RefuseDuplicates(string kind, IEnumerable<(string Name, Location Location)> names, DiagnosticBag findings)
    {
        var known = new HashSet<Label>();
        foreach (var (name, location) in names.Where(n => !known.Add(Label.Of(n.Name))))
            findings.Report(DiagnosticCatalog.LifecycleNameTwice, location.Span, $"there are two {kind}s \"{name}\"", "give one of them another name: records find them by it");
    }
}
