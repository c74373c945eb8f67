using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Planning;

/// <summary>What the records ask for, and what is done about it, as data: it holds for the version of the repository that it was made of.</summary>
/// <param name="BaseCommit">The commit that it was made of; null if there is none.</param>
/// <param name="Changes">In the order in which they are made. Several of one file follow from one another.</param>
/// <param name="Refusals">What would have to be written and cannot be, exactly as it is meant: a person has to.</param>
public sealed record Plan(
    string? BaseCommit,
    ImmutableArray<Change> Changes,
    ImmutableArray<PlannedVerdict> Verdicts,
    ImmutableArray<PlanNote> Notes,
    ImmutableArray<Diagnostic> Refusals)
{
    public static Plan Join(string? baseCommit, IReadOnlyCollection<Plan> plans) => new(
        baseCommit,
        [.. plans.SelectMany(p => p.Changes)],
        [.. plans.SelectMany(p => p.Verdicts)],
        [.. plans.SelectMany(p => p.Notes)],
        [.. plans.SelectMany(p => p.Refusals)]);

    /// <summary>Each file once, with what it was and what it becomes, in the order of their first change.</summary>
    public IEnumerable<PlannedFile> Files =>
        Changes.GroupBy(c => c.Path).Select(g => new PlannedFile(g.Key, (g.First() as Change.EditFile)?.Against, g.Last().After));
}

/// <param name="Before">Digest of the file as it must be; null if there must be none.</param>
public sealed record PlannedFile(string Path, string? Before, SourceText After);

/// <summary>Something that a person should know, and that the program does nothing about.</summary>
/// <param name="Message">A sentence without a full stop.</param>
public sealed record PlanNote(string DeliveryId, string Message);

/// <summary>Where a delivery stands, beside what is done about it.</summary>
/// <param name="Gate">The gate that comes next; null when all are behind the delivery and only its completion is open.</param>
public sealed record PlannedVerdict(string DeliveryId, Stage? Stage, GateDefinition? Gate, GateVerdict Verdict);
