namespace DeliveryAsCode.Facts;

internal enum FactTokenKind
{
    End,
    Word,
    Quoted,
    Open,
    Close,
    Equal,
    NotEqual,

    /// <summary>A sign that no expression has.</summary>
    Stray,

    /// <summary>A quote that is not closed.</summary>
    Unclosed,
}

/// <param name="Text">A quoted word without its quotes.</param>
internal readonly record struct FactToken(FactTokenKind Kind, string Text, int Offset, int Length)
{
    private static readonly string[] Reserved = ["and", "or", "not"];

    public bool IsReserved => Kind == FactTokenKind.Word && Reserved.Contains(Text);

    public bool IsWord(string word) => Kind == FactTokenKind.Word && Text == word;

    public static bool IsReservedWord(string word) => Reserved.Contains(word);

    public static string Quote(string value) =>
        value.Length > 0 && value.All(IsWordSign) && !IsReservedWord(value) ? value
        : value.Contains('"', StringComparison.Ordinal) ? $"'{value}'"
        : $"\"{value}\"";

    /// <summary>The token at or after <paramref name="at"/>.</summary>
    public static FactToken Read(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return text.AsSpan(at) switch
        {
            [] => new(FactTokenKind.End, "", at, 0),
            ['(', ..] => new(FactTokenKind.Open, "(", at, 1),
            [')', ..] => new(FactTokenKind.Close, ")", at, 1),
            ['=', '=', ..] => new(FactTokenKind.Equal, "==", at, 2),
            ['!', '=', ..] => new(FactTokenKind.NotEqual, "!=", at, 2),
            ['"' or '\'', ..] => ReadQuoted(text, at),
            [var first, ..] when IsWordSign(first) => ReadWord(text, at),
            _ => ReadStray(text, at),
        };
    }

    private static FactToken ReadStray(string text, int at)
    {
        var length = at + 1 < text.Length && char.IsSurrogatePair(text, at) ? 2 : 1;
        return new(FactTokenKind.Stray, text.Substring(at, length), at, length);
    }

    private static FactToken ReadQuoted(string text, int at)
    {
        var end = text.IndexOf(text[at], at + 1);
        return end < 0
            ? new(FactTokenKind.Unclosed, text[at..], at, text.Length - at)
            : new(FactTokenKind.Quoted, text[(at + 1)..end], at, end + 1 - at);
    }

    private static FactToken ReadWord(string text, int at)
    {
        var end = at;
        while (end < text.Length && IsWordSign(text[end]))
            end++;
        return new(FactTokenKind.Word, text[at..end], at, end - at);
    }

    private static bool IsWordSign(char c) => char.IsLetterOrDigit(c) || c is '-' or '_' or '.';
}
