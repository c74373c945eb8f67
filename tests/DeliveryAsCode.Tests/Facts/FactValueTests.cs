using DeliveryAsCode.Facts;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Facts;

public class FactValueTests
{
    private static readonly FactExpression[] Leaves = [new FactExpression.Fact("holds"), new FactExpression.Fact("fails"), new FactExpression.Fact("nobody-knows")];

    private static readonly FactSheet Sheet = FactSheet.Of(new FactInputs
    {
        Declared = [new FactDefinition.ByPaths("holds", [Glob.Parse("src/**")]), new FactDefinition.ByPaths("fails", [Glob.Parse("web/**")])],
        ChangedPaths = ["src/app.cs"],
    });

    /// <summary>Over every assignment of true and false to what is unknown: one answer is known, two are not.</summary>
    [Fact]
    public void Every_expression_of_depth_two_is_what_all_readings_of_the_unknown_agree_on()
    {
        var expressions = Grow(Grow(Leaves)).ToList();

        expressions.Count.ShouldBeGreaterThan(500);
        foreach (var expression in expressions.Where(UsesUnknownOnce))
            expression.Evaluate(Sheet).Holds.ShouldBe(Agreed(expression), expression.ToString());
    }

    [Fact]
    public void Every_expression_of_depth_two_follows_the_tables_of_three_values()
    {
        foreach (var expression in Grow(Grow(Leaves)))
            expression.Evaluate(Sheet).Holds.ShouldBe(Level(expression) switch { 0 => false, 2 => true, _ => null }, expression.ToString());
    }

    [Theory]
    [InlineData("holds and fails", "fails is false: no changed file matches web/**")]
    [InlineData("not fails", "fails is false: no changed file matches web/**")]
    [InlineData("holds or nobody-knows", "holds is true: src/app.cs changed")]
    [InlineData("fails or nobody-knows", "nobody-knows is unknown: there is no such fact")]
    [InlineData("holds and not fails", "holds is true: src/app.cs changed; fails is false: no changed file matches web/**")]
    [InlineData("holds and holds", "holds is true: src/app.cs changed")]
    public void The_reason_is_what_decided(string text, string why) => Expressions.Parse(text).Evaluate(Sheet).Why.ShouldBe(why);

    private static IEnumerable<FactExpression> Grow(IEnumerable<FactExpression> inner)
    {
        var known = inner.ToList();
        return known
            .Concat(known.Select(e => new FactExpression.Not(e)))
            .Concat(known.SelectMany(l => known.SelectMany(r => new FactExpression[] { new FactExpression.And(l, r), new FactExpression.Or(l, r) })));
    }

    private static bool UsesUnknownOnce(FactExpression expression) => expression.Names.Count(n => n == "nobody-knows") <= 1;

    private static bool? Agreed(FactExpression expression)
    {
        bool[] answers = [Classic(expression, unknown: false), Classic(expression, unknown: true)];
        return answers[0] == answers[1] ? answers[0] : null;
    }

    private static bool Classic(FactExpression expression, bool unknown) => expression switch
    {
        FactExpression.And and => Classic(and.Left, unknown) && Classic(and.Right, unknown),
        FactExpression.Or or => Classic(or.Left, unknown) || Classic(or.Right, unknown),
        FactExpression.Not not => !Classic(not.Operand, unknown),
        FactExpression.Fact { Name: "nobody-knows" } => unknown,
        FactExpression.Fact fact => fact.Name == "holds",
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    /// <summary>False, unknown and true are 0, 1 and 2.</summary>
    private static int Level(FactExpression expression) => expression switch
    {
        FactExpression.And and => Math.Min(Level(and.Left), Level(and.Right)),
        FactExpression.Or or => Math.Max(Level(or.Left), Level(or.Right)),
        FactExpression.Not not => 2 - Level(not.Operand),
        FactExpression.Fact fact => fact.Name switch { "holds" => 2, "fails" => 0, _ => 1 },
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };
}
