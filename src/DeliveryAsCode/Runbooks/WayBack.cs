using System.Collections.Immutable;

namespace DeliveryAsCode.Runbooks;

/// <summary>How one step of a runbook would be taken back.</summary>
public sealed record WayBack(Step Step, WayBackKind Kind)
{
    /// <summary>Every step that changes something, or has an undo block, from the last one to the first.</summary>
    public static ImmutableArray<WayBack> Of(Runbook runbook) =>
    [
        .. new[] { PhaseKind.Execution, PhaseKind.SmokeTests, PhaseKind.Monitoring }
            .SelectMany(kind => runbook.PhasesOf(kind).SelectMany(p => p.Steps).Where(s => s.Undo is not null || (kind == PhaseKind.Execution && s.Run is not null && !IsTakenBackOtherwise(s))))
            .Reverse()
            .Select(step => new WayBack(step, KindOf(step))),
    ];

    /// <summary>Why there is no way back behind the step; null if it is no point of no return.</summary>
    public string? NoReturn => Step.Run?.Options.PointOfNoReturn;

    /// <summary>By another part of its strategy, or there is nothing to take back.</summary>
    private static bool IsTakenBackOtherwise(Step step) =>
        step is { Part: { NeedsNoUndo: true } or { UndoneBy: not null }, Run.Options.PointOfNoReturn: null };

    private static WayBackKind KindOf(Step step) =>
        step.Run?.Options is { PointOfNoReturn: not null } options ? options.PreviousVersionCompatible ? WayBackKind.CompatibleNoReturn : WayBackKind.NoReturn
        : step.Undo is not null ? WayBackKind.Undo
        : WayBackKind.None;
}

public enum WayBackKind
{
    Undo,

    /// <summary>The undoing stops here, until a person has decided.</summary>
    NoReturn,

    /// <summary>The step stays as it is, and the previous version can live with it: the undoing goes on.</summary>
    CompatibleNoReturn,

    /// <summary>Nobody has thought of one.</summary>
    None,
}
