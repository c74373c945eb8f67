namespace DeliveryAsCode.Facts;

/// <summary>What stands behind <c>when:</c>: facts, joined by <c>and</c>, <c>or</c>, <c>not</c> and parentheses. Closed.</summary>
public abstract record FactExpression
{
    private FactExpression()
    {
    }

    public sealed record And(FactExpression Left, FactExpression Right) : FactExpression;

    public sealed record Or(FactExpression Left, FactExpression Right) : FactExpression;

    public sealed record Not(FactExpression Operand) : FactExpression;

    public sealed record Fact(string Name) : FactExpression;

    /// <summary><c>environment == acme-production</c>.</summary>
    /// <param name="Name">One of <see cref="FactNames.Compared"/>.</param>
    public sealed record Equal(string Name, string Value) : FactExpression;

    public sealed record NotEqual(string Name, string Value) : FactExpression;

    /// <summary>The facts that it names, those that are compared left out.</summary>
    public IEnumerable<string> Names => this switch
    {
        And and => and.Left.Names.Concat(and.Right.Names),
        Or or => or.Left.Names.Concat(or.Right.Names),
        Not not => not.Operand.Names,
        Fact fact => [fact.Name],
        Equal or NotEqual => [],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public FactValue Evaluate(FactSheet sheet) => this switch
    {
        And and => FactValue.And(and.Left.Evaluate(sheet), and.Right.Evaluate(sheet)),
        Or or => FactValue.Or(or.Left.Evaluate(sheet), or.Right.Evaluate(sheet)),
        Not not => FactValue.Not(not.Operand.Evaluate(sheet)),
        Fact fact => sheet.Find(fact.Name),
        Equal equal => sheet.Compare(equal.Name, equal.Value),
        NotEqual differs => FactValue.Not(sheet.Compare(differs.Name, differs.Value)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The same expression with other names for its facts.</summary>
    public FactExpression Rename(Func<string, string> name) => this switch
    {
        And and => new And(and.Left.Rename(name), and.Right.Rename(name)),
        Or or => new Or(or.Left.Rename(name), or.Right.Rename(name)),
        Not not => new Not(not.Operand.Rename(name)),
        Fact fact => new Fact(name(fact.Name)),
        Equal or NotEqual => this,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The one way to write it: with as few parentheses as it can be read back from.</summary>
    public sealed override string ToString() => this switch
    {
        And and => $"{Within(and.Left, Level(and))} and {Within(and.Right, Level(and) + 1)}",
        Or or => $"{Within(or.Left, Level(or))} or {Within(or.Right, Level(or) + 1)}",
        Not not => $"not {Within(not.Operand, Level(not))}",
        Fact fact => fact.Name,
        Equal equal => $"{equal.Name} == {FactToken.Quote(equal.Value)}",
        NotEqual differs => $"{differs.Name} != {FactToken.Quote(differs.Value)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>How tightly it holds together.</summary>
    private static int Level(FactExpression expression) => expression switch
    {
        Or => 0,
        And => 1,
        Not => 2,
        _ => 3,
    };

    private static string Within(FactExpression inner, int level) => Level(inner) < level ? $"({inner})" : inner.ToString();
}
