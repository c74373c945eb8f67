using System.Collections.Immutable;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Text;
using DeliveryAsCode.Transitions;

namespace DeliveryAsCode.Cli.Forges;

/// <summary>
/// A change that somebody wants to have on a base, and what its forge knows about it: a branch in a clone, or a pull request.
/// Documents of the change are values here, and never rules.
/// </summary>
internal interface IProposedChange
{
    /// <summary>Full id of the commit that the base names; its rules judge.</summary>
    string BaseTip { get; }

    /// <summary>Those of the base.</summary>
    Rules Rules { get; }

    /// <summary>Paths of files that are not as they were, in order.</summary>
    IReadOnlyList<string> Paths { get; }

    /// <returns>Null if the file did not exist where the change departed from its base, or was a link.</returns>
    SourceText? Before(string path);

    /// <returns>Null if the file is gone, is a link, or lies behind one.</returns>
    SourceText? After(string path);

    /// <summary>Whether the change leaves a link there.</summary>
    bool IsLink(string path);

    /// <summary>The delivery where the change departed; null if its record did not exist.</summary>
    DeliveryCase? CaseBefore(string recordPath);

    /// <summary>The delivery as the change leaves it; null if there is no record any more.</summary>
    DeliveryDocuments? DocumentsAfter(string recordPath);

    /// <param name="addedRows">Numbers, from 0, of the rows that the change adds to the Gates table.</param>
    ChangeEvidence EvidenceOf(DeliveryDocuments after, IReadOnlyCollection<int> addedRows);

    /// <summary>Who changed the file; nobody if that is not known.</summary>
    ImmutableArray<Person> ChangedBy(string path);

    /// <summary>Whether the rules are that person's to change, by those of the base.</summary>
    bool OwnsRules(Person person);
}
