using System.Text;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Documents;

/// <summary>The law for tables, rows, cells and tasks: what GitHub's own parser sees.</summary>
public class GitHubOracleTests
{
    [Fact]
    public void Generated_documents_are_read_as_GitHub_reads_them() =>
        Compare([.. AwkwardDocuments.Any.Sample(30, int.Parse(Environment.GetEnvironmentVariable("ORACLE_N") ?? "3000"))]);

    private const int Shrink = 6;

    private static void Compare(IReadOnlyList<string> documents)
    {
        var different = Different(documents);
        var shown = different.OrderBy(d => d.Length).Take(Shrink).Select(d => Shown(Shrunk(d))).ToArray();
        different.Count.ShouldBe(0, $"of {documents.Count} are read differently, for example:\n\n{string.Join("\n----\n", shown)}");
    }

    private static IReadOnlyList<string> Different(IReadOnlyList<string> documents)
    {
        var theirs = CmarkGfm.ReadXml([.. documents.Select(Encoding.UTF8.GetBytes)], "table", "tasklist");
        return [.. documents.Where((document, i) => Ours(document) != Outline.Of(theirs[i]))];
    }

    private static string Ours(string document) => Outline.Of(MarkdownDocument.Read(SourceText.From("a.md", document)).Value);

    private static string Shrunk(string document)
    {
        while (Different([.. Smaller(document)]) is [var smaller, ..])
            document = smaller;
        return document;
    }

    private static IEnumerable<string> Smaller(string document)
    {
        var source = SourceText.From("a.md", document);
        return Enumerable.Range(0, source.LineCount)
            .Select(source.GetLineWithBreak)
            .Where(line => !line.IsEmpty)
            .Select(line => document.Remove(line.Start, line.Length));
    }

    private static string Shown(string document) =>
        $"{document.Replace("\r", "\\r").Replace("\n", "\\n\n").Replace("\t", "\\t")}\nours:\n{Ours(document)}\nGitHub:\n{Outline.Of(CmarkGfm.ReadXml([Encoding.UTF8.GetBytes(document)], "table", "tasklist")[0])}\n";
}
