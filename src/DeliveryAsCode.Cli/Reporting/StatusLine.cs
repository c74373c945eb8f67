namespace DeliveryAsCode.Cli.Reporting;

/// <summary>
/// One line below everything that is printed, which says what goes on at this moment. It is drawn anew a few times a
/// second, and is never part of an output that is no terminal.
/// </summary>
internal sealed class StatusLine : IDisposable
{
    private const string EraseLine = "\r\e[K";

    /// <summary>A terminal that was made narrower meanwhile cuts the line, instead of going on in the next one.</summary>
    private const string CutAtEdge = "\e[?7l";

    private const string GoOnAtEdge = "\e[?7h";

    private static readonly TimeSpan _period = TimeSpan.FromMilliseconds(250);

    private readonly TextWriter _output;
    private readonly Terminal _terminal;
    private readonly Func<string?> _text;
    private readonly Lock _lock = new();
    private readonly ITimer? _timer;
    private bool _isDrawn;
    private bool _isOver;

    /// <param name="text">What to say now, safe to print; null: nothing. Asked from any thread, but never while <see cref="Above"/> prints.</param>
    public StatusLine(TextWriter output, Terminal terminal, TimeProvider clock, Func<string?> text)
    {
        (_output, _terminal, _text) = (output, terminal, text);
        _timer = terminal.CanRedraw ? clock.CreateTimer(_ => Tick(), null, _period, _period) : null;
    }

    /// <summary>Prints whole lines where the status is, which moves below them.</summary>
    public void Above(Action print)
    {
        lock (_lock)
        {
            Clear();
            print();
            Draw();
            _output.Flush();
        }
    }

    /// <summary>The terminal is left as it was found.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_lock)
        {
            _isOver = true;
            IgnoreGone(Clear);
        }
    }

    private void Tick()
    {
        lock (_lock)
            IgnoreGone(Draw);
    }

    private void Draw()
    {
        if (_isOver || !_terminal.CanRedraw)
            return;
        if (_text() is not { } text)
        {
            Clear();
            return;
        }

        _output.Write($"{EraseLine}{CutAtEdge}{Ink.Of(_terminal).Faint(CellWidth.Fit(text, _terminal.Width - 1))}{GoOnAtEdge}");
        _output.Flush();
        _isDrawn = true;
    }

    private void Clear()
    {
        if (!_isDrawn)
            return;
        _output.Write(EraseLine);
        _output.Flush();
        _isDrawn = false;
    }

    /// <summary>A terminal that is gone is no reason to fail: whoever prints lines notices it, too.</summary>
    private void IgnoreGone(Action draw)
    {
        try
        {
            draw();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            _isOver = true;
        }
    }
}
