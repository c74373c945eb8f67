namespace DeliveryAsCode.Cli.Reporting;

/// <summary>What the reader of an output can be shown.</summary>
/// <param name="Width">Cells in a line.</param>
public sealed record Terminal(bool IsInteractive, bool HasColours, int Width)
{
    private const int UsualHeight = 24;

    /// <summary>Lines that can be seen at once.</summary>
    public int Height { get; init; } = UsualHeight;

    /// <summary>Whether what stands in the last line can be written over.</summary>
    public bool CanRedraw { get; init; }

    /// <summary>A file, a pipe, a log: no colours, and lines that a reader without a terminal can still take in.</summary>
    public static Terminal None { get; } = new(IsInteractive: false, HasColours: false, Width: 120);

    /// <summary>The terminal behind standard output, if there is one.</summary>
    public static Terminal OfStandardOutput() =>
        Console.IsOutputRedirected ? None : new(IsInteractive: true, WantsColours(), Math.Clamp(ColumnsOr(80), 40, 200))
        {
            Height = Math.Clamp(LinesOr(UsualHeight), 10, 200),
            CanRedraw = Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb"),
        };

    /// <summary>https://no-color.org: any value that is not empty says no.</summary>
    private static bool WantsColours() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    private static int ColumnsOr(int usual) => Console.WindowWidth is > 0 and var width ? width : usual;

    private static int LinesOr(int usual) => Console.WindowHeight is > 0 and var height ? height : usual;
}
