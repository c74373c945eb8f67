using System.Collections.Immutable;
using System.Diagnostics;
using DeliveryAsCode.Facts;

namespace DeliveryAsCode.Checklists;

/// <summary>What an item depends on. Closed.</summary>
public abstract record ItemCondition
{
    private const string Required = "-required";

    private ItemCondition(string text) => Text = text;

    /// <summary>As it stands in the document.</summary>
    public string Text { get; }

    /// <summary>The annotation <c>when:</c>.</summary>
    /// <param name="Mentions">Their offsets count from the beginning of <see cref="Text"/>.</param>
    public sealed record When(string Text, FactExpression Expression, ImmutableArray<FactMention> Mentions) : ItemCondition(Text);

    /// <summary>A <c>when:</c> that cannot be read: an error, and nothing that relieves of the item.</summary>
    public sealed record Unreadable(string Text) : ItemCondition(Text);

    /// <summary>
    /// <c>[conditional: if data persistence]</c>: the words of a fact's name, or whatever people understand by it.
    /// </summary>
    /// <param name="Expression">The words with hyphens between them; null if they are no expression.</param>
    public sealed record Prose(string Text, FactExpression? Expression) : ItemCondition(Text)
    {
        public static Prose Of(string text) => new(text, FactReading.Of(Hyphenate(text)) is FactReading.Read read ? read.Expression : null);
    }

    /// <summary>Whether people judge it, because no fact tells.</summary>
    public bool IsForPeople(FactSheet facts) =>
        this is Prose prose && !(prose.Expression?.Names.All(name => facts.Knows(NameFor(name, facts))) ?? false);

    public FactValue Evaluate(FactSheet facts) => this switch
    {
        When annotated => annotated.Expression.Evaluate(facts),
        Unreadable => new FactValue(null, $"\"{Text}\" cannot be read"),
        _ when IsForPeople(facts) => new FactValue(null, $"no fact tells whether \"{Text}\" holds"),
        Prose { Expression: { } expression } => expression.Rename(name => NameFor(name, facts)).Evaluate(facts),
        _ => throw new UnreachableException(),
    };

    public sealed override string ToString() => Text;

    /// <summary>"team handover required" is the fact team-handover, and "monitoring" the fact monitoring-required.</summary>
    private static string NameFor(string words, FactSheet facts) =>
        facts.Knows(words) ? words
        : words.EndsWith(Required, StringComparison.Ordinal) && facts.Knows(words[..^Required.Length]) ? words[..^Required.Length]
        : facts.Knows(words + Required) ? words + Required
        : words;

    /// <summary>Words that stand beside each other are one name; <c>and</c>, <c>or</c>, <c>not</c> and signs stand between names.</summary>
    private static string Hyphenate(string text)
    {
        var words = text.ToLowerInvariant().Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var joined = words.Take(1).Concat(words.Zip(words.Skip(1), (before, word) => (IsPartOfName(before) && IsPartOfName(word) ? "-" : " ") + word));
        return string.Concat(joined);
    }

    private static bool IsPartOfName(string word) => word is not ("and" or "or" or "not" or "(" or ")" or "==" or "!=");
}
