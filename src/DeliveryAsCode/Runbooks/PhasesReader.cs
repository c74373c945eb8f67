using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Runbooks;

/// <summary>Walks the blocks of a runbook and sorts them into phases and steps.</summary>
internal sealed class PhasesReader(MarkdownDocument document, DiagnosticBag bag)
{
    private static readonly Dictionary<Label, PhaseKind> Kinds = new()
    {
        ["Final checks"] = PhaseKind.FinalChecks,
        ["Smoke tests"] = PhaseKind.SmokeTests,
        ["Monitoring"] = PhaseKind.Monitoring,
        ["After rollback"] = PhaseKind.AfterRollback,
    };

    private static readonly string[] KnownPhases = ["Final checks", "Smoke tests", "Monitoring", "After rollback"];

    private readonly HashSet<string> _ids = [];
    private readonly ImmutableArray<Phase>.Builder _phases = ImmutableArray.CreateBuilder<Phase>();

    public ImmutableArray<Phase> Read()
    {
        var sections = document.Sections;
        for (var i = 0; i < sections.Length; i++)
        {
            if (sections[i].Heading is { Level: 2 } heading)
                _phases.Add(ReadPhase(heading, sections[i], [.. sections.Skip(i + 1).TakeWhile(s => s.Heading!.Level > 2)]));
            else if (_phases.Count == 0)
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
        var kind = Kinds.GetValueOrDefault(Label.Of(heading.Text), PhaseKind.Execution);
        ReportNearlyKnown(heading, kind);
        ReportAnnotations(heading.Comment, "a phase", []);
        ReportStrayFences(own);

        var confirmations = own.Items.Where(i => i.Mark is not null).Select(i => ReadConfirmation(id, i));
        return new Phase(id, heading.Text, kind, [.. confirmations], [.. ReadSteps(id, kind, below)], document.Source.Locate(heading.TextSpan));
    }

    /// <summary>Deeper headings only structure the prose of their step.</summary>
    private IEnumerable<Step> ReadSteps(string phase, PhaseKind kind, List<Section> sections)
    {
        foreach (var above in sections.TakeWhile(s => s.Heading!.Level > 3))
            ReportStrayFences(above);

        for (var i = 0; i < sections.Count; i++)
        {
            if (sections[i].Heading is { Level: 3 } heading)
            {
                var fences = sections.Skip(i).TakeWhile((s, n) => n == 0 || s.Heading!.Level > 3).SelectMany(s => s.Fences);
                yield return new StepReader(document.Source, bag).Read(Unique($"{phase}/{Slug.Of(heading.Text)}"), kind, heading, fences);
            }
        }
    }

    /// <summary>A slip would make "Smoke test" a phase that deploys.</summary>
    private void ReportNearlyKnown(Heading heading, PhaseKind kind)
    {
        if (kind == PhaseKind.Execution && Suggestion.Nearest(heading.Text, KnownPhases) is { } nearest)
        {
            bag.Report(DiagnosticCatalog.NearlyKnownName, heading.TextSpan, $"the phase \"{heading.Text}\" is nearly called \"{nearest}\", and would only be executed",
                $"did you mean \"{nearest}\"?", Fix.Replace($"Rename to \"{nearest}\"", heading.TextSpan, nearest));
        }
    }

    private void ReportAnnotations(HtmlComment? comment, string of, string[] known)
    {
        foreach (var unknown in Annotations.Unknown(comment, [.. known, "confirm", "decide", "check"]).Concat(comment?.Annotations.Where(a => a.Name is "confirm" or "decide" or "check" && !known.Contains(a.Name)) ?? []))
        {
            bag.Report(DiagnosticCatalog.UnknownStepAnnotation, unknown.Span, $"\"{unknown.Name}\" is not an annotation of {of}",
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
        foreach (var fence in section.Fences.Where(ActionReader.Executes))
        {
            bag.Report(DiagnosticCatalog.FenceOutsideStep, fence.InfoSpan, "this block would run, but it belongs to no step",
                "put a heading \"### What it does\" above it, or mark the block as \"example\"");
        }

        ReportUnsupported(section);
    }

    private void ReportUnsupported(Section section)
    {
        foreach (var fence in section.Fences.Where(ActionReader.IsStrategyOrWatch))
            ActionReader.ReportUnsupported(fence, bag);
    }

    private string Unique(string id)
    {
        var unique = id;
        for (var n = 2; !_ids.Add(unique); n++)
            unique = $"{id}-{n}";
        return unique;
    }
}
