using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>What a document has to say to be complete.</summary>
/// <param name="Sections">Headings under which something stands that is more than TBD or a placeholder.</param>
/// <param name="Fields">Labels of fields that have a value, wherever in the document they stand.</param>
/// <param name="NothingUnder">Headings under which nothing is left, or only "None": open questions.</param>
/// <param name="NoPlaceholders">No placeholder of a template is left where readers see it.</param>
public sealed record DocumentExpectation(
    ImmutableArray<string> Sections, ImmutableArray<string> Fields, ImmutableArray<string> NothingUnder, bool NoPlaceholders)
{
    public static DocumentExpectation Filled { get; } = new([], [], [], NoPlaceholders: true);
}

/// <summary>Something that a document lacks to be complete.</summary>
/// <param name="Message">A sentence without a full stop.</param>
public sealed record Shortcoming(string Message, Location Location);
