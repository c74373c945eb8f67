using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Runbooks;

/// <summary>The front matter of a runbook. Keys that are not its own belong to somebody else and are left alone.</summary>
/// <param name="Place">The environment's name, else the front matter, else the beginning of the file.</param>
internal sealed record RunbookHeader(
    string Environment, Release? Release, ImmutableArray<string> Needs, ImmutableArray<string> Env, TimeSpan FreshFor, string? NoWatchReason, TextSpan Place)
{
    private static readonly TimeSpan DefaultFreshFor = TimeSpan.FromMinutes(15);

    public static RunbookHeader Read(MarkdownDocument document, DiagnosticBag bag)
    {
        var values = ReadValues(document, bag);
        var environment = values?.Text("environment");
        // Front matter without an end is reported already: what stands in it cannot be missing too.
        if (environment is null && (document.FrontMatter is not null || !document.Source.Text.StartsWith("---", StringComparison.Ordinal)))
            ReportMissing(document, bag);

        return new RunbookHeader(
            environment ?? Runbook.NoEnvironment,
            values?.Read("release", ReadRelease),
            values?.List("needs", v => v.Text()) ?? [],
            values?.List("env", v => v.Text()) ?? [],
            values?.Find("fresh-for") is { } freshFor ? ReadDuration(freshFor) : DefaultFreshFor,
            values?.Text("no-watch"),
            values?.Find("environment")?.Node.Span ?? document.FrontMatter?.Span ?? default);
    }

    private static YamlMappingReader? ReadValues(MarkdownDocument document, DiagnosticBag bag)
    {
        if (document.FrontMatter is not { } frontMatter)
            return null;

        var (node, diagnostics) = YamlReader.Read(document.Source, frontMatter.ContentSpan);
        bag.AddRange(diagnostics);
        return node is null ? null : new YamlValue(node, bag).AnyMapping();
    }

    /// <summary>Without an environment the runbook is refused: nobody may guess where it runs.</summary>
    private static void ReportMissing(MarkdownDocument document, DiagnosticBag bag) =>
        bag.Report(DiagnosticCatalog.NoEnvironment, new TextSpan(document.FrontMatter?.ContentSpan.Start ?? 0, 0),
            "the runbook does not say which environment it is for",
            "begin the file with a line ---, a line \"environment: none\" (or a name from delivery.yml), and a line ---");

    private static Release? ReadRelease(YamlValue value) =>
        value.Mapping(release => new Release(release.Text("commit"), release.Text("artifact")));

    private static TimeSpan ReadDuration(YamlValue value)
    {
        if (value.Text() is not { } text)
            return DefaultFreshFor;
        if (DurationText.Parse(text) is { } duration)
            return duration;

        value.Report(DiagnosticCatalog.YamlWrongKind, $"\"{text}\" is not a duration", DurationText.Help);
        return DefaultFreshFor;
    }
}
