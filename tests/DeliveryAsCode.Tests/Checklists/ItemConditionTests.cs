using DeliveryAsCode.Checklists;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Checklists;

public class ItemConditionTests
{
    private static readonly FactSheet Facts = FactSheet.Of(new FactInputs
    {
        ChangedPaths = ["web/a.ts"],
        Declared = [new FactDefinition.ByPaths("team-handover", []), new FactDefinition.ByPaths("new-pages", [Glob.Parse("web/**")])],
    });

    [Theory]
    [InlineData("data persistence", false)]
    [InlineData("Data Persistence", false)]
    [InlineData("data-persistence", false)]
    [InlineData("new pages", true)]
    [InlineData("monitoring required", true)]
    [InlineData("monitoring", true)]
    [InlineData("team handover required", false)]
    [InlineData("new pages and not data persistence", true)]
    [InlineData("(data persistence or new pages) and code changed", true)]
    [InlineData("environment setup required", null)]
    [InlineData("needed", null)]
    [InlineData("it's needed", null)]
    [InlineData("data persistence, or a new team", null)]
    [InlineData("", null)]
    public void Words_are_the_fact_that_is_called_so(string words, bool? holds) => ItemCondition.Prose.Of(words).Evaluate(Facts).Holds.ShouldBe(holds);

    [Theory]
    [InlineData("data persistence", false)]
    [InlineData("team handover required", false)]
    [InlineData("environment setup required", true)]
    [InlineData("data persistence or nothing else", true)]
    [InlineData("it's needed", true)]
    public void What_no_fact_tells_is_for_people(string words, bool isForPeople) => ItemCondition.Prose.Of(words).IsForPeople(Facts).ShouldBe(isForPeople);
}
