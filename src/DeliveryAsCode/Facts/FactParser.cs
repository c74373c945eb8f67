using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Facts;

/// <summary>Recursive descent over <c>or</c>, <c>and</c>, <c>not</c>, in the order in which they bind tighter.</summary>
internal sealed class FactParser(string text)
{
    /// <summary>Parentheses and <c>not</c> within each other. A stack that overflows cannot be caught.</summary>
    public const int DeepestNesting = 32;

    public const int LongestText = 1000;

    private readonly ImmutableArray<FactMention>.Builder _mentions = ImmutableArray.CreateBuilder<FactMention>();

    private FactToken _token = FactToken.Read(text, 0);
    private FactReading.Mistaken? _mistake;
    private int _depth;

    public FactReading Parse()
    {
        if (text.Length > LongestText)
            return new FactReading.Mistaken(LongestText, text.Length - LongestText, $"a condition has at most {LongestText} signs", "give parts of it a name among the facts of delivery.yml");

        var expression = ReadOr();
        if (expression is not null && _token.Kind != FactTokenKind.End)
            _ = Refuse(_token, AfterOperand(), AfterOperandHelp());
        return _mistake is { } mistake ? mistake : new FactReading.Read(expression!, _mentions.ToImmutable());
    }

    private FactExpression? ReadOr()
    {
        var left = ReadAnd();
        while (left is not null && Take("or"))
            left = ReadAnd() is { } right ? new FactExpression.Or(left, right) : null;
        return left;
    }

    private FactExpression? ReadAnd()
    {
        var left = ReadNot();
        while (left is not null && Take("and"))
            left = ReadNot() is { } right ? new FactExpression.And(left, right) : null;
        return left;
    }

    private FactExpression? ReadNot()
    {
        var start = _token;
        if (!Take("not"))
            return ReadOperand();

        return Nested(start, () => ReadNot() is { } operand ? new FactExpression.Not(operand) : null);
    }

    private FactExpression? ReadOperand()
    {
        var start = _token;
        switch (start.Kind)
        {
            case FactTokenKind.Open:
                Next();
                return Nested(start, ReadOr) is { } inner && Close(start) ? inner : null;
            case FactTokenKind.Word when !start.IsReserved:
                Next();
                return ReadName(start);
            case FactTokenKind.Word or FactTokenKind.Close or FactTokenKind.Equal or FactTokenKind.NotEqual:
                return Refuse(start, $"a fact is missing before \"{start.Text}\"", "write a name such as data-persistence there");
            case FactTokenKind.End:
                return Refuse(start, "a fact is missing at the end", "write a name such as data-persistence there");
            case FactTokenKind.Quoted:
                return Refuse(start, "the name of a fact stands without quotes", $"remove the quotes: {start.Text}");
            default:
                return Refuse(start, NotRead(start), NotReadHelp(start));
        }
    }

    private FactExpression? ReadName(FactToken name)
    {
        if (_token.Kind is FactTokenKind.Equal or FactTokenKind.NotEqual)
            return ReadComparison(name);
        if (!FactNames.IsName(name.Text))
            return Refuse(name, $"\"{name.Text}\" cannot be the name of a fact", NameHelp(name.Text));
        if (FactNames.Compared.Contains(name.Text))
            return Refuse(name, $"\"{name.Text}\" is no fact, it has a value", $"say which: {name.Text} == {(name.Text == FactNames.Complexity ? "simple" : "acme-production")}");

        _mentions.Add(new FactMention(name.Text, null, name.Offset, name.Length));
        return new FactExpression.Fact(name.Text);
    }

    private FactExpression? ReadComparison(FactToken name)
    {
        if (!FactNames.Compared.Contains(name.Text))
            return Refuse(name, $"\"{name.Text}\" has no value that could be compared", Suggestion.Nearest(name.Text, FactNames.Compared) is { } nearest ? $"did you mean \"{nearest}\"?" : $"a fact stands alone or after not; only {string.Join(" and ", FactNames.Compared)} are compared");

        var isEqual = _token.Kind == FactTokenKind.Equal;
        Next();
        if (_token.Kind is FactTokenKind.Unclosed or FactTokenKind.Stray)
            return Refuse(_token, NotRead(_token), NotReadHelp(_token));
        if (_token is not { Kind: FactTokenKind.Word or FactTokenKind.Quoted, Text.Length: > 0 } value)
            return Refuse(_token, $"a value is missing after \"{(isEqual ? "==" : "!=")}\"", "write a word there, in quotes if it has special signs");
        if (name.Text == FactNames.Complexity && !FactNames.Complexities.Contains(value.Text))
            return Refuse(value, $"no delivery has the complexity \"{value.Text}\"", Suggestion.Help(value.Text, FactNames.Complexities)!);

        Next();
        _mentions.Add(new FactMention(name.Text, value.Text, value.Offset, value.Length));
        return isEqual ? new FactExpression.Equal(name.Text, value.Text) : new FactExpression.NotEqual(name.Text, value.Text);
    }

    private FactExpression? Nested(FactToken start, Func<FactExpression?> read)
    {
        if (++_depth > DeepestNesting)
            return Refuse(start, $"a condition nests at most {DeepestNesting} deep", "give parts of it a name among the facts of delivery.yml");

        var inner = read();
        _depth--;
        return inner;
    }

    private bool Close(FactToken open)
    {
        if (_token.Kind == FactTokenKind.Close)
        {
            Next();
            return true;
        }

        _ = _token.Kind == FactTokenKind.End
            ? Refuse(open, "the \"(\" opened here is not closed", "add the \")\"")
            : Refuse(_token, AfterOperand(), AfterOperandHelp());
        return false;
    }

    private string AfterOperand() => _token.Kind switch
    {
        FactTokenKind.Close => "this \")\" closes nothing",
        FactTokenKind.Stray or FactTokenKind.Unclosed => NotRead(_token),
        _ => $"\"and\" or \"or\" is missing before \"{_token.Text}\"",
    };

    private string AfterOperandHelp() => _token.Kind switch
    {
        FactTokenKind.Close => "remove it, or add the \"(\"",
        FactTokenKind.Stray or FactTokenKind.Unclosed => NotReadHelp(_token),
        _ => "names have hyphens instead of spaces: data-persistence and not documentation-only",
    };

    private static string NotRead(FactToken token) =>
        token.Kind == FactTokenKind.Unclosed ? "the text that begins here has no closing quote" : $"\"{token.Text}\" has no meaning in a condition";

    private static string NotReadHelp(FactToken token) => (token.Kind, token.Text) switch
    {
        (FactTokenKind.Unclosed, _) => "add the closing quote",
        (_, "&") => "write and",
        (_, "|") => "write or",
        (_, "!") => "write not, or != between a name and a value",
        (_, "=") => "write == between a name and a value",
        (_, "/" or "*") => "paths are written as a list: [\"infra/**\"]",
        _ => "a condition has names, and, or, not, ==, != and parentheses",
    };

    private static string NameHelp(string name) =>
        FactNames.IsName(name.ToLowerInvariant().Replace('_', '-'))
            ? $"write {name.ToLowerInvariant().Replace('_', '-')}"
            : "names are lower-case letters, digits and hyphens, and begin with a letter";

    private bool Take(string word)
    {
        if (!_token.IsWord(word))
            return false;

        Next();
        return true;
    }

    private void Next() => _token = FactToken.Read(text, _token.Offset + _token.Length);

    private FactExpression? Refuse(FactToken token, string message, string help)
    {
        _mistake ??= new FactReading.Mistaken(token.Offset, token.Length, message, help);
        return null;
    }
}
