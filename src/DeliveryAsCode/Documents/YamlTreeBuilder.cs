using System.Buffers;
using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DeliveryAsCode.Documents;

/// <summary>
/// Builds the tree from the parser's events. YamlDotNet's object model recurses and overflows the stack on deep input;
/// its event parser is a loop that looks at most a thousand characters ahead, so depth is counted here, and the parser
/// is not asked for another event once there is too much of it.
/// </summary>
internal sealed class YamlTreeBuilder(TextSpan region, DiagnosticBag findings)
{
    /// <summary>A file with more to refuse than this is not one that somebody will repair line by line.</summary>
    private const int MaxFindings = 100;

    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\r\n,[]{}");

    private readonly Parser _parser = new(new StringReader(findings.Source.ToString(region)));
    private readonly Stack<OpenCollection> _open = new();
    private YamlNode? _root;
    private int _documents;
    private int _findings;
    private int _end = region.Start;

    /// <summary>A mapping or a list whose end was not seen yet; a mapping's children are keys and values in turn.</summary>
    private sealed record OpenCollection(NodeEvent Start, List<YamlNode> Children);

    public YamlNode? Build()
    {
        try
        {
            while (_parser.MoveNext())
            {
                if (!Accepts(_parser.Current!))
                    return null;
            }

            return _root;
        }
        catch (YamlException mistake)
        {
            YamlMistake.Report(mistake, region, OpenBracket(), findings);
        }
        catch (Exception confusion) when (confusion is InvalidOperationException or ArgumentException)
        {
            // The parser's own checks fail on a few malformed files, such as one of nothing but "...".
            YamlMistake.ReportUnknown(_end, OpenBracket(), findings);
        }

        return null;
    }

    private bool Accepts(ParsingEvent parsed)
    {
        _end = At(parsed.End);
        return AcceptsEvent(parsed);
    }

    private bool AcceptsEvent(ParsingEvent parsed) => parsed switch
    {
        DocumentStart start => AcceptsDocument(start),
        Scalar scalar => AcceptsNode(scalar) && Add(Read(scalar)),
        MappingStart or SequenceStart => AcceptsNode((NodeEvent)parsed) && Open((NodeEvent)parsed),
        MappingEnd or SequenceEnd => Close(parsed),
        AnchorAlias alias => Refuse(DiagnosticCatalog.YamlReference, Span(alias), $"\"*{alias.Value}\" repeats another part of the file, and aliases are not read", "write the value out here")
            && Add(new YamlScalar(Span(alias), "", IsQuoted: false)),
        _ => true,
    };

    private bool AcceptsDocument(DocumentStart start)
    {
        if (_documents++ == 0)
            return true;

        findings.Report(
            DiagnosticCatalog.YamlSecondDocument,
            Span(start),
            "a second YAML document begins here; only one is read",
            "remove this line, or move what follows into a file of its own");
        return false;
    }

    private bool AcceptsNode(NodeEvent node) =>
        (node.Anchor.IsEmpty || Refuse(DiagnosticCatalog.YamlReference, Word(node), $"\"&{node.Anchor.Value}\" marks this value for repetition, and anchors are not read", "remove it, and write the value out wherever it is needed"))
        && (node.Tag.IsEmpty || Refuse(DiagnosticCatalog.YamlTag, Word(node), $"\"{findings.Source.ToString(Word(node))}\" gives this value a type, and tags are not read", "remove it; put quotes around a value that must be text"));

    /// <summary>Reports what is left out of the tree; reading goes on unless there is no end of it.</summary>
    private bool Refuse(DiagnosticDescriptor descriptor, TextSpan span, string message, string help)
    {
        findings.Report(descriptor, span, message, help);
        return ++_findings < MaxFindings;
    }

    private bool Open(NodeEvent start)
    {
        if (_open.Count < YamlReader.MaxDepth)
        {
            _open.Push(new OpenCollection(start, []));
            return true;
        }

        findings.Report(
            DiagnosticCatalog.YamlTooDeep,
            new TextSpan(At(start.Start), 0),
            $"this is nested more than {YamlReader.MaxDepth} levels deep",
            "no document of ours needs that: check the brackets and the indentation before this place");
        return false;
    }

    private bool Close(ParsingEvent end)
    {
        var open = _open.Pop();
        var span = SpanOf(open, end);
        return open.Start is SequenceStart
            ? Add(new YamlSequence(span, [.. open.Children]))
            : EntriesOf(open.Children) is { } entries && Add(new YamlMapping(span, entries));
    }

    private bool Add(YamlNode node)
    {
        if (_open.TryPeek(out var parent))
            parent.Children.Add(node);
        else
            _root = node;
        return true;
    }

    private ImmutableArray<YamlEntry>? EntriesOf(List<YamlNode> children)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>(children.Count / 2);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < children.Count; i += 2)
        {
            if (RefusalOf(children[i], keys) is not { } refusal)
                entries.Add(new YamlEntry((YamlScalar)children[i], children[i + 1]));
            else if (!Refuse(refusal.Descriptor, children[i].Span, refusal.Message, refusal.Help))
                return null;
        }

        return entries.ToImmutable();
    }

    private static (DiagnosticDescriptor Descriptor, string Message, string Help)? RefusalOf(YamlNode key, HashSet<string> known) => key switch
    {
        YamlScalar { Value: "<<", IsQuoted: false } =>
            (DiagnosticCatalog.YamlReference, "\"<<\" copies entries from another mapping, and merge keys are not read", "write the entries out here"),
        YamlScalar scalar when !known.Add(scalar.Value) =>
            (DiagnosticCatalog.YamlDuplicateKey, $"\"{scalar.Value}\" stands twice in this mapping", "keep one of the two: tools disagree about which one counts"),
        YamlScalar => null,
        _ => (DiagnosticCatalog.YamlKeyIsNotText, "a list or a mapping cannot be a key", "use a word as the key, or quote the whole key if it begins with a bracket"),
    };

    private YamlScalar Read(Scalar scalar)
    {
        var span = Span(scalar);
        if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
            span = span with { Length = findings.Source.Slice(span).TrimEnd().Length };
        return new YamlScalar(span, scalar.Value, scalar.Style != ScalarStyle.Plain);
    }

    /// <summary>The parser ends a block where the next token begins; it ends for us with its last entry.</summary>
    private TextSpan SpanOf(OpenCollection open, ParsingEvent end)
    {
        var (start, close) = (At(open.Start.Start), At(end.Start));
        return BracketOf(open) is not null && close < region.End && findings.Source.Text[close] is ']' or '}'
            ? TextSpan.FromBounds(start, close + 1)
            : TextSpan.FromBounds(start, open.Children is [.., var last] ? Math.Max(start, last.Span.End) : start);
    }

    /// <summary>The innermost bracket that is open here.</summary>
    private int? OpenBracket() => _open.Select(BracketOf).FirstOrDefault(b => b is not null);

    /// <summary>Where the collection's bracket stands; null for a block, and for the pair in <c>[key: value]</c>.</summary>
    private int? BracketOf(OpenCollection open)
    {
        var start = At(open.Start.Start);
        var bracket = open.Start switch
        {
            SequenceStart { Style: SequenceStyle.Flow } => '[',
            MappingStart { Style: MappingStyle.Flow } => '{',
            _ => '\0',
        };
        return start < region.End && findings.Source.Text[start] == bracket ? start : null;
    }

    /// <summary>An anchor or a tag, which stands before its value.</summary>
    private TextSpan Word(ParsingEvent parsed)
    {
        var span = TextSpan.FromBounds(At(parsed.Start), region.End);
        var length = findings.Source.Slice(span).IndexOfAny(WordEnds);
        return length < 0 ? span : span with { Length = length };
    }

    /// <summary>An empty value after a tag ends, for the parser, before it begins.</summary>
    private TextSpan Span(ParsingEvent parsed) => TextSpan.FromBounds(At(parsed.Start), Math.Max(At(parsed.Start), At(parsed.End)));

    /// <summary>The parser counts a line ending at the end that the text may not have.</summary>
    private int At(Mark mark) => region.Start + (int)Math.Min(mark.Index, region.Length);
}
