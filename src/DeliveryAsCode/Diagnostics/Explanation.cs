using System.Collections.Immutable;
using System.Text;

namespace DeliveryAsCode.Diagnostics;

/// <summary>
/// A page of <c>Explanations/</c>: prose for people, then an example with the mistake and the same example repaired, both
/// of which a test executes.
/// </summary>
/// <param name="Page">The page as it was written: Markdown.</param>
/// <param name="Prose">What stands before the first heading.</param>
public sealed record Explanation(string Page, string Prose, Example Before, Example After)
{
    public static Explanation Of(DiagnosticDescriptor descriptor) => Parse(DiagnosticCatalog.Explain(descriptor));

    public static Explanation Parse(string page)
    {
        var reader = new ExplanationReader(page);
        return new Explanation(page.Trim(), reader.Prose, reader.ExampleUnder("Before"), reader.ExampleUnder("After"));
    }
}

/// <param name="Preparation">Command lines to give before, each of which succeeds.</param>
/// <param name="Command">The command line to give; none means <c>delivery check</c>.</param>
/// <param name="Files">What the repository holds.</param>
public sealed record Example(ImmutableArray<string> Preparation, string? Command, ImmutableArray<ExampleFile> Files);

/// <param name="Path">From the root of the repository.</param>
/// <param name="Text">As the page shows it.</param>
/// <param name="IsEscaped">Whether <c>\xNN</c> in the text stands for a byte and <c>\xNN{7}</c> for seven of them.</param>
public sealed record ExampleFile(string Path, string Text, bool IsEscaped)
{
    /// <summary>What the file holds.</summary>
    public byte[] Encode() => IsEscaped ? EscapedBytes.Decode(Text) : Encoding.UTF8.GetBytes(Text);
}
