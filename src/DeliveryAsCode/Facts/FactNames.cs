using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Facts;

/// <summary>The names that conditions may use.</summary>
/// <param name="Facts">Built-in and declared ones.</param>
/// <param name="Environments">Values that <c>environment</c> may have; null if they are not known.</param>
public sealed record FactNames(ImmutableSortedSet<string> Facts, ImmutableArray<string>? Environments)
{
    public const string Environment = "environment";
    public const string Complexity = "complexity";

    /// <summary>Beyond this a comparison with every name would take longer than the suggestion is worth.</summary>
    private const int MostSuggested = 100;

    /// <summary>Names that have a value instead of being true or false.</summary>
    public static ImmutableArray<string> Compared { get; } = [Environment, Complexity];

    public static ImmutableArray<string> Complexities { get; } = ["simple", "standard", "complex"];

    /// <summary>What they mean stands in <see cref="FactSheet"/>.</summary>
    public static ImmutableArray<string> BuiltIn => BuiltInFacts.Names;

    /// <param name="declared">The facts of <c>delivery.yml</c>.</param>
    /// <param name="environments">The environments of <c>delivery.yml</c>; null to accept any.</param>
    public static FactNames Known(ImmutableArray<FactDefinition> declared, IEnumerable<string>? environments = null) =>
        new(BuiltIn.Concat(declared.Select(d => d.Name)).ToImmutableSortedSet(StringComparer.Ordinal), environments is null ? null : [.. environments, "none"]);

    public bool Contains(string fact) => Facts.Contains(fact);

    /// <summary>What is wrong with a mentioned name or value, and what to do; null if it is known.</summary>
    public (string Message, string Help)? MistakeIn(FactMention mention) => mention switch
    {
        { Value: null } when !Contains(mention.Name) =>
            ($"there is no fact \"{mention.Name}\"", Help(mention.Name, BuiltIn.Concat(Facts), $"declare it: facts: {{{mention.Name}: [\"path/**\"]}} in delivery.yml, or use one of: {string.Join(", ", BuiltIn)}")),
        { Name: Environment, Value: { } value } when Environments is { } known && !known.Contains(value) =>
            ($"there is no environment \"{value}\"", Help(value, known, "add it to environments in delivery.yml")),
        _ => null,
    };

    /// <summary>Whether conditions use the word for something else than a fact.</summary>
    public static bool IsReserved(string name) => FactToken.IsReservedWord(name) || Compared.Contains(name);

    /// <summary>Lower-case letters, digits and hyphens, beginning with a letter, and none of the words that join names.</summary>
    internal static bool IsName(string text) =>
        text is [>= 'a' and <= 'z', ..] && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && !FactToken.IsReservedWord(text);

    private static string Help(string name, IEnumerable<string> known, string otherwise) =>
        Suggestion.Nearest(name, known.Take(MostSuggested)) is { } nearest ? $"did you mean \"{nearest}\"?" : otherwise;
}
