using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Runbooks;

/// <summary>Walks the blocks of a runbook and sorts them into phases and steps.</summary>
internal sealed class PhasesReader(MarkdownDocument document, DiagnosticBag bag)
{
    /// <summary>All other phases execute.</summary>
    private static readonly (string Name, PhaseKind Kind)[] Known =
    [
        ("Final checks", PhaseKind.FinalChecks),
        ("Smoke tests", PhaseKind.SmokeTests),
        ("Monitoring", PhaseKind.Monitoring),
        ("After rollback", PhaseKind.AfterRollback),
    ];

    private static readonly string[] OfSteps = ["confirm", "decide", "check"];

    private readonly HashSet<string> _ids = [];
    private readonly ImmutableArray<Phase>.Builder _phases = ImmutableArray.CreateBuilder<Phase>();

    public ImmutableArray<Phase> Read()
    {
        var sections = document.Sections;
        var isInPhase = false;
        for (var i = 0; i < sections.Length; i++)
        {
            isInPhase = sections[i].Heading switch
            {
                { Level: 2 } => true,
                { Level: > 2 } => isInPhase,
                _ => false,
            };
            if (sections[i].Heading is { Level: 2 } heading)
                _phases.Add(ReadPhase(heading, sections[i], [.. sections.Skip(i + 1).TakeWhile(s => s.Heading!.Level > 2)]));
            else if (!isInPhase)
                ReportStrayFences(sections[i]);
        }

        foreach (var fence in sections.SelectMany(s => s.Fences).Where(f => !f.IsClosed))
        {
            bag.Report(DiagnosticCatalog.UnclosedFence, fence.InfoSpan, "this block has no end, so the rest of the runbook is part of it",
                "close it with a line of the same marks as it begins with");
        }

        return _phases.ToImmutable();
    }

    private Phase ReadPhase(Heading heading, Section own, List<Section> below)
    {
        var id = Unique(Slug.Of(heading.Text));
        var kind = KindOf(heading);
        ReportNearlyKnown(heading, kind);
        ReportAnnotations(heading.Comment, "a phase", []);
        ReportStrayBlocks(own);

        var watches = new WatchSteps(id, kind, bag, Unique);
        List<Step> steps = [.. watches.Own(own.Fences), .. ReadSteps(id, kind, below, watches)];
        steps.AddRange(watches.Extended());
        var confirmations = own.Items.Where(i => i.Mark is not null).Select(i => ReadConfirmation(id, i));
        var phase = new Phase(id, heading.Text, kind, [.. confirmations], [.. steps], document.Source.Locate(heading.TextSpan));
        ParallelSteps.Check(phase, bag);
        return phase;
    }

    private static PhaseKind KindOf(Heading heading)
    {
        var label = Label.Of(heading.Text);
        return Known.FirstOrDefault(k => Label.Of(k.Name) == label, (Name: "", Kind: PhaseKind.Execution)).Kind;
    }

    /// <summary>Deeper headings only structure the prose of their step.</summary>
    private IEnumerable<Step> ReadSteps(string phase, PhaseKind kind, List<Section> sections, WatchSteps watches)
    {
        foreach (var above in sections.TakeWhile(s => s.Heading!.Level > 3))
            ReportStrayFences(above);

        for (var i = 0; i < sections.Count; i++)
        {
            if (sections[i].Heading is { Level: 3 } heading)
            {
                var fences = sections.Skip(i).TakeWhile((s, n) => n == 0 || s.Heading!.Level > 3).SelectMany(s => s.Fences).ToList();
                var step = new StepReader(document.Source, bag).Read(Unique($"{phase}/{Slug.Of(heading.Text)}"), kind, heading, fences);
                yield return watches.With(step, fences);
            }
        }
    }

    /// <summary>A slip would make "Smoke test" a phase that deploys.</summary>
    private void ReportNearlyKnown(Heading heading, PhaseKind kind)
    {
        if (kind == PhaseKind.Execution && Suggestion.Nearest(heading.Text, Known.Select(k => k.Name)) is { } nearest)
        {
            bag.Report(DiagnosticCatalog.NearlyKnownName, heading.TextSpan, $"the phase \"{heading.Text}\" is nearly called \"{nearest}\", and would only be executed",
                $"did you mean \"{nearest}\"?", Fix.Replace($"Rename to \"{nearest}\"", heading.TextSpan, nearest));
        }
    }

    /// <summary>What is known on a step and not here would be ignored, and is reported like a slip.</summary>
    private void ReportAnnotations(HtmlComment? comment, string where, string[] known)
    {
        var misplaced = (comment?.Annotations ?? []).Where(a => OfSteps.Contains(a.Name) && !known.Contains(a.Name));
        foreach (var unknown in Annotations.Unknown(comment, OfSteps).Concat(misplaced))
        {
            bag.Report(DiagnosticCatalog.UnknownStepAnnotation, unknown.Span, $"\"{unknown.Name}\" is not an annotation of {where}",
                known.Length > 0 ? Suggestion.Help(unknown.Name, known) : "put it on a step, a heading of level 3");
        }
    }

    private Confirmation ReadConfirmation(string phase, ListItem item)
    {
        ReportAnnotations(item.Comment, "a task", ["confirm"]);
        return new(Unique($"{phase}/{Slug.Of(item.Text)}"), item.Text, item.Comment?["confirm"]?.Value, document.Source.Locate(item.TextSpan));
    }

    private void ReportStrayFences(Section section)
    {
        ReportStrayBlocks(section);
        WatchSteps.ReportMisplaced(section.Fences, bag);
    }

    private void ReportStrayBlocks(Section section)
    {
        foreach (var fence in section.Fences.Where(ActionReader.Executes))
        {
            bag.Report(DiagnosticCatalog.FenceOutsideStep, fence.InfoSpan, "this block would run, but it belongs to no step",
                "put a heading \"### What it does\" above it, or mark the block as \"example\"");
        }

        foreach (var fence in section.Fences.Where(ActionReader.IsStrategy))
            bag.Report(DiagnosticCatalog.InvalidStrategy, fence.InfoSpan, "this strategy belongs to no step", "put it under the heading of the step that it is for");
    }

    private string Unique(string id)
    {
        var unique = id;
        for (var n = 2; !_ids.Add(unique); n++)
            unique = $"{id}-{n}";
        return unique;
    }
}
