using System.Text;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>Passes everything on, line by line, and remembers the last of it. Steps that run at once write at once.</summary>
internal sealed class EchoWriter(TextWriter output) : TextWriter
{
    /// <summary>Beyond it the beginning is forgotten.</summary>
    private const int MostRemembered = 256 * 1024;

    private readonly Lock _writing = new();
    private readonly StringBuilder _text = new();

    public override Encoding Encoding => output.Encoding;

    /// <summary>What was written last, from the beginning of a line.</summary>
    public string Text
    {
        get
        {
            lock (_writing)
                return _text.ToString();
        }
    }

    /// <summary>Whether <see cref="Text"/> has lost its beginning.</summary>
    public bool HasForgotten { get; private set; }

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void WriteLine(string? value) => Write($"{value}\n");

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (_writing)
        {
            output.Write(buffer);
            if (buffer.Contains('\n'))
                output.Flush();
            _text.Append(buffer);
            if (_text.Length > 2 * MostRemembered)
                Forget();
        }
    }

    public override void Flush() => output.Flush();

    private void Forget()
    {
        var text = _text.ToString();
        var end = text.IndexOf('\n', text.Length - MostRemembered);
        _text.Clear().Append(text.AsSpan(end < 0 ? text.Length - MostRemembered : end + 1));
        HasForgotten = true;
    }
}
