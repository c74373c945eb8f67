using System.Diagnostics;
using System.Xml.Linq;

namespace DeliveryAsCode.Tests.Infra;

/// <summary>GitHub's own Markdown parser, asked for what it makes of documents.</summary>
internal static class CmarkGfm
{
    /// <summary>The documents' trees, in their order.</summary>
    public static IReadOnlyList<XElement> ReadXml(IReadOnlyList<byte[]> documents, params string[] extensions) =>
        [.. Run(documents, "xml", extensions).Select(xml => XDocument.Parse(RemoveControls(xml)).Root!)];

    public static IReadOnlyList<string> RenderHtml(IReadOnlyList<byte[]> documents, params string[] extensions) =>
        Run(documents, "html", extensions);

    /// <summary>One process a document, so that none can reach into the next, started by two shells, which is quick.</summary>
    private static IReadOnlyList<string> Run(IReadOnlyList<byte[]> documents, string format, string[] extensions)
    {
        DebianPackage.Require("cmark-gfm", "cmark-gfm");
        var folder = Directory.CreateTempSubdirectory("cmark-gfm-");
        try
        {
            for (var i = 0; i < documents.Count; i++)
                File.WriteAllBytes(Path.Combine(folder.FullName, $"{i % 2}-{i}.md"), documents[i]);
            var options = string.Concat(extensions.Select(e => $"-e {e} "));
            var shells = Enumerable.Range(0, 2).Select(n => Start(folder.FullName, $"for f in {n}-*.md; do cmark-gfm {options}--unsafe -t {format} $f > $f.out; done"));
            foreach (var shell in shells.ToArray())
                shell.WaitForExit();
            return [.. Enumerable.Range(0, documents.Count).Select(i => File.ReadAllText(Path.Combine(folder.FullName, $"{i % 2}-{i}.md.out")))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Process Start(string folder, string script) =>
        Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { WorkingDirectory = folder })!;

    /// <summary>Control characters come out raw, which XML does not allow.</summary>
    private static string RemoveControls(string xml) =>
        string.Concat(xml.Where(c => c is '\t' or '\n' or '\r' || (!char.IsControl(c) && c is not ('\uFFFE' or '\uFFFF'))));
}
