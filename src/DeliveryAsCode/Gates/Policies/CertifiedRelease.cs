using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Gates.Policies;

/// <summary>
/// What is deployed is what was certified. The report that the certificate speaks of names the release, as it stood when it
/// was certified: a report that is edited afterwards certifies nothing more.
/// </summary>
internal static class CertifiedRelease
{
    public const string Field = "Certified release";

    /// <summary>What tells one commit from all others, as git shows it.</summary>
    private const int LeastHexDigits = 7;

    public static IEnumerable<GateReason> Refusals(GateDefinition gate, PolicyQuestion question)
    {
        var reports = gate.BoundTo.OfType<BoundPart.Document>().Select(part => Certified(part.Path, gate, question)).OfType<(Location Place, string Release)>().ToList();
        return reports.Count == 0 ? [] : question.Runbooks.Where(runbook => runbook.Release is not null && !reports.Any(r => Names(r.Release, runbook.Release))).Select(runbook =>
            question.Refusal($"{runbook.Path} deploys {Text(runbook.Release!)}, and \"{gate.Name}\" certified {(Unset.Is(reports[0].Release) ? "no release by name" : reports[0].Release)}", runbook.Header,
                $"release what was certified ({reports[0].Place}), or have this release certified"));
    }

    private static (Location, string)? Certified(string path, GateDefinition gate, PolicyQuestion question)
    {
        var then = question.Delivery.Decisions.StateOf(gate.Name).Words.LastOrDefault()?.Word.Then?.Items.FirstOrDefault(i => i.Location.Path == question.Delivery.Documents.PathOf(path));
        var document = then is null ? question.Delivery.Documents.Find(path) : MarkdownDocument.Read(SourceText.From(then.Location.Path, then.Text)).Value;
        return document?.Blocks.OfType<ListItem>().Select(i => i.Field).OfType<Field>().FirstOrDefault(f => Label.Of(f.Label) == Field) is { } field
            ? (document.Source.Locate(field.ValueSpan), field.Value)
            : null;
    }

    /// <summary>By the beginning of the commit's id or of the artifact's digest, among whatever words.</summary>
    private static bool Names(string certified, Release? release) =>
        certified.Split([' ', ',', ';', '(', ')', '`', ':', '[', ']'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= LeastHexDigits && word.All(char.IsAsciiHexDigit)).Any(word =>
            (release?.Commit?.StartsWith(word, StringComparison.OrdinalIgnoreCase) ?? false) || (release?.Artifact?.Split(':')[^1].StartsWith(word, StringComparison.OrdinalIgnoreCase) ?? false));

    private static string Text(Release release) => release.Commit is { } commit ? $"commit {commit[..Math.Min(commit.Length, 12)]}" : release.Artifact ?? "nothing";
}
