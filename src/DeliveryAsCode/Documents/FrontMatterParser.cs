using DeliveryAsCode.Text;
using Markdig.Parsers;
using Markdig.Syntax;

namespace DeliveryAsCode.Documents;

/// <summary>Keeps the front matter out of the blocks. Its YAML is read elsewhere.</summary>
internal sealed class FrontMatterParser : BlockParser
{
    private sealed class FrontMatterBlock(BlockParser parser, int end) : LeafBlock(parser)
    {
        public int End { get; } = end;
    }

    public FrontMatterParser() => OpeningCharacters = ['-'];

    public static FrontMatter? Find(string text)
    {
        if (!IsFence(text, 0))
            return null;

        var content = SourceLines.NextLine(text, 0);
        for (var line = content; line < text.Length; line = SourceLines.NextLine(text, line))
        {
            if (IsFence(text, line))
                return new FrontMatter(TextSpan.FromBounds(0, line + 3), TextSpan.FromBounds(content, line));
        }

        return null;
    }

    /// <summary>Whether the file begins as front matter does, and not with a thematic break above prose.</summary>
    public static bool IsOpened(string text)
    {
        if (!IsFence(text, 0))
            return false;

        var rest = text.AsSpan(SourceLines.NextLine(text, 0)).TrimStart();
        var name = rest.IndexOfAnyExcept(NameCharacters);
        return name > 0 && rest[name] == ':';
    }

    public override BlockState TryOpen(BlockProcessor processor)
    {
        if (processor.Start != 0 || Find(processor.Line.Text) is not { } frontMatter)
            return BlockState.None;

        processor.NewBlocks.Push(new FrontMatterBlock(this, frontMatter.Span.End) { ProcessInlines = false });
        return BlockState.ContinueDiscard;
    }

    public override BlockState TryContinue(BlockProcessor processor, Markdig.Syntax.Block block) =>
        processor.Line.End + 1 >= ((FrontMatterBlock)block).End ? BlockState.BreakDiscard : BlockState.ContinueDiscard;

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    private static bool IsFence(string text, int line) =>
        text.AsSpan(line).StartsWith("---") && text.AsSpan(line + 3, SourceLines.EndOfLine(text, line) - line - 3).Trim(" \t").IsEmpty;
}
