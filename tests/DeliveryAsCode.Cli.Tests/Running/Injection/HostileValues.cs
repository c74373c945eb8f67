namespace DeliveryAsCode.Cli.Tests.Running.Injection;

/// <summary>Values that somebody would send who wants to be executed, to be cut or to be mistaken. The same seed gives the same ones.</summary>
internal static class HostileValues
{
    /// <summary>What a payload creates where it is executed.</summary>
    public const string Canary = "canary";

    private static readonly string[] Payloads =
    [
        "$(touch canary)", "`touch canary`", "; touch canary", "&& touch canary", "|| touch canary", "| touch canary", "& touch canary &",
        "\ntouch canary\n", "\r\ntouch canary\r\n", "'; touch canary; '", "\"; touch canary; \"", "'\"'\"'; touch canary #", "${x:-$(touch canary)}",
        "${x@P}$(touch canary)", "$((a[$(touch canary)]))", "a[$(touch canary)]", "<(touch canary)", ">canary", "> canary <", "$(< canary)", "\\$(touch canary)",
        "() { :; }; touch canary", "__import__('os').system('touch canary')", "{{ touch canary }}", "${{ github.token }}", "$(System.AccessToken)",
        "\u2028touch canary\u2028", "';touch${IFS}canary;'", "%0Atouch canary", "!touch canary", "\u0004touch canary",
    ];

    private static readonly string[] Pieces =
    [
        "'", "\"", "\\", "`", "$", "$'", "$\"", "'\"'\"'", "\\'", "\\\"", ";", "&&", "||", "|", "&", "(", ")", "{", "}", "[", "]", "<", ">", "<<E", "#", "!", "!!",
        "*", "?", "/*", "~", "~root", "[a-z]", "{a,b}", "=", "%", "%s", "%n", "%0A", "+", "-", "--", "-rf", "--help", "-e", "@-", " ", "  ", "\t", "\n", "\r", "\r\n", "\v", "\f",
        "\\x00", "\\0", "\\n", "\\u0000", "%00", "\u0001", "\b", "\a", "\u001B[2J", "\u001B]0;x\a", "\u001B[31m", "\u007F", "\u0085", "\u00A0", "\u00AD", "\u200B", "\u200D",
        "\u2028", "\u2029", "\u202E", "\u2066", "\u2060", "\uFEFF", "\uFFFE", "\uE000", "e\u0301", "é", "ñ", "漢字", "🔑", "👩‍🚀", "\U000E0020",
        "::set-output name=a::b", "::add-mask::a", "##vso[task.setvariable variable=a]b", "##[error]", "%AZP25", "- ", "? ", ": ", "&a", "*a", "!!python/object", "---", "|\n  ", "null", "true", "0x1F", "1e9",
        "**", "_", "~~", "| a |", "[a](b)", "![a](b)", "<script>", "<!-- -->", "-->", "&amp;", "@everyone", "#1", "```", "$HOME", "${PATH}", "$1", "$@", "$?", "$$", "..", "../", "/etc/passwd", "C:\\",
    ];

    /// <param name="longest">Characters, about.</param>
    public static IEnumerable<string> Of(int seed, int count, int longest = 200)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => One(random, longest)).ToList();
    }

    /// <summary>On one line, as a value can have it that stands on a line of its own; not empty, and without the sign of a line's end at its end.</summary>
    public static IEnumerable<string> OnOneLine(int seed, int count, int longest = 200) =>
        Of(seed, count, longest).Select(v => $"{v.Replace('\n', ' ')}.");

    private static string One(Random random, int longest)
    {
        var parts = Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Next(4) == 0 ? Payloads[random.Next(Payloads.Length)] : Pieces[random.Next(Pieces.Length)]);
        var value = string.Concat(parts);
        return random.Next(50) == 0 ? string.Concat(Enumerable.Repeat(value, 1 + longest * 5 / value.Length)) : value;
    }
}
