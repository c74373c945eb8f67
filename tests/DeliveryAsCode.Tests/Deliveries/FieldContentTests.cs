using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Tests.Deliveries;

public class FieldContentTests
{
    [Theory]
    [InlineData("Answers first-line questions", "Answers first-line questions")]
    [InlineData("Answers questions:\n  - in English\n  - no payments", "Answers questions: - in English - no payments")]
    [InlineData("Answers questions.\n\n  And nothing else.", "Answers questions. And nothing else.")]
    public void What_is_nested_belongs_to_the_field(string scope, string content) =>
        FieldContent.Of(ARecord.Read(ARecord.With("Answers first-line questions", scope)).Value!, "Scope").ShouldBe(content);

    [Fact]
    public void The_last_field_ends_with_the_next_section() => FieldContent.Of(ARecord.Read(), "Status").ShouldBe("QA");

    [Fact]
    public void A_field_that_is_not_there_is_empty() => FieldContent.Of(ARecord.Read(), "Complexity").ShouldBe("");
}
