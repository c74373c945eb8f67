using System.Globalization;
using System.Text.RegularExpressions;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>For a person at a terminal or in a log: the message, the place, the line with a caret under it, what to do next.</summary>
public static partial class TextReport
{
    public static void Write(TextWriter output, Findings findings, Terminal terminal)
    {
        foreach (var diagnostic in findings.Diagnostics)
        {
            Write(output, diagnostic, terminal);
            output.Write('\n');
        }

        if (findings.Change is { } change)
            ChangeReport.Write(output, change);
        output.Write($"{findings.Summary}\n");
    }

    public static void Write(TextWriter output, Diagnostic diagnostic, Terminal terminal)
    {
        var style = new Style(terminal.HasColours, ColourOf(diagnostic.Severity));
        var location = diagnostic.Location;
        var number = location.Start.Line.ToString(CultureInfo.InvariantCulture);
        var margin = new string(' ', number.Length);

        var what = $"{Report.Word(diagnostic.Severity)} {diagnostic.Code}";
        output.Write($"{style.Alert(what)}{style.Strong($": {Visible.Of(diagnostic.Message)}")}\n");
        output.Write($"{margin}{style.Frame("-->")} {Visible.Of(location.ToString())}\n");
        if (location.Line.Length > 0)
            Quote(output, location, number, terminal, style);
        foreach (var line in Report.HelpLines(diagnostic))
            output.Write($"{margin} {style.Frame("=")} {Labelled(line)}\n");
    }

    private static void Quote(TextWriter output, Location location, string number, Terminal terminal, Style style)
    {
        var margin = new string(' ', number.Length);
        var quoted = QuotedLine.Of(location, terminal.Width - margin.Length - 3);
        var caret = new string('^', quoted.CaretWidth);
        var goesOn = location.End.Line > location.Start.Line ? $" and on to line {location.End.Line}" : "";

        output.Write($"{margin} {style.Frame("|")}\n");
        output.Write($"{style.Frame($"{number} |")} {quoted.Text}".TrimEnd() + "\n");
        output.Write($"{margin} {style.Frame("|")} {new string(' ', quoted.CaretStart)}{style.Alert(caret + goesOn)}\n");
    }

    /// <summary>A line of help may bring its own label, such as <c>who: quinn</c>.</summary>
    private static string Labelled(string line) => Label().IsMatch(line) ? Visible.Of(line) : $"help: {Visible.Of(line)}";

    [GeneratedRegex("^[a-z]+: ")]
    private static partial Regex Label();

    private static string ColourOf(Severity severity) => severity switch
    {
        Severity.Error => "1;31",
        Severity.Warning => "1;33",
        Severity.Note => "1;36",
    };

    /// <summary>Colours, or nothing.</summary>
    private readonly record struct Style(bool HasColours, string AlertColour)
    {
        public string Alert(string text) => In(AlertColour, text);

        public string Strong(string text) => In("1", text);

        public string Frame(string text) => In("34", text);

        private string In(string colour, string text) => HasColours ? $"\e[{colour}m{text}\e[0m" : text;
    }
}
