using System.Text;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Conversations;

public enum AnnotationLevel
{
    Notice,
    Warning,
    Failure,
}

/// <summary>A finding beside its line, in plain text and within GitHub's limits.</summary>
/// <param name="StartLine">From 1.</param>
/// <param name="StartColumn">From 1; null where it spans lines, for which GitHub takes no columns.</param>
public sealed record CheckAnnotation(
    string Path, int StartLine, int EndLine, int? StartColumn, int? EndColumn, AnnotationLevel Level, string Title, string Message)
{
    public const int MaxTitle = 255;

    /// <summary>In bytes of UTF-8: 64 KB, less what the sign of the cut takes.</summary>
    public const int MaxMessage = 64_000;

    public static CheckAnnotation Of(Diagnostic diagnostic, AnnotationLevel level)
    {
        var (start, end) = (diagnostic.Location.Start, diagnostic.Location.End);
        var isOneLine = start.Line == end.Line;
        return new CheckAnnotation(diagnostic.Location.Path, start.Line, Math.Max(start.Line, end.Line), isOneLine ? start.Column : null, isOneLine ? Math.Max(start.Column, end.Column) : null, level,
            TitleText.Cut($"{diagnostic.Code}: {TitleText.Of(diagnostic.Descriptor.Title)}", MaxTitle), Cut(ShownText.Lines(diagnostic.Help is { } help ? $"{diagnostic.Message}\n\n{help}" : diagnostic.Message)));
    }

    public static AnnotationLevel LevelOf(Severity severity) => severity switch
    {
        Severity.Error => AnnotationLevel.Failure,
        Severity.Warning => AnnotationLevel.Warning,
        Severity.Note => AnnotationLevel.Notice,
    };

    private static string Cut(string message)
    {
        if (Encoding.UTF8.GetByteCount(message) <= MaxMessage)
            return message;

        var (length, bytes) = (0, 0);
        foreach (var rune in message.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxMessage - 3)
                break;
            length += rune.Utf16SequenceLength;
        }

        return $"{message[..length]}…";
    }
}
