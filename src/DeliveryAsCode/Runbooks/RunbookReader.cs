using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Runbooks;

/// <summary>Reads a runbook: headings of level 2 are phases, headings of level 3 are steps, fenced blocks are what runs.</summary>
public static class RunbookReader
{
    /// <summary>Whether the document says for which environment it is, as only runbooks do.</summary>
    public static bool IsRunbook(MarkdownDocument document) =>
        document.FrontMatter is { } frontMatter
        && YamlReader.Read(document.Source, frontMatter.ContentSpan).Value is YamlMapping mapping
        && mapping["environment"] is not null;

    public static ReadResult<Runbook> Read(MarkdownDocument document)
    {
        var bag = new DiagnosticBag(document.Source);
        var header = RunbookHeader.Read(document, bag);
        var runbook = new Runbook(
            document.Source.Path,
            TitleOf(document),
            RunbookDigest.Of(document.Source),
            header.Environment,
            header.Release,
            header.Needs,
            header.Env,
            header.FreshFor,
            header.NoWatchReason,
            document.Source.Locate(header.Place),
            StrategyExpansion.Expand(new PhasesReader(document, bag).Read(), bag));

        ReportWhatIsMissing(runbook, document, bag);
        return new ReadResult<Runbook>(runbook, bag.ToImmutable());
    }

    private static string TitleOf(MarkdownDocument document) =>
        document.Sections.FirstOrDefault(s => s.Heading is { Level: 1 })?.Heading?.Text ?? document.Source.Path;

    private static void ReportWhatIsMissing(Runbook runbook, MarkdownDocument document, DiagnosticBag bag)
    {
        var title = document.Sections.FirstOrDefault(s => s.Heading is not null)?.Heading?.TextSpan ?? default;
        if (Unset.IsPlaceholder(document.Source.ToString(title)))
        {
            bag.Report(DiagnosticCatalog.PlaceholderLeft, title, "the template's placeholder is still in the title", "write what is deployed, and its version");
        }

        if (!runbook.PhasesOf(PhaseKind.Execution).SelectMany(p => p.Steps).Any(s => s.DoesSomething))
        {
            bag.Report(DiagnosticCatalog.NoExecutionPhase, title, "no phase of this runbook executes a step",
                "a step is a heading of level 3 under one of level 2, with a block that says its language: ```bash");
        }

        if (!runbook.PhasesOf(PhaseKind.SmokeTests).SelectMany(p => p.Steps).Any(s => s.Run is not null))
        {
            bag.Report(DiagnosticCatalog.NoSmokeTests, title, "nothing tests the deployment after it",
                "add \"## Smoke tests\" with a step that has an ```http or ```bash block");
        }
    }
}
