using System.Text;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Tests.Reporting;

/// <summary>The findings that every renderer is shown: an ordinary day, and what people and attackers put into documents.</summary>
internal static class Samples
{
    private static readonly DiagnosticDescriptor Unreadable = new("DAC0199", Severity.Error, "The file cannot be read");
    private static readonly DiagnosticDescriptor NearMiss = new("DAC0299", Severity.Warning, "A heading looks like a slip");
    private static readonly DiagnosticDescriptor GateBlocked = new("DAC0399", Severity.Error, "A gate is blocked");
    private static readonly DiagnosticDescriptor OddName = new("DAC0999", Severity.Note, "A name is unusual");

    private static readonly SourceText Record = SourceText.From("deliveries/acme/record.md", """
        # Delivery Record: Acme Corp — Support Bot
        ## Mile stones
        ## Gates
        | Gate | Decision | Decided by | Date | Evidence |
        |------|----------|------------|------|----------|
        | QA gate | Failed | quinn | 2026-04-22 | #31 report |
        """);

    private static readonly SourceText Names = SourceText.From("delivery.yml", "roles:\n\tqa: 日本e\u0301 👩‍🚀 ⚠️ quinn # → ok\n");

    private static readonly SourceText Hostile = SourceText.Decode("deliveries/a,b: 100%;]/récord.md",
        [.. Encoding.UTF8.GetBytes("::set-output name=x::y ##vso[task.complete]\e[31m "), 0xE9, .. "\u202E end\nsecond\n"u8]);

    private static readonly SourceText Long = SourceText.From("docs/long.md", $"{new string('a', 90_000)} here {new string('b', 90_000)}");

    public static Findings Findings { get; } = Findings.Of(
    [
        new Diagnostic(Unreadable, Location.OfFile("deliveries/globex/record.md"), "the file is larger than 4 MiB")
        {
            Help = "split the record, or move its history to another file",
        },
        Finding(NearMiss, Record, "Mile stones", "unknown section \"Mile stones\"") with
        {
            Help = "did you mean \"Milestones\"?",
            Fix = Fix.Replace("rename to \"Milestones\"", SpanOf(Record, "Mile stones"), "Milestones"),
        },
        Finding(GateBlocked, Record, "Failed", "the gate \"QA gate\" is blocked: certification is FAIL, it must be PASS") with
        {
            Help = "who: quinn (qa-engineer)\nnext: record a new certification after rework (delivery explain DAC0399)",
        },
        Finding(OddName, Names, "quinn", "\"quinn\" follows wide, combining and joined characters"),
        Finding(GateBlocked, Hostile, Hostile.Text[..^1], "100% \e[2J ##vso[task.setvariable variable=PATH]/evil\n::add-mask::a \u202E\uDCE9"),
        Finding(NearMiss, Long, "here", "a long line is cut around the caret"),
        new Diagnostic(NearMiss, Record.Locate(new TextSpan(Record.Text.IndexOf("\n## Gates", StringComparison.Ordinal), 0)), "something is missing here"),
    ], files: 7);

    public static Explanation Explain(DiagnosticDescriptor descriptor) => Explanation.Parse($"""
        What {descriptor.Code} means.

        ## Before

        ```markdown a.md
        no
        ```

        ## After

        ```markdown a.md
        yes
        ```
        """);

    public static Diagnostic Finding(DiagnosticDescriptor descriptor, SourceText source, string at, string message) =>
        new(descriptor, source.Locate(SpanOf(source, at)), message);

    /// <summary>As many findings of one kind.</summary>
    public static Findings Many(int count) =>
        Findings.Of(Enumerable.Range(0, count).Select(i => Finding(GateBlocked, Record, "Failed", $"number {i + 1}")), files: 1);

    private static TextSpan SpanOf(SourceText source, string text) => new(source.Text.IndexOf(text, StringComparison.Ordinal), text.Length);
}
