using System.Text;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Remembers the last line of a text that is not empty, without keeping the text.</summary>
internal sealed class LastLine
{
    public const int Longest = 32 * 1024;

    private readonly StringBuilder _line = new();
    private string? _last;

    public string? Value => _line.Length > 0 ? _line.ToString().TrimEnd('\r') : _last;

    public void Write(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c == '\n')
                End();
            else if (_line.Length <= Longest)
                _line.Append(c);
        }
    }

    private void End()
    {
        if (Value is { Length: > 0 } line)
            _last = line;
        _line.Clear();
    }
}
