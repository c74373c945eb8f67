using System.Buffers;

namespace DeliveryAsCode.Cli.Running;

/// <summary>A way of writing, and what does not matter in it: where it is wrapped, how its bytes are kept apart, its case.</summary>
internal sealed class SecretScript
{
    private readonly SearchValues<char> _between;
    private readonly bool _foldsCase;

    private SecretScript(string between, bool foldsCase)
    {
        _between = SearchValues.Create(between);
        _foldsCase = foldsCase;
    }

    /// <summary>Characters as they are or escaped: lines may be folded, and UTF-16 has a NUL beside each of ASCII.</summary>
    public static SecretScript Written { get; } = new("\r\n\0", foldsCase: false);

    public static SecretScript Base64 { get; } = new("\r\n \t:-", foldsCase: false);

    /// <summary>Hexadecimal, octal and base32: <c>68 75</c>, <c>68:75</c>, <c>\x68\x75</c>, <c>%68%75</c>.</summary>
    public static SecretScript Digits { get; } = new("\r\n \t:-,\\xX%", foldsCase: true);

    public bool Skips(char c) => _between.Contains(c);

    public char Fold(char c) => _foldsCase ? char.ToLowerInvariant(c) : c;

    public string Normal(string text) => string.Concat(text.Where(c => !Skips(c)).Select(Fold));
}
