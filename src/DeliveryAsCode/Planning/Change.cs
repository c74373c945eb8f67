using System.Collections.Immutable;
using System.Security.Cryptography;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Planning;

/// <summary>One thing that a plan does to one file. Inert: whoever applies it needs to know nothing of deliveries. Closed.</summary>
/// <param name="Key">Names what is done, and not when or how it is put: <c>acme/document/handover.md</c>. The same change has the same key in every plan.</param>
/// <param name="Path">From the root of the repository.</param>
/// <param name="Summary">What is done, a sentence without a full stop.</param>
/// <param name="Reason">Why, a sentence without a full stop.</param>
public abstract record Change(string Key, string Path, string Summary, string Reason)
{
    /// <summary>Edits of a file as the changes before this one leave it.</summary>
    /// <param name="Against">Digest of the file that they were made against.</param>
    /// <param name="Result">The file after them.</param>
    public sealed record EditFile(string Key, string Path, string Summary, string Reason, string Against, ImmutableArray<TextEdit> Edits, SourceText Result)
        : Change(Key, Path, Summary, Reason);

    /// <summary>A file that was not there.</summary>
    public sealed record CreateFile(string Key, string Path, string Summary, string Reason, SourceText Content)
        : Change(Key, Path, Summary, Reason);

    /// <summary>The file as the change leaves it.</summary>
    public SourceText After => this switch
    {
        EditFile edit => edit.Result,
        CreateFile create => create.Content,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary><c>sha256:</c> and lower-case hex, of the bytes of the file.</summary>
    public static string DigestOf(SourceText source) => DigestOf(source.Encode());

    public static string DigestOf(ReadOnlySpan<byte> content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";
}
