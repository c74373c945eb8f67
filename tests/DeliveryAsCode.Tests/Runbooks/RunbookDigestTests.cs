using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Runbooks;

public class RunbookDigestTests
{
    [Theory]
    [InlineData("# Plan\n\n## Smoke tests\n")]
    [InlineData("# Plan\n\n## Smoke tests")]
    [InlineData("# Plan\r\n\r\n## Smoke tests\r\n")]
    [InlineData("# Plan\r\n\r\n## Smoke tests")]
    [InlineData("# Plan\r\rlast line\r")]
    [InlineData("# Plan\n\n\n\n")]
    [InlineData("\uFEFF# Plan\n")]
    [InlineData("")]
    public void The_link_to_the_last_log_does_not_count(string text)
    {
        var source = SourceText.Decode("runbook.md", System.Text.Encoding.UTF8.GetBytes(text));

        var linked = Linked(source, "succeeded");

        linked.Text.ShouldContain("Last execution: [2026-03-04T21-05Z-1](executions/2026-03-04T21-05Z-1.md), succeeded");
        RunbookDigest.Of(linked).ShouldBe(RunbookDigest.Of(source));
        RunbookDigest.Of(Linked(linked, "rolled back")).ShouldBe(RunbookDigest.Of(source));
    }

    [Fact]
    public void The_link_is_replaced_and_never_stands_twice()
    {
        var source = SourceText.From("runbook.md", "# Plan\r\n");

        Linked(Linked(source, "waiting"), "succeeded").Text.ShouldBe(Linked(source, "succeeded").Text);
        Linked(source, "succeeded").Text.ShouldStartWith("# Plan\r\n\r\nLast execution: ");
        Linked(source, "succeeded").Text.ShouldEndWith("-->\r\n");
    }

    [Theory]
    [InlineData("# Plan\n", "# Plam\n")]
    [InlineData("# Plan\n\na\n", "# Plan\n\n\na\n")]
    [InlineData("# Plan\n\na\n", "# Plan\r\n\r\na\r\n")]
    [InlineData("# Plan \n", "# Plan\n")]
    public void Everything_else_counts(string one, string other) =>
        RunbookDigest.Of(SourceText.From("runbook.md", one)).ShouldNotBe(RunbookDigest.Of(SourceText.From("runbook.md", other)));

    [Theory]
    [InlineData("```bash\necho evil # <!-- delivery:last-execution -->\n```\n")]
    [InlineData("a\n\nLast execution: [1](executions/1.md), waiting <!-- delivery:last-execution -->\n\nb\n")]
    [InlineData("a\n\nLast execution: [1](executions/1.md), waiting; `evil` <!-- delivery:last-execution -->\n")]
    public void A_line_that_only_holds_the_mark_counts_and_stays(string text)
    {
        var source = SourceText.From("runbook.md", text);

        RunbookDigest.FindLogLink(source).ShouldBeNull();
        Linked(source, "succeeded").Text.ShouldStartWith(text);
    }

    [Fact]
    public void It_holds_for_any_bytes() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            var source = SourceText.Decode("runbook.md", bytes);
            return RunbookDigest.Of(Linked(source, "waiting")) == RunbookDigest.Of(source);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static SourceText Linked(SourceText source, string outcome) =>
        LogLink.Set(source, "2026-03-04T21-05Z-1", outcome, "executions/2026-03-04T21-05Z-1.md");
}
