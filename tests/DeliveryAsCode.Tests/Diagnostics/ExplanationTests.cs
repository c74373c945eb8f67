using System.Text;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Tests.Diagnostics;

public class ExplanationTests
{
    private const string Page = """"
        First paragraph.

        Second paragraph.

        ## Before

        ```console
        $ delivery set acme field:Status QA
        ```

        ````markdown deliveries/acme/record.md
        # Record
        ## Before the inner fence
        ```bash
        true
        ```
        ````

        ```yaml delivery.yml escaped
        a: \xE9\x41{3}
        ```

        ## After

        ```console
        $ delivery acknowledge acme
        $ delivery status acme
        ```

        ```markdown deliveries/acme/record.md
        # Repaired
        ```
        """";

    private static readonly Explanation Explanation = Explanation.Parse(Page);

    [Fact]
    public void Prose_is_what_stands_before_the_examples() =>
        Explanation.Prose.ShouldBe("First paragraph.\n\nSecond paragraph.");

    [Fact]
    public void A_fence_ends_at_its_own_marks_only() =>
        Explanation.Before.Files[0].ShouldBe(
            new ExampleFile("deliveries/acme/record.md", "# Record\n## Before the inner fence\n```bash\ntrue\n```\n", IsEscaped: false));

    [Fact]
    public void A_command_line_is_given_without_its_prompt()
    {
        Explanation.Before.Command.ShouldBe("delivery set acme field:Status QA");
        Explanation.Before.Preparation.ShouldBeEmpty();
    }

    [Fact]
    public void Command_lines_before_the_last_prepare_it()
    {
        Explanation.After.Preparation.ShouldBe(["delivery acknowledge acme"]);
        Explanation.After.Command.ShouldBe("delivery status acme");
    }

    [Fact]
    public void An_example_without_a_command_line_has_none() =>
        Explanation.Parse("Prose.\n\n## Before\n\n```yaml delivery.yml\na: 1\n```\n").Before.Command.ShouldBeNull();

    [Fact]
    public void An_escaped_file_holds_the_bytes_that_text_cannot()
    {
        Explanation.Before.Files[1].Encode().ShouldBe([.. "a: "u8, 0xE9, .. "AAA\n"u8]);
        Explanation.After.Files[0].Encode().ShouldBe("# Repaired\n"u8.ToArray());
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("é", "C3A9")]
    [InlineData(@"\x00\x7f", "007F")]
    [InlineData(@"\x41{0}\x42", "42")]
    [InlineData(@"\xZZ", "5C785A5A")]
    public void Escapes_are_decoded(string text, string bytes) =>
        Convert.ToHexString(EscapedBytes.Decode(text)).ShouldBe(bytes);

    [Fact]
    public void A_repetition_may_be_large() => EscapedBytes.Decode(@"\x41{70000}").ShouldBe(Encoding.ASCII.GetBytes(new string('A', 70_000)));

    [Fact]
    public void A_page_without_examples_has_none()
    {
        var bare = Explanation.Parse("Only prose.\n");

        bare.Prose.ShouldBe("Only prose.");
        bare.Before.Files.ShouldBeEmpty();
    }
}
