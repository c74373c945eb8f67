using System.Text;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Documents;

/// <summary>The law for tables, rows, cells and tasks: what GitHub's own parser sees.</summary>
public class GitHubOracleTests
{
    [Fact]
    public void The_corpus_is_read_as_GitHub_reads_it() =>
        Compare([.. Directory.GetFiles(TestFiles.Corpus).Concat(Directory.GetFiles(TestFiles.Seeds)).Select(ReadWithoutFrontMatter)]);

    /// <summary>The seed is fixed: with a new one every time, a difference that one document in ten thousand shows would come and go.</summary>
    [Fact]
    public void Generated_documents_are_read_as_GitHub_reads_them() =>
        Compare([.. AwkwardDocuments.Any.Sample(12, new Rnd(20260512UL), 4000).Select(Encoding.UTF8.GetBytes)]);

    private static void Compare(IReadOnlyList<byte[]> documents)
    {
        var trees = CmarkGfm.ReadXml([.. documents.Select(Transcoded)], "table", "tasklist");
        var differences = documents.Zip(trees, Difference).OfType<string>().OrderBy(d => d.Length).ToArray();
        differences.Length.ShouldBe(0, $"of {documents.Count} are read differently, for example:\n\n{string.Join("\n----\n", differences.Take(3))}");
    }

    /// <summary>GitHub turns files into valid UTF-8 before they are parsed; cmark-gfm alone finds no table where a byte is bad.</summary>
    private static byte[] Transcoded(byte[] document) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(document));

    private static string? Difference(byte[] document, System.Xml.Linq.XElement tree)
    {
        var ours = Outline.Of(MarkdownDocument.Read(SourceText.Decode("a.md", document)).Value);
        var theirs = Outline.Of(tree);
        return ours == theirs ? null : $"{Shown(document)}\nours:\n{ours}\nGitHub:\n{theirs}\n";
    }

    private static string Shown(byte[] document) =>
        Encoding.UTF8.GetString(document).Replace("\r", "\\r").Replace("\n", "\\n\n").Replace("\t", "\\t");

    private static byte[] ReadWithoutFrontMatter(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var source = SourceText.Decode("a.md", bytes);
        return MarkdownDocument.Read(source).Value.FrontMatter is { } frontMatter
            ? SourceText.From("a.md", source.Text[frontMatter.Span.End..]).Encode()
            : bytes;
    }
}
